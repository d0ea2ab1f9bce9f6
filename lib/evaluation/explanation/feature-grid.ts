/**
 * The values of a feature at which its dependence is drawn.
 *
 * All distinct values where they are fewer than the points asked for; otherwise even steps between two quantiles, as scikit-learn's
 * `partial_dependence` takes them: 0.05 and 0.95 by scipy's `mquantiles`, which interpolates at place 0.4 + 0.2 p + n p (not as numpy's
 * default does). Source: scikit-learn, `inspection/_partial_dependence.py`. Cost: O(n log n).
 */

export interface FeatureGridOptions {
  /** 100 when absent. */
  readonly points?: number;
  /** [0.05, 0.95] when absent. */
  readonly between?: readonly [number, number];
}

/** Ascending; a single value of a constant feature. Precondition: at least one value, all finite. */
export function featureGrid(values: Float64Array, options: FeatureGridOptions = {}): Float64Array {
  const { points = 100, between = [0.05, 0.95] } = options;
  const sorted = values.slice().sort();
  const distinct = sorted.filter((value, index) => index === 0 || value !== sorted[index - 1]);
  if (distinct.length < points) return distinct;
  const [low, high] = between.map((share) => plottingQuantile(sorted, share)) as [number, number];
  return Float64Array.from({ length: points }, (_, step) => low + ((high - low) * step) / (points - 1));
}

/** Scipy's `mquantiles` with alphap = betap = 0.4. */
function plottingQuantile(sorted: Float64Array, share: number): number {
  const n = sorted.length;
  const place = n * share + 0.4 + share * 0.2;
  const below = Math.floor(Math.min(Math.max(place, 1), n - 1));
  const rest = Math.min(Math.max(place - below, 0), 1);
  return (1 - rest) * sorted[below - 1]! + rest * sorted[Math.min(below, n - 1)]!;
}
