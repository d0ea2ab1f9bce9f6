/**
 * Fisher's exact test of a 2 × 2 table ((a, b), (c, d)): with all margins fixed, a follows the hypergeometric law. Two-sided: p is the sum
 * of the probabilities of all tables that are no likelier than the observed one. Odds ratio: a d / (b c).
 * Source: Fisher (1922); `scipy.stats.fisher_exact`; Evidently's `fisher_exact`. Cost: O(smallest margin), by ratios of neighbours from the
 * likeliest table on, so that nothing overflows.
 * Preconditions, else a named result: whole counts ≥ 0, and no margin of 0.
 */
import { degenerate, measured, type Measured } from "../../../statistics/measured";

export interface FisherResult {
  /** Infinity when b c = 0. */
  readonly oddsRatio: number;
  readonly pValue: number;
}

/** Tables that are likelier than the observed one by no more than rounding count as equally likely. */
const ROUNDING = 1 + 1e-11;

/** Whether rows and columns of the table are independent. */
export function fisherExact(
  table: readonly [readonly [number, number], readonly [number, number]],
): Measured<FisherResult> {
  const [[a, b], [c, d]] = table;
  if (![a, b, c, d].every((count) => Number.isInteger(count) && count >= 0)) return degenerate("out-of-range");
  if ([a + b, c + d, a + c, b + d].some((margin) => margin === 0)) return degenerate("zero-denominator");
  const lowest = Math.max(0, a - d);
  const weights = hypergeometricWeights(a + b, c + d, a + c);
  const observed = weights[a - lowest]! * ROUNDING;
  let [whole, extreme] = [0, 0];
  for (const weight of weights) {
    whole += weight;
    if (weight <= observed) extreme += weight;
  }
  return measured({ oddsRatio: (a * d) / (b * c), pValue: Math.min(1, extreme / whole) });
}

/** Probabilities of every possible first cell, relative to the likeliest one, from the smallest cell on. */
function hypergeometricWeights(row: number, otherRow: number, column: number): Float64Array {
  const lowest = Math.max(0, column - otherRow);
  const highest = Math.min(row, column);
  const mode = Math.floor(((row + 1) * (column + 1)) / (row + otherRow + 2));
  const weights = new Float64Array(highest - lowest + 1);
  weights[mode - lowest] = 1;
  const ratio = (k: number): number => ((row - k) * (column - k)) / ((k + 1) * (otherRow - column + k + 1));
  for (let k = mode; k < highest; k++) weights[k + 1 - lowest] = weights[k - lowest]! * ratio(k);
  for (let k = mode - 1; k >= lowest; k--) weights[k - lowest] = weights[k + 1 - lowest]! / ratio(k);
  return weights;
}
