/**
 * The loss of the batch, the gradient with respect to the output, and the score. Formulas: `objective.ts`; where the output is a
 * probability it is normalised and cut at 1e-7 as TensorFlow.js does. Sums over rows are float64, apart for each shard. Words: `loss`
 * in `op-words.ts`.
 */
import { derivativeFromOutput4 } from "../activations";
import { probabilityLoss, softmaxLoss } from "./loss-classes";
import { BINARY, elementLoss } from "./loss-elements";
import { addLoss } from "../results";
import { rows } from "../step";
import { load4, store4 } from "../words";

/** Positions in LOSS_KINDS. */
const CATEGORICAL = 4;
const SPARSE = 5;
/** Position in SCORE_KINDS. */
const SQUARED_ERROR = 2;

let kind: i32 = 0;
let fromLogits: i32 = 0;
let smoothing: f32 = 0;
let delta: f32 = 1;
let classWeights: usize = 0;
let sampleWeights: usize = 0;
let outputs: i32 = 0;
let outputBytes: usize = 0;
let targetBytes: usize = 0;

/** Words: see `loss` in FRAME_WORDS. A `dOutput` of 0 wants no gradient. */
export function loss(words: usize, rowStart: i32, rowCount: i32): void {
  kind = load<i32>(words);
  fromLogits = load<i32>(words, 4);
  smoothing = load<f32>(words, 8);
  delta = load<f32>(words, 12);
  outputs = load<i32>(words, 20);
  targetBytes = load<usize>(words, 24) << 2;
  outputBytes = <usize>outputs << 2;
  const byClass = kind == BINARY || kind == SPARSE;
  classWeights = byClass ? load<usize>(words, 16) : 0;
  const weights = load<usize>(words, 44);
  sampleWeights = weights ? weights + (<usize>rowStart << 2) : 0;
  const output = load<usize>(words, 28) + <usize>rowStart * outputBytes;
  const target = load<usize>(words, 36) + <usize>rowStart * targetBytes;
  const dOutput = load<usize>(words, 52);
  const gradient = dOutput ? dOutput + <usize>rowStart * outputBytes : 0;
  const through = load<i32>(words, 60);
  const score = load<i32>(words, 64);
  const seedOutput = load<i32>(words, 68);
  const divisor: f32 = load<i32>(words, 72) ? 1 : <f32>rows;
  if (seedOutput >= 0) {
    oneOutput(gradient, rowCount, seedOutput);
  } else {
    const sum = rowLosses(output, target, gradient, rowCount, divisor);
    addLoss(sum / <f64>rows, sum, score ? scores(score, output, target, rowCount) : 0);
  }
  if (gradient && through) takeThrough(gradient, output, rowCount * outputs, through);
}

/** 1 at one output of every row, 0 at the others. */
function oneOutput(gradient: usize, rowCount: i32, index: i32): void {
  memory.fill(gradient, 0, <usize>rowCount * outputBytes);
  for (let row = 0; row < rowCount; row++) {
    store<f32>(gradient + <usize>row * outputBytes + (<usize>index << 2), 1);
  }
}

function takeThrough(gradient: usize, output: usize, count: i32, activation: i32): void {
  for (let left = count; left > 0; left -= 4) {
    const slope = derivativeFromOutput4(load4(output, left), activation);
    store4(gradient, f32x4.mul(load4(gradient, left), slope), left);
    gradient += 16;
    output += 16;
  }
}

/** Σ weight·loss of the rows; their gradients are divided by `divisor`. Rows of equal weight are one run of numbers where they can be. */
function rowLosses(output: usize, target: usize, gradient: usize, rowCount: i32, divisor: f32): f64 {
  const each = kind <= BINARY;
  if (each && !classWeights && !sampleWeights) {
    return elements(output, target, gradient, rowCount * outputs, 1 / divisor) / <f64>outputs;
  }
  let sum: f64 = 0;
  for (let row = 0; row < rowCount; row++) {
    const weight = weightOf(row, target);
    const scale = weight / divisor;
    const one = each
      ? elements(output, target, gradient, outputs, scale) / <f64>outputs
      : classes(output, target, gradient, scale);
    sum += <f64>weight * one;
    output += outputBytes;
    target += targetBytes;
    if (gradient) gradient += outputBytes;
  }
  return sum;
}

function weightOf(row: i32, target: usize): f32 {
  const sample: f32 = sampleWeights ? load<f32>(sampleWeights + (<usize>row << 2)) : 1;
  return classWeights ? sample * load<f32>(classWeights + (<usize>(<i32>load<f32>(target)) << 2)) : sample;
}

// @ts-ignore: decorator
@inline
function elements(output: usize, target: usize, gradient: usize, count: i32, scale: f32): f64 {
  const part = scale / <f32>outputs;
  return elementLoss(kind, fromLogits, output, target, gradient, count, part, delta, smoothing);
}

function classes(output: usize, target: usize, gradient: usize, scale: f32): f64 {
  const isSparse = kind == SPARSE;
  return fromLogits
    ? softmaxLoss(isSparse, output, target, gradient, outputs, scale, smoothing)
    : probabilityLoss(isSparse, output, target, gradient, outputs, scale, smoothing);
}

/** Σ over the rows of 1 or 0 for a right or wrong answer (binary: the share of right outputs), or of the mean squared error. */
function scores(score: i32, output: usize, target: usize, rowCount: i32): f64 {
  let sum: f64 = 0;
  for (let row = 0; row < rowCount; row++) {
    if (score == SQUARED_ERROR) sum += squaredError(output, target);
    else if (kind == BINARY) sum += rightSides(output, target);
    else sum += largestOf(output) == rightClass(target) ? 1 : 0;
    output += outputBytes;
    target += targetBytes;
  }
  return sum;
}

function rightClass(target: usize): i32 {
  return kind == CATEGORICAL ? largestOf(target) : <i32>load<f32>(target);
}

function squaredError(output: usize, target: usize): f64 {
  let sum: f64 = 0;
  for (let j = 0; j < outputs; j++) {
    const at = <usize>j << 2;
    const d = <f64>load<f32>(output + at) - <f64>load<f32>(target + at);
    sum += d * d;
  }
  return sum / <f64>outputs;
}

function rightSides(output: usize, target: usize): f64 {
  const border: f32 = fromLogits ? 0 : 0.5;
  let right = 0;
  for (let j = 0; j < outputs; j++) {
    const at = <usize>j << 2;
    if (load<f32>(output + at) > border == load<f32>(target + at) > 0.5) right++;
  }
  return <f64>right / <f64>outputs;
}

/** Position of the first largest of a row's outputs. */
function largestOf(row: usize): i32 {
  let best = 0;
  for (let j = 1; j < outputs; j++) {
    if (load<f32>(row + (<usize>j << 2)) > load<f32>(row + (<usize>best << 2))) best = j;
  }
  return best;
}
