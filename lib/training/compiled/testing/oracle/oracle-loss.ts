/** Losses and scores of a batch of outputs, row by row. */
import type { LossSpec } from "../../../objective";
import type { ScoreKind } from "../../plan/plan";
import { logSoftmax } from "./oracle-activations";
import type { OracleValue } from "./oracle-value";

/** Keras's and TensorFlow.js's guard against ln 0 where the output is a probability. */
const PROBABILITY_EPSILON = 1e-7;

/** What a batch is compared with: `targets` [rows, width], one weight per row or null. */
export interface OracleTargets {
  readonly targets: ArrayLike<number>;
  readonly sampleWeights: ArrayLike<number> | null;
}

/** Σ weight · loss / rows. */
export function meanLoss(loss: LossSpec, output: OracleValue, compared: OracleTargets): number {
  let sum = 0;
  for (let row = 0; row < output.rows; row++) sum += rowLoss(loss, output, { ...compared, row });
  return sum / output.rows;
}

/** One row's weighted loss. */
export function rowLoss(loss: LossSpec, output: OracleValue, at: OracleTargets & { readonly row: number }): number {
  const outputs = rowOf(output, at.row);
  const targets = targetsOf(at.targets, output.rows, at.row);
  const sampleWeight = at.sampleWeights?.[at.row] ?? 1;
  return sampleWeight * classWeight(loss, targets) * unweightedLoss(loss, outputs, targets);
}

/** Mean score of the batch: share of right answers, or the squared error. */
export function meanScore(score: ScoreKind, loss: LossSpec, batch: OracleValue & OracleTargets): number {
  let sum = 0;
  for (let row = 0; row < batch.rows; row++) {
    const outputs = rowOf(batch, row);
    const targets = targetsOf(batch.targets, batch.rows, row);
    if (score === "squaredError") sum += mean(outputs, (y, i) => (y - targets[i]!) ** 2);
    else sum += shareRight(loss, outputs, targets);
  }
  return sum / batch.rows;
}

function unweightedLoss(loss: LossSpec, outputs: Float64Array, targets: Float64Array): number {
  switch (loss.kind) {
    case "meanSquaredError":
      return mean(outputs, (y, i) => (y - targets[i]!) ** 2);
    case "meanAbsoluteError":
      return mean(outputs, (y, i) => Math.abs(y - targets[i]!));
    case "huber":
      return mean(outputs, (y, i) => huber(Math.abs(y - targets[i]!), loss.delta));
    case "binaryCrossEntropy":
      return mean(outputs, (y, i) => binaryCrossEntropy(loss, y, smoothed(loss, targets[i]!, 2)));
    case "categoricalCrossEntropy":
      return crossEntropy(loss, outputs, targets);
    case "sparseCategoricalCrossEntropy":
      return crossEntropy(loss, outputs, oneHot(targets[0]!, outputs.length));
  }
}

/** A parabola near zero, a line of the same slope beyond delta (Huber, 1964). */
function huber(distance: number, delta: number): number {
  return distance <= delta ? distance ** 2 / 2 : delta * (distance - delta / 2);
}

/** −t·ln p − (1 − t)·ln(1 − p). For a logit z, p = 1 / (1 + e^−z), and ln p = −ln(1 + e^−z). */
function binaryCrossEntropy({ fromLogits }: LossSpec, y: number, t: number): number {
  if (fromLogits) return Math.max(y, 0) - y * t + Math.log1p(Math.exp(-Math.abs(y)));
  const p = clamp(y);
  return -t * Math.log(p) - (1 - t) * Math.log(1 - p);
}

/** −Σ t·ln p, where p is the softmax of the logits or the output scaled to sum 1. */
function crossEntropy(loss: LossSpec, outputs: Float64Array, targets: Float64Array): number {
  const total = outputs.reduce((sum, y) => sum + y, 0);
  const logs = loss.fromLogits ? logSoftmax(outputs) : outputs.map((y) => Math.log(clamp(y / total)));
  return -targets.reduce((sum, t, i) => sum + smoothed(loss, t, outputs.length) * logs[i]!, 0);
}

/** Targets drawn a little towards "all classes alike" (Szegedy et al., 2016). */
function smoothed({ labelSmoothing }: LossSpec, t: number, classes: number): number {
  return t * (1 - labelSmoothing) + labelSmoothing / classes;
}

function classWeight({ kind, classWeights }: LossSpec, targets: Float64Array): number {
  if (!classWeights) return 1;
  const byNumber = kind === "sparseCategoricalCrossEntropy" || kind === "binaryCrossEntropy";
  return byNumber ? classWeights[targets[0]!]! : 1;
}

/** Whether the row's largest output is its class; for binary outputs, the share that lies on the right side. */
function shareRight(loss: LossSpec, outputs: Float64Array, targets: Float64Array): number {
  if (loss.kind === "binaryCrossEntropy") {
    const border = loss.fromLogits ? 0 : 0.5;
    return mean(outputs, (y, i) => (y > border === targets[i]! > 0.5 ? 1 : 0));
  }
  const label = loss.kind === "sparseCategoricalCrossEntropy" ? targets[0]! : largest(targets);
  return largest(outputs) === label ? 1 : 0;
}

function largest(values: Float64Array): number {
  return values.indexOf(Math.max(...values));
}

function oneHot(label: number, classes: number): Float64Array {
  return Float64Array.from({ length: classes }, (_, index) => (index === label ? 1 : 0));
}

function mean(outputs: Float64Array, of: (y: number, index: number) => number): number {
  return outputs.reduce((sum, y, index) => sum + of(y, index), 0) / outputs.length;
}

function clamp(probability: number): number {
  return Math.min(Math.max(probability, PROBABILITY_EPSILON), 1 - PROBABILITY_EPSILON);
}

function rowOf(output: OracleValue, row: number): Float64Array {
  const width = output.values.length / output.rows;
  return output.values.subarray(row * width, (row + 1) * width);
}

function targetsOf(targets: ArrayLike<number>, rows: number, row: number): Float64Array {
  const width = targets.length / rows;
  return Float64Array.from({ length: width }, (_, index) => targets[row * width + index]!);
}
