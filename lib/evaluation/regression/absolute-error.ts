/**
 * The absolute errors |predicted − actual|, in the target's units: their mean (MAE), median, largest, and standard deviation
 * (divided by n − 1). Source: scikit-learn `mean_absolute_error`, `median_absolute_error`, `max_error`. O(rows), the median O(n log n).
 */
import type { Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import { quantileOfSorted, sortedValues } from "../../statistics/quantile";
import { measuredFinite } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

export interface AbsoluteErrors {
  readonly mean: number;
  readonly median: number;
  readonly max: number;
  /** Null of a single row. */
  readonly standardDeviation: number | null;
}

/** All four at once. */
export function absoluteErrors(input: AnsweredValues): Measured<AbsoluteErrors> {
  const problem = problemOfValues(input);
  if (problem) return problem;
  const sorted = sortedValues(rowFigures(input, (truth, predicted) => Math.abs(predicted - truth)));
  return measuredFinite({
    mean: mean(sorted),
    median: quantileOfSorted(sorted, 0.5),
    max: sorted[sorted.length - 1]!,
    standardDeviation: sorted.length > 1 ? standardDeviation(sorted, 1) : null,
  });
}
