/** The goal's metric on logged requests. */
import type { MetricName } from "../data/goal";
import { actualOf } from "../evaluation/actual";
import { scorePredictions } from "../evaluation/score";
import type { PackageSignature } from "../packaging/package";
import { answerColumn } from "./reference";
import type { PredictionRecord } from "../serving/endpoint";
import type { Predictions } from "../training/predictions";

/**
 * The metric on requests that were answered and labelled; null when it is not defined on them. The log keeps the probability of the
 * predicted class only: the rest is spread evenly over the other classes, which is exact for two classes and an approximation of
 * log-loss and AUC for more.
 */
export function scoreRecords(
  records: readonly PredictionRecord[],
  goal: { readonly signature: PackageSignature; readonly metric: MetricName },
): number | null {
  const { task, classes, target } = goal.signature;
  const usable = records.filter(({ label, prediction }) => label !== null && prediction !== null);
  if (usable.length === 0) return null;
  const labels = usable.map(({ label }) => (task === "regression" ? Number(label) : String(label)));
  const truth = { rowCount: usable.length, columns: new Map([[target, answerColumn(labels, task === "regression")]]) };
  const predictions = task === "regression" ? loggedValues(usable) : loggedClasses(usable, classes);
  return scorePredictions({ task, predictions, actual: actualOf(truth, target, classes) })[goal.metric] ?? null;
}

function loggedValues(records: readonly PredictionRecord[]): Predictions {
  return { kind: "values", values: Float64Array.from(records, ({ prediction }) => Number(prediction)) };
}

function loggedClasses(records: readonly PredictionRecord[], classes: readonly string[]): Predictions {
  const labels = Int32Array.from(records, ({ prediction }) => classes.indexOf(String(prediction)));
  const probabilities = new Float32Array(records.length * classes.length);
  records.forEach(({ confidence }, row) => {
    const own = confidence ?? 1;
    const rest = classes.length > 1 ? (1 - own) / (classes.length - 1) : 0;
    probabilities.fill(rest, row * classes.length, (row + 1) * classes.length);
    // An answer of another model may be none of these classes: it is wrong, and has no place.
    if (labels[row]! >= 0) probabilities[row * classes.length + labels[row]!] = own;
  });
  return { kind: "classes", classes, probabilities, labels };
}
