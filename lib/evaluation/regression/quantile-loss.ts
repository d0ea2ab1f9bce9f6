/**
 * Pinball loss of predictions that should be the α-quantile: (1/n) Σ max(α·e, (α − 1)·e) with e = actual − predicted, in the target's
 * units. At α = 1/2 it is half the MAE. Source: scikit-learn `mean_pinball_loss`; Koenker and Bassett (1978). O(rows).
 */
import { degenerate } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

/** Pinball loss at `alpha` in [0, 1]. */
export function pinballLoss(input: AnsweredValues, alpha: number): Metric {
  if (!(alpha >= 0 && alpha <= 1)) return degenerate("out-of-range");
  const loss = (truth: number, predicted: number): number =>
    Math.max(alpha * (truth - predicted), (alpha - 1) * (truth - predicted));
  return problemOfValues(input) ?? metric(mean(rowFigures(input, loss)));
}
