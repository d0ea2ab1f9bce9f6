/**
 * The trivial baseline: answers without looking at any feature. Classification: the most frequent class of the training rows,
 * with the class shares as probabilities. Regression: their mean. A model that does not beat it has learned nothing.
 */
import type { Predictions } from "../training/predictions";
import type { Actual } from "./actual";

/** The dummy's answers for `rows` rows, fitted on the truth of the training rows. */
export function dummyPredictions(train: Actual, rows: number): Predictions {
  return train.kind === "values" ? meanAnswers(train.values, rows) : modeAnswers(train, rows);
}

function meanAnswers(train: Float64Array, rows: number): Predictions {
  const mean = train.reduce((sum, value) => sum + value, 0) / train.length;
  return { kind: "values", values: new Float64Array(rows).fill(mean) };
}

function modeAnswers(train: Extract<Actual, { kind: "classes" }>, rows: number): Predictions {
  const { classes, labels } = train;
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of labels) counts[label]! += 1;
  const shares = counts.map((count) => count / labels.length);
  const mode = counts.indexOf(Math.max(...counts));
  const probabilities = new Float32Array(rows * classes.length);
  for (let row = 0; row < rows; row++) probabilities.set(shares, row * classes.length);
  return { kind: "classes", classes, probabilities, labels: new Int32Array(rows).fill(mode) };
}
