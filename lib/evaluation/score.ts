/** All metrics of a task at once. */
import type { Task } from "../data/goal";
import { AppError } from "../errors";
import type { Predictions } from "../training/predictions";
import { accuracy } from "./accuracy";
import type { Actual } from "./actual";
import { confusionMatrix } from "./confusion";
import type { Scores } from "./evaluation";
import { logLoss } from "./log-loss";
import { mae } from "./mae";
import { precisionRecallF1 } from "./precision-recall-f1";
import { r2 } from "./r2";
import { rmse } from "./rmse";
import { rocAuc } from "./roc-auc";

/**
 * The metrics that apply to a task; one that is not defined on these rows (AUC of one class, R² of a constant) is absent.
 * No rows are `evaluation.empty`; answers of another kind than the truth are `training.task-mismatch`.
 */
export function scorePredictions(options: {
  readonly task: Task;
  readonly predictions: Predictions;
  readonly actual: Actual;
}): Scores {
  const { task, predictions, actual } = options;
  if (predictions.kind === "values" && actual.kind === "values" && task === "regression") {
    return scoreValues(predictions.values, actual.values);
  }
  if (predictions.kind === "classes" && actual.kind === "classes" && task !== "regression") {
    return scoreClasses(predictions, actual);
  }
  throw new AppError("training.task-mismatch", { details: { task, predictions: predictions.kind } });
}

function scoreValues(predicted: Float64Array, actual: Float64Array): Scores {
  if (actual.length === 0) throw new AppError("evaluation.empty");
  return defined({ rmse: rmse(predicted, actual), mae: mae(predicted, actual), r2: r2(predicted, actual) });
}

function scoreClasses(
  predictions: Extract<Predictions, { kind: "classes" }>,
  actual: Extract<Actual, { kind: "classes" }>,
): Scores {
  if (actual.labels.length === 0) throw new AppError("evaluation.empty");
  const { probabilities, labels, classes } = predictions;
  return defined({
    accuracy: accuracy(labels, actual.labels),
    f1: precisionRecallF1(confusionMatrix(labels, actual.labels, actual.classes), classes.length).f1,
    auc: rocAuc(probabilities, actual.labels, classes.length),
    logLoss: logLoss(probabilities, actual.labels, classes.length),
  });
}

function defined(scores: Readonly<Record<string, number | null>>): Scores {
  return Object.fromEntries(Object.entries(scores).filter(([, value]) => value !== null && Number.isFinite(value)));
}
