/** A scenario as compact URL-safe text, so that it can travel in a link: `#scenario=…`. */
import { z } from "zod";
import { AppError } from "../errors";
import { fromBase64Url, toBase64Url } from "./base64url";
import { INJECTION_KINDS, type Scenario } from "./scenario";

const HASH_KEY = "scenario=";
const MAX_TEXT = 20_000;
const MAX_INJECTIONS = 200;

const injectionSchema = z.object({
  at: z.number().int().min(0),
  feature: z.string().min(1).max(500),
  kind: z.enum(INJECTION_KINDS),
  strength: z.number().min(-100).max(100),
  ramp: z.number().min(0),
  visible: z.boolean(),
});

/** A scenario that came from outside: unknown members are dropped, anything else wrong is refused. */
export const scenarioSchema = z.object({
  formatVersion: z.literal(1),
  seed: z.number().int(),
  injections: z.array(injectionSchema).max(MAX_INJECTIONS),
});

/** The wire form: positions instead of names, kinds as numbers. */
const compactSchema = z.tuple([
  z.literal(1),
  z.number(),
  z.array(z.tuple([z.number(), z.string(), z.number(), z.number(), z.number(), z.union([z.literal(0), z.literal(1)])])),
]);

/** The scenario as base64url text without padding. */
export function encodeScenario(scenario: Scenario): string {
  const injections = scenario.injections.map(({ at, feature, kind, strength, ramp, visible }) => [
    at,
    feature,
    INJECTION_KINDS.indexOf(kind),
    strength,
    ramp,
    visible ? 1 : 0,
  ]);
  const json = JSON.stringify([scenario.formatVersion, scenario.seed, injections]);
  return toBase64Url(new TextEncoder().encode(json));
}

/** The inverse of {@link encodeScenario}; anything that is not a scenario is `scenario.invalid`. */
export function decodeScenario(text: string): Scenario {
  try {
    const short = z.string().max(MAX_TEXT).parse(text);
    const [formatVersion, seed, injections] = compactSchema.parse(JSON.parse(utf8(short)));
    return scenarioSchema.parse({
      formatVersion,
      seed,
      injections: injections.map(([at, feature, kind, strength, ramp, visible]) => ({
        at,
        feature,
        kind: INJECTION_KINDS[kind],
        strength,
        ramp,
        visible: visible === 1,
      })),
    });
  } catch (cause) {
    throw new AppError("scenario.invalid", { cause });
  }
}

/** The fragment of a link that carries the scenario, with its `#`. */
export function scenarioHash(scenario: Scenario): string {
  return `#${HASH_KEY}${encodeScenario(scenario)}`;
}

/** The scenario in a link's fragment; null when there is none, `scenario.invalid` when it is broken. */
export function scenarioFromHash(hash: string): Scenario | null {
  const entry = hash
    .replace(/^#/, "")
    .split("&")
    .find((part) => part.startsWith(HASH_KEY));
  return entry === undefined ? null : decodeScenario(entry.slice(HASH_KEY.length));
}

function utf8(text: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(fromBase64Url(text));
}
