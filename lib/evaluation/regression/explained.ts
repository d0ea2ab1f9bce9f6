/**
 * How much of the target's spread the predictions explain. 1 is perfect.
 *
 *   R² = 1 − Σ (actual − predicted)² / Σ (actual − mean of actual)²
 *   explained variance = 1 − Var(actual − predicted) / Var(actual)
 *
 * The second forgives a constant shift, so R² is never above it. A constant target is degenerate (scikit-learn gives 1 or 0).
 * Source: scikit-learn `r2_score`, `explained_variance_score`. O(rows).
 */
import { isConstant } from "../../statistics/constant";
import { degenerate } from "../../statistics/measured";
import { mean, variance } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

/** Coefficient of determination, at most 1. At least 2 rows. */
export function coefficientOfDetermination(input: AnsweredValues): Metric {
  return shareExplained(input, (errors) => mean(errors.map((error) => error * error)));
}

/** Explained variance, at most 1. At least 2 rows. */
export function explainedVariance(input: AnsweredValues): Metric {
  return shareExplained(input, (errors) => variance(errors));
}

function shareExplained(input: AnsweredValues, unexplained: (errors: Float64Array) => number): Metric {
  const problem = problemOfValues(input, 2);
  if (problem) return problem;
  if (isConstant(input.truth)) return degenerate("constant");
  const total = variance(input.truth);
  return metric(1 - unexplained(rowFigures(input, (truth, predicted) => truth - predicted)) / total);
}
