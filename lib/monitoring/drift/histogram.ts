/** The shares of common bins that PSI and Jensen–Shannon compare. */
import { concatenated } from "../../statistics/concatenated";
import { histogramCounts, sturgesEdges } from "../../statistics/histogram";
import { countPair, sharesOf } from "./count-pair";
import { countValues, distinctUpTo, type Values } from "./values";

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
    if (distinctUpTo([reference.values], DISTINCT_LIMIT + 1) > DISTINCT_LIMIT)
      return numericShares(reference.values, current.values);
  }
  const pair = countPair(countValues(reference), countValues(current));
  return { reference: sharesOf(pair.reference), current: sharesOf(pair.current) };
}

/**
 * Shares in which no bin is empty, so that a logarithm exists: a zero becomes 0.0001, or a millionth of the smallest share when
 * that is not above 0.0001. Not re-normalised (Evidently's `feel_zeroes`).
 */
export function fillZeros(shares: Float64Array): Float64Array {
  const filler = fillerFor(shares.reduce((least, share) => (share > 0 && share < least ? share : least), Infinity));
  return shares.map((share) => (share === 0 ? filler : share));
}

/** What an empty bin is filled with, given the smallest share that is not 0. */
export function fillerFor(smallest: number): number {
  return smallest <= 0.0001 ? smallest / 1_000_000 : 0.0001;
}

function numericShares(reference: Float64Array, current: Float64Array): BinnedShares {
  const edges = sturgesEdges(concatenated(reference, current));
  return {
    reference: histogramCounts(reference, edges).map((count) => count / reference.length),
    current: histogramCounts(current, edges).map((count) => count / current.length),
  };
}
