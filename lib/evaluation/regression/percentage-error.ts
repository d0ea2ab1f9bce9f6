/**
 * Mean absolute percentage error, as a fraction (0.1 is 10 %): (1/n) Σ |predicted − actual| / |actual|. Targets of 0 by choice:
 *
 *   floor   the divisor is at least 2⁻⁵² (scikit-learn `mean_absolute_percentage_error`): one zero makes the figure enormous
 *   drop    rows with target 0 are left out (Evidently's handling, which reports percent: times 100)
 *
 * The symmetric one divides by the mean of both, (1/n) Σ 2 |predicted − actual| / (|predicted| + |actual|), in [0, 2]; a row with
 * both 0 counts 0. O(rows).
 */
import { notEnoughData } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

/** MAPE as a fraction; with `drop`, not enough data when all targets are 0. */
export function meanAbsolutePercentageError(input: AnsweredValues, zeros: "floor" | "drop" = "floor"): Metric {
  const problem = problemOfValues(input);
  if (problem) return problem;
  const shares = rowFigures(input, (truth, predicted) =>
    zeros === "drop" && truth === 0 ? NaN : Math.abs(predicted - truth) / Math.max(Math.abs(truth), Number.EPSILON),
  );
  const kept = zeros === "drop" ? shares.filter((share) => !Number.isNaN(share)) : shares;
  return kept.length === 0 ? notEnoughData(1, 0) : metric(mean(kept));
}

/** Symmetric MAPE as a fraction, in [0, 2]. */
export function symmetricPercentageError(input: AnsweredValues): Metric {
  const share = (truth: number, predicted: number): number => {
    const size = Math.abs(truth) + Math.abs(predicted);
    return size === 0 ? 0 : (2 * Math.abs(predicted - truth)) / size;
  };
  return problemOfValues(input) ?? metric(mean(rowFigures(input, share)));
}
