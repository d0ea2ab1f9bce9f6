/** A model's answers beside the truth, row by row. */
import type { Predictions } from "../training/predictions";
import type { Actual } from "./actual";

export interface Answered {
  readonly predictions: Predictions;
  readonly actual: Actual;
}

/** The same of some rows, in their order; a row may come several times. */
export function takeAnswered({ predictions, actual }: Answered, rows: Uint32Array): Answered {
  return { predictions: takePredictions(predictions, rows), actual: takeActual(actual, rows) };
}

function takePredictions(predictions: Predictions, rows: Uint32Array): Predictions {
  if (predictions.kind === "values") return { kind: "values", values: takeValues(predictions.values, rows) };
  const { classes, probabilities, labels } = predictions;
  const width = classes.length;
  const taken = new Float32Array(rows.length * width);
  for (let place = 0; place < rows.length; place++) {
    const first = rows[place]! * width;
    for (let index = 0; index < width; index++) taken[place * width + index] = probabilities[first + index]!;
  }
  return { kind: "classes", classes, probabilities: taken, labels: takeLabels(labels, rows) };
}

function takeActual(actual: Actual, rows: Uint32Array): Actual {
  if (actual.kind === "values") return { kind: "values", values: takeValues(actual.values, rows) };
  return { ...actual, labels: takeLabels(actual.labels, rows) };
}

function takeValues(values: Float64Array, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) taken[place] = values[rows[place]!]!;
  return taken;
}

function takeLabels(labels: Int32Array, rows: Uint32Array): Int32Array {
  const taken = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place++) taken[place] = labels[rows[place]!]!;
  return taken;
}
