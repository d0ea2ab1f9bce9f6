/**
 * The width σ of a Gaussian kernel by the median heuristic, σ = √(median |x − y|² / 2), in the two forms that tools use.
 * Alibi Detect takes the lower of the middle distances and leaves out the zeros of rows against themselves; Evidently keeps those zeros and
 * takes numpy's nearest percentile. Source: Gretton and others (2012), section 8. Cost: O(rows² log rows).
 */
import { nearestQuantileOfSorted } from "../../../statistics/quantile";
import type { Matrix } from "./matrix";
import { squaredDistances } from "./squared-distances";

/** Alibi Detect's, on the reference alone. 0 when half of the rows or more are equal. */
export function referenceBandwidth(reference: Matrix): number {
  return lowerMedian(squaredDistances(reference, reference), reference.rows);
}

/** Alibi Detect's, between reference and current rows. */
export function crossBandwidth(reference: Matrix, current: Matrix): number {
  return lowerMedian(squaredDistances(reference, current), 0);
}

/** Evidently's, on the reference alone. */
export function evidentlyBandwidth(reference: Matrix): number {
  return Math.sqrt(nearestQuantileOfSorted(squaredDistances(reference, reference).sort(), 0.5) / 2);
}

function lowerMedian(distances: Float64Array, zeros: number): number {
  const sorted = distances.sort();
  const middle = zeros + Math.floor((sorted.length - zeros) / 2) - 1;
  return Math.sqrt((sorted[Math.max(0, middle)] ?? 0) / 2);
}
