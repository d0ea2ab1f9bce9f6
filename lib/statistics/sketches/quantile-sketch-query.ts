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

/** The values that the sketch kept, ascending, with their weights. Cost: O(m log m) in the values kept. */
export function weightedValues(sketch: QuantileSketch): WeightedValues {
  const kept = sketch.levels.reduce((total, level) => total + level.length, 0);
  const values = new Float64Array(kept);
  const weights = new Float64Array(kept);
  let place = 0;
  sketch.levels.forEach((level, height) => {
    values.set(level, place);
    weights.fill(2 ** height, place, place + level.length);
    place += level.length;
  });
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  return {
    values: Float64Array.from(order, (index) => values[index]!),
    weights: Float64Array.from(order, (index) => weights[index]!),
    total: sketch.count,
  };
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
  if (sketch.count === 0) return 0;
  const byChance = Math.sqrt(2 * Math.log(2 / (1 - confidence)) * sketch.squaredError) / sketch.count;
  return Math.min(rankErrorBound(sketch), byChance);
}
