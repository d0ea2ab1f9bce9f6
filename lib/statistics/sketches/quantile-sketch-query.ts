/**
 * What a quantile sketch answers: the weighted values it holds, the share of rows up to a value, quantiles, and how far off they may be.
 * A share read from the sketch differs from the column's by at most `rankErrorBound`; a quantile is a value of the column whose rank is
 * that close (and one kept value's weight) to the one asked for.
 */
import type { QuantileSketch } from "./quantile-sketch";

/** A column in brief: ascending values and how many rows each stands for. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Sum of the weights: the rows seen. */
  readonly total: number;
}

/** The values that the sketch kept, ascending, with their weights. Cost: O(m log levels) in the values kept. */
export function weightedValues(sketch: QuantileSketch): WeightedValues {
  let runs: readonly Run[] = sketch.levels.map((level, height) => ({
    values: height === 0 ? level.slice().sort() : level,
    weights: new Float64Array(level.length).fill(2 ** height),
  }));
  while (runs.length > 1) {
    const pairs = Array.from({ length: Math.ceil(runs.length / 2) }, (_, pair) => runs.slice(2 * pair, 2 * pair + 2));
    runs = pairs.map(([a, b]) => (b ? mergeWeighted(a!, b) : a!));
  }
  return { ...(runs[0] ?? NO_VALUES), total: sketch.count };
}

type Run = Omit<WeightedValues, "total">;

const NO_VALUES: Run = { values: new Float64Array(0), weights: new Float64Array(0) };

function mergeWeighted(a: Run, b: Run): Run {
  const size = a.values.length + b.values.length;
  const merged = { values: new Float64Array(size), weights: new Float64Array(size) };
  let [i, j] = [0, 0];
  for (let place = 0; place < size; place++) {
    const first = j === b.values.length || (i < a.values.length && a.values[i]! <= b.values[j]!);
    merged.values[place] = first ? a.values[i]! : b.values[j]!;
    merged.weights[place] = first ? a.weights[i++]! : b.weights[j++]!;
  }
  return merged;
}

/** Share of rows with a value of at most x; NaN of no rows. */
export function shareUpTo(sketch: QuantileSketch, x: number): number {
  if (sketch.count === 0) return NaN;
  if (x >= sketch.high) return 1;
  if (x < sketch.low) return 0;
  let rows = 0;
  sketch.levels.forEach((level, height) => {
    for (const value of level) if (value <= x) rows += 2 ** height;
  });
  return rows / sketch.count;
}

/** The smallest kept value with at least a share q of the rows up to it; the ends are exact. NaN of no rows. */
export function sketchQuantile(sketch: QuantileSketch, q: number): number {
  if (sketch.count === 0) return NaN;
  if (q <= 0) return sketch.low;
  if (q >= 1) return sketch.high;
  const { values, weights, total } = weightedValues(sketch);
  let rows = 0;
  for (let index = 0; index < values.length; index++) {
    rows += weights[index]!;
    if (rows >= q * total) return values[index]!;
  }
  return sketch.high;
}

/** Largest possible error of a share, whatever the coins: 0 while nothing was compacted. */
export function rankErrorBound(sketch: QuantileSketch): number {
  return sketch.count === 0 ? 0 : Math.min(1, sketch.worstError / sketch.count);
}

/** Error of one share that is not exceeded with the given confidence: √(2 ln(2 / (1 − confidence)) Σ 4ʰ) / n, by Hoeffding's inequality. */
export function rankErrorAt(sketch: QuantileSketch, confidence = 0.99): number {
  return rankErrorAtPlaces(sketch, { places: 1, confidence });
}

/**
 * The same for several shares at once, at places that were chosen without looking at the coins: by the union bound each place gets its part of
 * the doubt. What the thinning of sorted rows did is no matter of coins and comes on top.
 */
export function rankErrorAtPlaces(
  sketch: QuantileSketch,
  { places, confidence = 0.99 }: { readonly places: number; readonly confidence?: number },
): number {
  if (sketch.count === 0) return 0;
  const byChance = Math.sqrt(2 * Math.log((2 * places) / (1 - confidence)) * sketch.squaredError);
  return Math.min(rankErrorBound(sketch), (sketch.fixedError + byChance) / sketch.count);
}

/**
 * Error of the whole curve: with the given confidence no share, of rows up to x or below x, is further off, whatever x. Argument: fix G places
 * that cut the rows into G + 1 parts of at most n / (G + 1) rows where ties allow, before any coin falls; at these the union bound holds. Between
 * two of them both curves ascend, so that neither strays from the other by more than at the ends plus the part's share. Of any G that holds;
 * the best of a few is taken, with the doubt shared among them.
 */
export function curveErrorAt(sketch: QuantileSketch, confidence = 0.99): number {
  const doubt = (1 - confidence) / CURVE_PLACES.length;
  const bounds = CURVE_PLACES.map(
    (places) => rankErrorAtPlaces(sketch, { places: 2 * places, confidence: 1 - doubt }) + 1 / (places + 1),
  );
  return Math.min(rankErrorBound(sketch), ...bounds);
}

const CURVE_PLACES = [1024, 8192, 65_536];

/** No larger area lies between the column's curve and the sketch's, in units of the values; certain, whatever the coins. */
export function areaErrorBound(sketch: QuantileSketch): number {
  return sketch.count === 0 ? 0 : sketch.areaError / sketch.count;
}
