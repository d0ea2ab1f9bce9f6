/**
 * Mean squared error = (1/n) Σ (predicted − actual)², in squared units of the target, and its root (RMSE), in its units.
 * Source: scikit-learn `mean_squared_error`, `root_mean_squared_error`. O(rows).
 */
import { mean } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

/** Mean of squared errors, at least 0. */
export function meanSquaredError(input: AnsweredValues): Metric {
  return problemOfValues(input) ?? metric(mean(rowFigures(input, (truth, predicted) => (predicted - truth) ** 2)));
}

/** Root of the mean of squared errors. */
export function rootMeanSquaredError(input: AnsweredValues): Metric {
  const squared = meanSquaredError(input);
  return squared.kind === "measured" ? metric(Math.sqrt(squared.value)) : squared;
}
