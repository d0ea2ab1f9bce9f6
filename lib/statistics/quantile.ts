/**
 * Quantiles of a sample. `linear` interpolates between the two nearest order statistics at place q (n − 1), numpy's default and type 7 of
 * Hyndman and Fan (1996); `nearest` takes the order statistic next to that place, a tie going to the even place, as numpy does.
 * Preconditions: at least one value, no NaN. Cost: O(n log n) for the sort, O(1) a quantile after it.
 */
import { roundHalfEven } from "./whole-numbers";

/** Sorted copy in ascending order. */
export function sortedValues(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** The q-quantile of values already sorted, q in [0, 1]; NaN of an empty sample. */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN;
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return interpolate(low, high, place - below);
}

/** The q-quantile of values already sorted, without interpolation; NaN of an empty sample. */
export function nearestQuantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN;
  return sorted[roundHalfEven(q * (sorted.length - 1))]!;
}

/** The q-quantile of values in any order. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileOfSorted(sortedValues(values), q);
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Median of the distances to the median (not scaled to a normal's deviation). */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const centre = median(values);
  return median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}

/** From the nearer end, as numpy does, so that the result stays between both and is exact at 1. */
function interpolate(low: number, high: number, share: number): number {
  if (low === high) return low;
  if (high - low === Infinity) return low * (1 - share) + high * share;
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}
