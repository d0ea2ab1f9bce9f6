/**
 * How much of the target's spread the predictions explain. 1 is perfect.
 *
 *   R² = 1 − Σ (actual − predicted)² / Σ (actual − mean of actual)²
 *   explained variance = 1 − Var(actual − predicted) / Var(actual)
 *
 * The second forgives a constant shift, so R² is never above it. Of a constant target nothing is left unexplained (1) or nothing is
 * explained (0), as in scikit-learn.
 * Source: scikit-learn `r2_score`, `explained_variance_score`. O(rows).
 */
import { isConstant } from "../../statistics/constant";
import { mean, variance } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

/** Coefficient of determination, at most 1. At least 2 rows. */
export function coefficientOfDetermination(input: AnsweredValues): Metric {
  return shareExplained(input, {
    unexplained: (errors) => mean(errors.map((error) => error * error)),
    isPerfect: (errors) => errors.every((error) => error === 0),
  });
}

/** Explained variance, at most 1. At least 2 rows. */
export function explainedVariance(input: AnsweredValues): Metric {
  return shareExplained(input, { unexplained: variance, isPerfect: isConstant });
}

function shareExplained(
  input: AnsweredValues,
  of: {
    readonly unexplained: (errors: Float64Array) => number;
    readonly isPerfect: (errors: Float64Array) => boolean;
  },
): Metric {
  const problem = problemOfValues(input, 2);
  if (problem) return problem;
  const errors = rowFigures(input, (truth, predicted) => truth - predicted);
  if (isConstant(input.truth)) return metric(of.isPerfect(errors) ? 1 : 0);
  return metric(1 - of.unexplained(errors) / variance(input.truth));
}
