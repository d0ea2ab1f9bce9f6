/**
 * Injections at work: what a drifting world does to one request. A pure function of (seed, sequence, injection), so that the same
 * scenario gives the same drift at the same simulated minute on every machine.
 */
import { ownValue } from "../own-value";
import type { VirtualMinute } from "../clock";
import type { ImageLayout } from "../data/version/dataset";
import type { Task } from "../data/goal";
import type { CellValue, Row } from "../data/table";
import { seededRandom, type Random } from "../random";
import type { ColumnStats, FeatureStats } from "./feature-stats";
import type { Injection, Scenario } from "./scenario";

export interface PerturbContext {
  readonly scenario: Scenario;
  readonly stats: FeatureStats;
  readonly features: readonly string[];
  readonly target: string;
  readonly task: Task;
  readonly image: ImageLayout | null;
}

export interface LabelledRow {
  readonly inputs: Row;
  readonly label: CellValue;
}

/** How much of an injection is felt at a minute: 0 before `at`, then linear to 1 over `ramp` minutes. */
export function rampFactor(injection: Pick<Injection, "at" | "ramp">, minute: VirtualMinute): number {
  if (minute < injection.at) return 0;
  return injection.ramp <= 0 ? 1 : Math.min(1, (minute - injection.at) / injection.ramp);
}

/** One request after every injection of the scenario, in their order. */
export function perturb(
  row: LabelledRow,
  at: { readonly minute: VirtualMinute; readonly sequence: number },
  context: PerturbContext,
): LabelledRow {
  return context.scenario.injections.reduce((current, injection, index) => {
    const strength = injection.strength * rampFactor(injection, at.minute);
    if (strength === 0) return current;
    const random = seededRandom(`${context.scenario.seed}/${at.sequence}/${index}`);
    return apply(current, injection, strength, random, context);
  }, row);
}

function apply(
  row: LabelledRow,
  injection: Injection,
  strength: number,
  random: Random,
  context: PerturbContext,
): LabelledRow {
  if (injection.kind === "label-flip") return { ...row, label: flipLabel(row.label, strength, random, context) };
  const change = injection.kind === "missing" ? lose : shift;
  const features = context.features.filter((name) => injection.feature === "*" || injection.feature === name);
  const changed = features.map((name): [string, CellValue] => {
    const value = ownValue(row.inputs, name) ?? null;
    return [name, change({ name, value, strength, random, context })];
  });
  return { ...row, inputs: { ...row.inputs, ...Object.fromEntries(changed) } };
}

interface Change {
  readonly name: string;
  readonly value: CellValue;
  readonly strength: number;
  readonly random: Random;
  readonly context: PerturbContext;
}

/** Missing: the value is lost with probability `strength`. */
function lose({ value, strength, random }: Change): CellValue {
  return random.next() < strength ? null : value;
}

/**
 * Shift: numbers move by `strength` training standard deviations (grey values stay in [0, max]); a category becomes the rarest one
 * with probability `strength`.
 */
function shift({ name, value, strength, random, context }: Change): CellValue {
  const column = context.stats.get(name);
  const draw = random.next();
  if (value === null || column === undefined) return value;
  if (column.kind === "categorical") return draw < strength ? (column.values.at(-1) ?? value) : value;
  if (typeof value !== "number") return value;
  const moved = value + strength * column.std;
  const { image } = context;
  return image?.columns.includes(name) ? Math.min(image.max, Math.max(0, moved)) : moved;
}

/** Label flip: another class with probability `strength`; a regression label moves by `strength` standard deviations. */
function flipLabel(label: CellValue, strength: number, random: Random, context: PerturbContext): CellValue {
  const column = context.stats.get(context.target);
  if (label === null || column === undefined) return label;
  if (context.task === "regression") return movedLabel(label, strength, column);
  const flips = random.next() < strength;
  const others = column.values.filter((value) => value !== label);
  return flips && others.length > 0 ? (others[random.int(others.length)] ?? label) : label;
}

function movedLabel(label: CellValue, strength: number, column: ColumnStats): CellValue {
  return typeof label === "number" && column.kind === "numeric" ? label + strength * column.std : label;
}
