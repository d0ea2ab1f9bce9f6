/** One way to measure the drift of a column, as a tool defines it: what it reads, and when its value means drift. */
import type { Operator } from "../../check";
import type { Column } from "../../data/table";
import type { Random } from "../../random";
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { columnCounts, countPair, type CountPair } from "./count-pair";
import type { PValueLaw } from "./ks";
import { countNumbers, presentValues } from "./values";

export type ColumnKind = "numeric" | "categorical";

/** Present values of both sides: numbers as they are, categories as counts. */
export type ColumnPair =
  | { readonly kind: "numeric"; readonly reference: Float64Array; readonly current: Float64Array }
  | { readonly kind: "categorical"; readonly counts: CountPair };

export interface DriftMethod {
  /** The tool's own name of it, for exports. */
  readonly label: string;
  /** What the tool declares it for. */
  readonly kinds: readonly ColumnKind[];
  readonly score: "p-value" | "distance";
  /** Null: the tool has no constant one. */
  readonly threshold: number | null;
  /** Drift when `value operator threshold` holds. */
  readonly operator: Operator;
  /** Null when the method cannot read this kind of column. `random` is drawn from only by methods that deal rows again. */
  readonly measure: (pair: ColumnPair, random: Random) => Measured<DriftValue> | null;
  /** The same of numbers, one sample after another: what the reference alone decides (bins, order, counts) is found once. */
  readonly prepare?: PrepareReference;
}

export type PrepareReference = (reference: Float64Array) => (current: Float64Array) => Measured<DriftValue>;

/** A p-value or a distance. */
export interface DriftValue {
  readonly value: number;
  /** Where the p-value comes from, of tests that choose between two laws by the number of values. */
  readonly law?: PValueLaw;
}

/** The values of two columns of one name, missing and infinite ones dropped. Numbers against texts are compared as texts. */
export function columnPair(reference: Column, current: Column): ColumnPair {
  const [before, now] = [reference.storage, current.storage];
  if (before === "numeric" && now === "numeric") {
    const [r, c] = [presentValues(reference), presentValues(current)];
    if (r.kind === "numeric" && c.kind === "numeric") {
      return { kind: "numeric", reference: r.values, current: c.values };
    }
  }
  const [r, c] = [columnCounts(reference), columnCounts(current)];
  return { kind: "categorical", counts: before === now ? countPair(r, c) : countPair(asTexts(r), asTexts(c)) };
}

/** The pair as counts of distinct values. */
export function pairCounts(pair: ColumnPair): CountPair {
  if (pair.kind === "categorical") return pair.counts;
  return countPair(countNumbers(pair.reference), countNumbers(pair.current));
}

type Measure = DriftMethod["measure"];

/** A measure of numbers; it cannot read categories. */
export function ofNumbers(
  run: (reference: Float64Array, current: Float64Array, random: Random) => Measured<DriftValue>,
): Measure {
  return (pair, random) => (pair.kind === "numeric" ? run(pair.reference, pair.current, random) : null);
}

/** A measure of counts, of numbers too: each distinct one is a category. */
export function ofCounts(run: (counts: CountPair, random: Random) => Measured<DriftValue>): Measure {
  return (pair, random) => run(pairCounts(pair), random);
}

/** A value that was measured, unless the values ran out of float64. */
export function driftValue(value: number): Measured<DriftValue> {
  return Number.isFinite(value) ? measured({ value }) : degenerate("not-finite");
}

/** One number of a measurement, or why there is none. */
export function pick<T>(result: Measured<T>, choose: (fields: T) => number): Measured<DriftValue> {
  return result.kind === "measured" ? driftValue(choose(result)) : result;
}

function asTexts(counts: ReadonlyMap<number | string, number>): ReadonlyMap<string, number> {
  return new Map([...counts].map(([key, count]) => [String(key), count]));
}
