/** What the tests read of a side of numbers, whether it is given as rows or as a sketch. Infinite and missing values are left out. */
import { extent } from "../../../statistics/histogram";
import { mean, variance, varianceOf, type Moments } from "../../../statistics/moments";
import type { NumericSketch } from "../../../statistics/sketches/column-sketch";
import { fewOf, valuesOfFew, type FewValues } from "../../../statistics/sketches/few-values";
import type { QuantileSketch } from "../../../statistics/sketches/quantile-sketch";
import { rankErrorBound, weightedValues } from "../../../statistics/sketches/quantile-sketch-query";
import { curveOfRows, curveOfSketch, type Curve } from "./curve";

export interface NumericSide {
  readonly kind: "numeric";
  readonly rows: number;
  /** Counts of the distinct values while they are few. */
  readonly few: FewValues | null;
  readonly source: NumericSource;
}

type NumericSource =
  | { readonly kind: "rows"; readonly values: Float64Array }
  | { readonly kind: "sketch"; readonly moments: Moments; readonly quantiles: QuantileSketch };

/** A side of rows. Precondition: finite. */
export function numericSideOfRows(values: Float64Array): NumericSide {
  return { kind: "numeric", rows: values.length, few: fewOf(values), source: { kind: "rows", values } };
}

/** A side that is a sketch. */
export function numericSideOfSketch({ moments: { moments }, quantiles, few }: NumericSketch): NumericSide {
  return { kind: "numeric", rows: moments.count, few, source: { kind: "sketch", moments, quantiles } };
}

/** Its cumulative curve. */
export function curveOf({ source }: NumericSide): Curve {
  return source.kind === "rows" ? curveOfRows(source.values) : curveOfSketch(source.quantiles);
}

/** Its mean: that of all rows in either case. */
export function meanOfSide({ source }: NumericSide): number {
  return source.kind === "rows" ? mean(source.values) : source.moments.mean;
}

/** Its variance: that of all rows in either case. */
export function varianceOfSide({ source }: NumericSide): number {
  return source.kind === "rows" ? variance(source.values) : varianceOf(source.moments);
}

/** Its smallest and largest value: those of all rows in either case. */
export function extentOfSide({ source }: NumericSide): readonly [low: number, high: number] {
  return source.kind === "rows" ? extent(source.values) : [source.quantiles.low, source.quantiles.high];
}

/** All its values, in some order; null when its sketch did not keep them all. */
export function valuesOfSide({ source, few }: NumericSide): Float64Array | null {
  if (source.kind === "rows") return source.values;
  if (few) return valuesOfFew(few);
  return rankErrorBound(source.quantiles) === 0 ? weightedValues(source.quantiles).values : null;
}
