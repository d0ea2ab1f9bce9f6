/** What a feature may become in a counterfactual: constraints as data, and the values they allow. */
import { quantileOfSorted, sortedValues } from "../../statistics/quantile";

/**
 * - `fixed`: never changes (age at birth, what cannot be acted upon);
 * - `range`: anything from low to high, or, with a step, only the row's own value and whole steps away from it;
 * - `values`: one of a list (the codes of a category);
 * - `observed`: values that the data has, spread evenly over its rows.
 */
export type FeatureConstraint =
  | { readonly kind: "fixed" }
  | { readonly kind: "range"; readonly low: number; readonly high: number; readonly step?: number }
  | { readonly kind: "values"; readonly values: readonly number[] }
  | { readonly kind: "observed" };

export interface CandidateInput {
  readonly constraint: FeatureConstraint;
  /** The value of the row. */
  readonly from: number;
  /** The feature's values in the data. */
  readonly column: Float64Array;
  /** How many values stand for a continuous feature. */
  readonly points: number;
}

/** The values to try, nearest to the row's own first, without it. Cost: O(n log n) for `observed`. */
export function changeCandidates({ constraint, from, column, points }: CandidateInput): readonly number[] {
  const values = allowedValues({ constraint, from, column, points });
  return [...new Set(values)]
    .filter((value) => value !== from)
    .sort((a, b) => Math.abs(a - from) - Math.abs(b - from) || a - b);
}

function allowedValues({ constraint, from, column, points }: CandidateInput): readonly number[] {
  switch (constraint.kind) {
    case "fixed":
      return [];
    case "values":
      return constraint.values;
    case "range":
      return constraint.step === undefined
        ? evenly(constraint.low, constraint.high, points)
        : steps(from, { low: constraint.low, high: constraint.high, step: constraint.step });
    case "observed": {
      const sorted = sortedValues(column);
      const nearest = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
      return Array.from({ length: points }, (_, index) => nearest(index / Math.max(1, points - 1)));
    }
  }
}

function evenly(low: number, high: number, points: number): readonly number[] {
  return Array.from({ length: points }, (_, index) => low + ((high - low) * index) / Math.max(1, points - 1));
}

function steps(from: number, { low, high, step }: { low: number; high: number; step: number }): readonly number[] {
  const first = Math.ceil((low - from) / step - 1e-9);
  const last = Math.floor((high - from) / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => from + (first + index) * step);
}

/** The median distance to the median of each feature; 1 where that is 0, as DiCE does. The unit of a change. */
export function featureScales(rows: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: width }, (_, feature) => {
    const sorted = columnOf(rows, width, feature).sort();
    const centre = quantileOfSorted(sorted, 0.5);
    const deviation = quantileOfSorted(sorted.map((value) => Math.abs(value - centre)).sort(), 0.5);
    return deviation > 0 ? deviation : 1;
  });
}

/** One feature of row-major rows. */
export function columnOf(rows: Float64Array, width: number, feature: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) => rows[row * width + feature]!);
}
