/** Predictions as single answers. */
import type { CellValue } from "../data/table";
import type { Predictions } from "../training/predictions";

export interface Answer {
  readonly prediction: CellValue;
  /** Probability of the predicted class; null for regression. */
  readonly confidence: number | null;
}

/** The answer for one row of a batch; a prediction of null when the graph's numbers are not finite. */
export function answerAt(predictions: Predictions, row: number): Answer {
  if (predictions.kind === "values") {
    const value = predictions.values[row]!;
    return { prediction: Number.isFinite(value) ? value : null, confidence: null };
  }
  const label = predictions.labels[row]!;
  const confidence = predictions.probabilities[row * predictions.classes.length + label]!;
  if (!Number.isFinite(confidence)) return { prediction: null, confidence: null };
  return { prediction: predictions.classes[label] ?? null, confidence };
}

/** Class probabilities of one row, best first; empty for regression. */
export function probabilitiesAt(
  predictions: Predictions,
  row: number,
): readonly { readonly value: string; readonly probability: number }[] {
  if (predictions.kind === "values") return [];
  const { classes, probabilities } = predictions;
  return classes
    .map((value, index) => ({ value, probability: probabilities[row * classes.length + index]! }))
    .sort((a, b) => b.probability - a.probability);
}
