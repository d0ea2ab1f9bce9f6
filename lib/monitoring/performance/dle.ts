/**
 * Direct loss estimation (DLE): the error of a regression model on rows whose truth is not known yet. A second regressor learns, on a
 * labelled reference, how large a row's loss is, from the row's features and the model's prediction; the losses that it answers for new
 * rows, cut at 0, are averaged:
 *
 *   loss: |y − ŷ| (mae), |y − ŷ| / |y| (mape), (y − ŷ)² (mse, and rmse by its root), (ln(1+y) − ln(1+ŷ))² (msle, rmsle by its root)
 *
 * The second regressor is this project's ridge on standardised columns and their squares ({@link ridgeFit}), named in the result; NannyML,
 * the source of the method, grows gradient-boosted trees, so that figures differ from its own. Assumption, stated in the result: covariate
 * shift only. The sampling error is the deviation of the reference's losses over √rows; for roots by the delta method, SE / (2 · root).
 */
import { metric as metricOf, type Metric } from "../../evaluation/metric";
import { degenerate, measured, notEnoughData, type Measured, type NotMeasured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import { boundedFigure, LOSS_RANGE, type EstimatedValue, type PerformanceAssumption } from "./estimated-value";
import { ridgeAnswer, ridgeFit, type RidgeFit } from "./ridge";

export const LOSS_METRICS = ["mae", "mape", "mse", "rmse", "msle", "rmsle"] as const;
export type LossMetric = (typeof LOSS_METRICS)[number];

/** NumPy's float64 epsilon: what scikit-learn divides by where a truth is 0. */
const SMALLEST_TRUTH = 2 ** -52;
const FEWEST_ROWS = 20;

export interface PredictedRows {
  /** Numeric features, one list each; encode categories and fill gaps first. */
  readonly features: readonly ArrayLike<number>[];
  /** In the target's units. */
  readonly predicted: ArrayLike<number>;
}

export interface LabelledPredictions extends PredictedRows {
  readonly truth: ArrayLike<number>;
}

/** Plain data, so that it can be stored with the reference. */
export interface DleFit {
  readonly metric: LossMetric;
  readonly regressor: "ridge-with-squares";
  readonly ridge: RidgeFit;
  /** Standard deviation of the reference's losses. */
  readonly deviation: number;
}

export interface DleEstimate extends EstimatedValue {
  readonly assumption: PerformanceAssumption;
  readonly metric: LossMetric;
  readonly regressor: DleFit["regressor"];
  readonly rows: number;
}

/** Learns a metric's loss from labelled rows that the model was not trained on; at least 20. */
export function fitDle(reference: LabelledPredictions, metric: LossMetric): Measured<DleFit> {
  const { truth, predicted } = reference;
  if (truth.length !== predicted.length) return degenerate("lengths-differ");
  const problem = problemOfRows(reference, FEWEST_ROWS);
  if (problem) return problem;
  const losses = Float64Array.from(predicted, (answer, row) => rowLoss(metric, truth[row]!, answer));
  if (losses.some(Number.isNaN)) return degenerate("out-of-range");
  const ridge = ridgeFit([...reference.features, predicted], losses);
  if (ridge.kind !== "measured") return ridge;
  const { columns, intercept, weights } = ridge;
  return measured({
    metric,
    regressor: "ridge-with-squares" as const,
    ridge: { columns, intercept, weights },
    deviation: standardDeviation(losses),
  });
}

/** The metric to expect on rows without truth. */
export function estimateDle(fit: DleFit, rows: PredictedRows): Measured<DleEstimate> {
  const problem = problemOfRows(rows, 1);
  if (problem) return problem;
  const columns = [...rows.features, rows.predicted];
  if (columns.length !== fit.ridge.columns.length) return degenerate("lengths-differ");
  const count = rows.predicted.length;
  const values = new Float64Array(columns.length);
  let total = 0;
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < columns.length; at++) values[at] = columns[at]![row]!;
    total += Math.max(0, ridgeAnswer(fit.ridge, values));
  }
  const { metric, regressor } = fit;
  const figures = bounded(metric, total / count, fit.deviation / Math.sqrt(count));
  return measured({ assumption: "covariate-shift-only" as const, metric, regressor, rows: count, ...figures });
}

/** The metric once the truth is known: what estimates are held against. */
export function realisedLoss(rows: LabelledPredictions, metric: LossMetric): Metric {
  const problem = rows.truth.length === rows.predicted.length ? problemOfRows(rows, 1) : degenerate("lengths-differ");
  if (problem) return problem;
  const losses = Float64Array.from(rows.predicted, (answer, row) => rowLoss(metric, rows.truth[row]!, answer));
  if (losses.some(Number.isNaN)) return degenerate("out-of-range");
  return metricOf(isRooted(metric) ? Math.sqrt(mean(losses)) : mean(losses));
}

function bounded(metric: LossMetric, loss: number, lossError: number): EstimatedValue {
  if (!isRooted(metric)) return boundedFigure(loss, lossError, LOSS_RANGE);
  const value = Math.sqrt(loss);
  return boundedFigure(value, value === 0 ? null : lossError / (2 * value), LOSS_RANGE);
}

function isRooted(metric: LossMetric): boolean {
  return metric === "rmse" || metric === "rmsle";
}

/** The loss of one row; NaN where logarithms have none (a truth or prediction of −1 or less). */
function rowLoss(metric: LossMetric, truth: number, predicted: number): number {
  const error = Math.abs(truth - predicted);
  switch (metric) {
    case "mae":
      return error;
    case "mape":
      return error / Math.max(Math.abs(truth), SMALLEST_TRUTH);
    case "mse":
    case "rmse":
      return error * error;
    case "msle":
    case "rmsle":
      return truth > -1 && predicted > -1 ? (Math.log1p(truth) - Math.log1p(predicted)) ** 2 : NaN;
  }
}

function problemOfRows({ features, predicted }: PredictedRows, needed: number): NotMeasured | null {
  if (features.some(({ length }) => length !== predicted.length)) return degenerate("lengths-differ");
  if (predicted.length < needed) return notEnoughData(needed, predicted.length);
  const finite = [predicted, ...features].every((values) => Array.from(values).every(Number.isFinite));
  return finite ? null : degenerate("not-finite");
}
