/** The shares of common bins that PSI and Jensen–Shannon compare. */
import { histogramCounts, sturgesEdges } from "../../statistics/histogram";
import { countValues, unionKeys, type Values } from "./values";

export interface BinnedShares {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** Above this many distinct reference values a numeric column is binned; below, each value is its own bin. */
const DISTINCT_LIMIT = 20;

/**
 * Shares of both columns in common bins, as Evidently's `get_binned_data`: Sturges' bins of the pooled values when the reference
 * is numeric with more than 20 distinct values, else one bin per distinct value of either column.
 */
export function binnedShares(reference: Values, current: Values): BinnedShares {
  if (reference.kind === "numeric" && current.kind === "numeric") {
    if (new Set(reference.values).size > DISTINCT_LIMIT) return numericShares(reference.values, current.values);
  }
  const counts = [countValues(reference), countValues(current)] as const;
  const keys = unionKeys(...counts);
  const sharesOf = (column: ReadonlyMap<number | string, number>, size: number): Float64Array =>
    Float64Array.from(keys, (key) => (column.get(key) ?? 0) / size);
  return {
    reference: sharesOf(counts[0], reference.values.length),
    current: sharesOf(counts[1], current.values.length),
  };
}

/**
 * Shares in which no bin is empty, so that a logarithm exists: a zero becomes 0.0001, or a millionth of the smallest share when
 * that is not above 0.0001. Not re-normalised (Evidently's `feel_zeroes`).
 */
export function fillZeros(shares: Float64Array): Float64Array {
  const smallest = shares.reduce((least, share) => (share > 0 && share < least ? share : least), Infinity);
  const filler = smallest <= 0.0001 ? smallest / 1_000_000 : 0.0001;
  return shares.map((share) => (share === 0 ? filler : share));
}

function numericShares(reference: Float64Array, current: Float64Array): BinnedShares {
  const pooled = new Float64Array(reference.length + current.length);
  pooled.set(reference);
  pooled.set(current, reference.length);
  const edges = sturgesEdges(pooled);
  return {
    reference: histogramCounts(reference, edges).map((count) => count / reference.length),
    current: histogramCounts(current, edges).map((count) => count / current.length),
  };
}
