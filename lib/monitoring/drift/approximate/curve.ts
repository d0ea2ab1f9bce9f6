/** A column of numbers as a cumulative curve: of all its rows, or of those that its sketch kept. */
import { sortedNumbers } from "../../../statistics/radix-sort";
import type { QuantileSketch } from "../../../statistics/sketches/quantile-sketch";
import { areaErrorBound, curveErrorAt, weightedValues } from "../../../statistics/sketches/quantile-sketch-query";

export interface Curve {
  /** Ascending. */
  readonly values: Float64Array;
  /** Rows that each value stands for; null: one each. */
  readonly weights: Float64Array | null;
  readonly total: number;
  /** Largest area between this curve and that of all rows, in units of the values; certain. */
  readonly areaError: number;
  /** Largest gap between this curve and that of all rows, with the confidence asked for. */
  readonly rankError: (confidence: number) => number;
}

/** The curve of rows. Cost: one sort. */
export function curveOfRows(values: Float64Array): Curve {
  return { values: sortedNumbers(values), weights: null, total: values.length, areaError: 0, rankError: () => 0 };
}

/** The curve of a sketch. */
export function curveOfSketch(sketch: QuantileSketch): Curve {
  return {
    ...weightedValues(sketch),
    areaError: areaErrorBound(sketch),
    rankError: (confidence) => curveErrorAt(sketch, confidence),
  };
}

/** The area between two curves and their largest gap, in one walk over both. Cost: O(n + m). */
export function compareCurves(reference: Curve, current: Curve): { readonly area: number; readonly gap: number } {
  const [r, c] = [reference.values, current.values];
  let [i, j, area, gap] = [0, 0, 0, 0];
  let [upToR, upToC, previous] = [0, 0, Math.min(r[0]!, c[0]!)];
  while (i < r.length || j < c.length) {
    const next = Math.min(i < r.length ? r[i]! : Infinity, j < c.length ? c[j]! : Infinity);
    const apart = Math.abs(upToR / reference.total - upToC / current.total);
    area += apart * (next - previous);
    if (apart > gap) gap = apart;
    previous = next;
    for (; i < r.length && r[i] === next; i++) upToR += reference.weights ? reference.weights[i]! : 1;
    for (; j < c.length && c[j] === next; j++) upToC += current.weights ? current.weights[j]! : 1;
  }
  return { area, gap };
}
