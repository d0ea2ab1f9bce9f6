/**
 * Wasserstein distance (earth mover's): W1 = ∫ |F_ref(x) − F_cur(x)| dx, the area between the two cumulative curves.
 * Source: Vallender (1974); `scipy.stats.wasserstein_distance`. Normed as Evidently does: W1 / max(std_ref, 0.001), std with ddof 0.
 */
import { variance } from "../../statistics/moments";
import { sortedNumbers } from "../../statistics/radix-sort";

/** Area between the cumulative curves, in units of the values. */
export function wasserstein(reference: Float64Array, current: Float64Array): number {
  return wassersteinOfSorted(sortedNumbers(reference), sortedNumbers(current));
}

/** The same of values in ascending order. */
export function wassersteinOfSorted(r: Float64Array, c: Float64Array): number {
  let [i, j, area, previous] = [0, 0, 0, Math.min(r[0]!, c[0]!)];
  while (i < r.length || j < c.length) {
    const next = Math.min(i < r.length ? r[i]! : Infinity, j < c.length ? c[j]! : Infinity);
    area += Math.abs(i / r.length - j / c.length) * (next - previous);
    previous = next;
    while (i < r.length && r[i] === next) i++;
    while (j < c.length && c[j] === next) j++;
  }
  return area;
}

/** The distance in standard deviations of the reference. */
export function wassersteinNormed(reference: Float64Array, current: Float64Array): number {
  return wasserstein(reference, current) / Math.max(Math.sqrt(variance(reference)), 0.001);
}
