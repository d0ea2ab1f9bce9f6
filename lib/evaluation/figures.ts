/** What an evaluation draws, from the answers and the truth. */
import type { Predictions } from "../training/predictions";
import type { Actual } from "./actual";
import { labelCounts } from "./classification/label-counts";
import type { ConfusionMatrix, Evaluation, EvaluationRows, ResidualPoint } from "./evaluation";

/** Residuals are thinned to this many points, evenly taken. */
const MAX_RESIDUALS = 500;

/** The confusion matrix of classes, or the residuals of numbers. */
export function figures(predictions: Predictions, actual: Actual): Pick<Evaluation, "confusion" | "residuals"> {
  if (predictions.kind === "classes" && actual.kind === "classes") {
    return { confusion: confusionMatrix(predictions.labels, actual), residuals: null };
  }
  if (predictions.kind === "values" && actual.kind === "values") {
    return { confusion: null, residuals: residualPoints(predictions.values, actual.values) };
  }
  return { confusion: null, residuals: null };
}

function confusionMatrix(
  answers: Int32Array,
  { labels, classes }: Extract<Actual, { kind: "classes" }>,
): ConfusionMatrix | null {
  const counted = labelCounts({ truth: labels, answers, classCount: classes.length });
  return counted.kind === "measured" ? { classes, counts: counted.counts } : null;
}

function residualPoints(predicted: Float64Array, actual: Float64Array): readonly ResidualPoint[] {
  const count = Math.min(actual.length, MAX_RESIDUALS);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor((index * actual.length) / count);
    return { actual: actual[row]!, predicted: predicted[row]! };
  });
}

/** Which row was answered what. */
export function answeredRows(rows: Uint32Array, actual: Actual, predictions: Predictions): EvaluationRows {
  const truth = actual.kind === "classes" ? actual.labels : actual.values;
  const answers = predictions.kind === "classes" ? predictions.labels : predictions.values;
  return { rows, actual: Float32Array.from(truth), predicted: Float32Array.from(answers) };
}
