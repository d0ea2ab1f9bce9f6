/** How often each category occurs in the reference and in the current data: what every test of categories reads. */
import type { Column } from "../../data/table";
import { degenerate, notEnoughData, type NotMeasured } from "../../statistics/measured";
import { unionKeys } from "./values";

export type Category = number | string;

export interface CountPair {
  /** The reference's categories first, then those that only the current data hold. */
  readonly keys: readonly Category[];
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** Both tallies over the union of their categories. */
export function countPair(reference: ReadonlyMap<Category, number>, current: ReadonlyMap<Category, number>): CountPair {
  const keys = unionKeys(reference, current);
  return {
    keys,
    reference: Float64Array.from(keys, (key) => reference.get(key) ?? 0),
    current: Float64Array.from(keys, (key) => current.get(key) ?? 0),
  };
}

/** How often each value of a column occurs, missing and infinite ones apart. Cost: O(rows), no text is copied. */
export function columnCounts(column: Column): ReadonlyMap<Category, number> {
  const counts = new Map<Category, number>();
  if (column.storage === "numeric") {
    for (const value of column.values) if (Number.isFinite(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }
  const perCode = new Float64Array(column.categories.length);
  for (const code of column.codes) if (code >= 0) perCode[code]!++;
  perCode.forEach((count, code) => {
    if (count > 0) counts.set(column.categories[code]!, count);
  });
  return counts;
}

/** Why a test cannot read these counts: one side is empty, or both hold one and the same category. Null when it can. */
export function unusableCounts(pair: CountPair): NotMeasured | null {
  if (total(pair.reference) === 0 || total(pair.current) === 0) return notEnoughData(1, 0);
  return pair.keys.length < 2 ? degenerate("constant") : null;
}

/** Σ counts. */
export function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Each count's share of the whole. */
export function sharesOf(counts: Float64Array): Float64Array {
  const whole = total(counts);
  return counts.map((count) => count / whole);
}
