/** Whether a run repeated another one: first what went in, then, when that is equal, what came out. */
import type { Sha256 } from "../ids";
import { ARTIFACTS } from "./artifacts";
import type { Run } from "./run";

/** What a training depends on, in the order in which it is compared. */
export const REPRODUCTION_INPUTS = ["data", "split", "recipe", "options", "engine"] as const;
export type ReproductionInput = (typeof REPRODUCTION_INPUTS)[number];

/** A run, and the digest of its split's row numbers; null where the split is gone. */
export interface Repeated {
  readonly run: Run;
  readonly splitDigest: Sha256 | null;
}

export type Reproduction =
  /** The repetition has not come to its end. */
  | { readonly kind: "unfinished" }
  /** Weights, predictions and metrics are equal, bit for bit. */
  | { readonly kind: "identical" }
  | { readonly kind: "other-inputs"; readonly inputs: readonly ReproductionInput[] }
  /** The same went in and something else came out: the engine does not promise the same bits. */
  | { readonly kind: "other-result" };

/** Compares a finished run with the one that was to repeat it, by the digests of what went in and of what came out. */
export function reproductionOf(original: Repeated, again: Repeated): Reproduction {
  if (again.run.status !== "FINISHED") return { kind: "unfinished" };
  const inputs = REPRODUCTION_INPUTS.filter((input) => inputKey(original, input) !== inputKey(again, input));
  if (inputs.length > 0) return { kind: "other-inputs", inputs };
  return resultKey(original.run) === resultKey(again.run) ? { kind: "identical" } : { kind: "other-result" };
}

function inputKey({ run, splitDigest }: Repeated, input: ReproductionInput): string {
  switch (input) {
    case "data":
      return run.inputs.map(({ contentSha256 }) => contentSha256).join(" ");
    case "split":
      return splitDigest ?? run.splitId;
    case "recipe":
      return digestOf(run, ARTIFACTS.recipe) ?? run.recipeId;
    case "options":
      // The engine that was asked for is compared as the one that was chosen.
      return entries({ ...run.params, backend: "" });
    case "engine":
      return JSON.stringify([run.backend?.chosen ?? null, run.backend?.device ?? null]);
  }
}

function resultKey(run: Run): string {
  const digests = [ARTIFACTS.weights, ARTIFACTS.testPredictions].map((path) => digestOf(run, path));
  return JSON.stringify([digests, entries(run.metrics)]);
}

const digestOf = (run: Run, path: string): Sha256 | null =>
  run.artifacts.find((artifact) => artifact.path === path)?.digest ?? null;

// `String` tells NaN and the infinities apart, which JSON does not.
const entries = (values: Readonly<Record<string, string | number>>): string =>
  JSON.stringify(
    Object.keys(values)
      .sort()
      .map((key) => [key, Object.is(values[key], -0) ? "-0" : String(values[key])]),
  );
