/**
 * The loss of the batch, the gradient with respect to the output, and the score. Formulas: `objective.ts`; where the output is a
 * probability it is normalised and cut at 1e-7 as TensorFlow.js does. Sums over rows are float64, apart for each shard. Words: `loss`
 * in `op-words.ts`.
 */
import { derivativeFromOutput1 } from "./activations";
import { exp1, log1 } from "./math";
import { addLoss } from "./results";
import { rows } from "./step";

/** Positions in LOSS_KINDS. */
const SQUARED = 0;
const ABSOLUTE = 1;
const HUBER = 2;
const BINARY = 3;
const CATEGORICAL = 4;
/** Positions in SCORE_KINDS. */
const CORRECT = 1;
const SQUARED_ERROR = 2;

/** Probabilities are kept this far from 0 and 1. */
const SMALLEST: f32 = 1e-7;
const LARGEST: f32 = 1.0 - 1e-7;

let kind: i32 = 0;
let fromLogits: i32 = 0;
let smoothing: f32 = 0;
let delta: f32 = 1;
let classWeights: usize = 0;
let outputs: i32 = 0;

/** Words: see `loss` in FRAME_WORDS. A `dOutput` of 0 wants no gradient. */
export function loss(words: usize, rowStart: i32, rowCount: i32): void {
  kind = load<i32>(words);
  fromLogits = load<i32>(words, 4);
  smoothing = load<f32>(words, 8);
  delta = load<f32>(words, 12);
  classWeights = load<usize>(words, 16);
  outputs = load<i32>(words, 20);
  const targetBytes = load<usize>(words, 24) << 2;
  const outputBytes = <usize>outputs << 2;
  let output = load<usize>(words, 28) + <usize>rowStart * outputBytes;
  let target = load<usize>(words, 36) + <usize>rowStart * targetBytes;
  const weights = load<usize>(words, 44);
  let gradient = load<usize>(words, 52);
  const through = load<i32>(words, 60);
  const score = load<i32>(words, 64);
  const seedOutput = load<i32>(words, 68);
  const divisor: f32 = load<i32>(words, 72) ? 1 : <f32>rows;
  if (gradient) gradient += <usize>rowStart * outputBytes;
  let sum: f64 = 0;
  let scores: f64 = 0;
  for (let row = rowStart; row < rowStart + rowCount; row++) {
    if (seedOutput >= 0) {
      oneOutput(gradient, seedOutput);
    } else {
      const weight = classWeight(target) * (weights ? load<f32>(weights + (<usize>row << 2)) : 1);
      sum += <f64>weight * rowLoss(output, target, gradient, weight / divisor);
      if (score) scores += rowScore(score, output, target);
    }
    if (gradient) {
      if (through) takeThrough(gradient, output, through);
      gradient += outputBytes;
    }
    output += outputBytes;
    target += targetBytes;
  }
  addLoss(sum / <f64>rows, sum, scores);
}

function oneOutput(gradient: usize, index: i32): void {
  for (let j = 0; j < outputs; j++) store<f32>(gradient + (<usize>j << 2), j == index ? 1 : 0);
}

function takeThrough(gradient: usize, output: usize, activation: i32): void {
  for (let j = 0; j < outputs; j++) {
    const at = <usize>j << 2;
    store<f32>(gradient + at, load<f32>(gradient + at) * derivativeFromOutput1(load<f32>(output + at), activation));
  }
}

function classWeight(target: usize): f32 {
  if (!classWeights || !(kind == BINARY || kind > CATEGORICAL)) return 1;
  return load<f32>(classWeights + (<usize>(<i32>load<f32>(target)) << 2));
}

/** The row's loss; writes its gradient times `scale` when one is wanted. */
function rowLoss(output: usize, target: usize, gradient: usize, scale: f32): f64 {
  if (kind <= HUBER) return regression(output, target, gradient, scale);
  if (kind == BINARY) return binary(output, target, gradient, scale);
  return fromLogits ? softmaxed(output, target, gradient, scale) : probabilities(output, target, gradient, scale);
}

/** Mean over the outputs of d², |d| or Huber's ½d² (|d| ≤ δ), δ·(|d| − ½δ). */
function regression(output: usize, target: usize, gradient: usize, scale: f32): f64 {
  const part = scale / <f32>outputs;
  let sum: f64 = 0;
  for (let j = 0; j < outputs; j++) {
    const at = <usize>j << 2;
    const d = load<f32>(output + at) - load<f32>(target + at);
    const size = abs<f32>(d);
    const sign: f32 = d > 0 ? 1 : d < 0 ? -1 : d;
    let slope: f32;
    if (kind == SQUARED) {
      sum += <f64>d * <f64>d;
      slope = 2 * d;
    } else if (kind == ABSOLUTE) {
      sum += <f64>size;
      slope = sign;
    } else if (size > delta) {
      sum += <f64>delta * (<f64>size - 0.5 * <f64>delta);
      slope = delta * sign;
    } else {
      sum += 0.5 * <f64>d * <f64>d;
      slope = d;
    }
    if (gradient) store<f32>(gradient + at, part * slope);
  }
  return sum / <f64>outputs;
}

/** Mean over the outputs. From a logit z: max(z, 0) − z·t + log(1 + e^−|z|), with gradient sigmoid(z) − t. */
function binary(output: usize, target: usize, gradient: usize, scale: f32): f64 {
  const part = scale / <f32>outputs;
  let sum: f64 = 0;
  for (let j = 0; j < outputs; j++) {
    const at = <usize>j << 2;
    const t = smooth(load<f32>(target + at), 2);
    const value = load<f32>(output + at);
    let slope: f32;
    if (fromLogits) {
      const e = exp1(-abs<f32>(value));
      sum += <f64>max<f32>(value, 0) - <f64>value * <f64>t + <f64>log1(1 + e);
      slope = (value >= 0 ? 1 / (1 + e) : e / (1 + e)) - t;
    } else {
      const p = max<f32>(SMALLEST, min<f32>(LARGEST, value));
      sum -= <f64>t * <f64>log1(p) + (1 - <f64>t) * <f64>log1(1 - p);
      slope = p == value ? (p - t) / (p * (1 - p)) : 0;
    }
    if (gradient) store<f32>(gradient + at, part * slope);
  }
  return sum / <f64>outputs;
}

// @ts-ignore: decorator
@inline
function smooth(target: f32, classes: i32): f32 {
  return target * (1 - smoothing) + smoothing / <f32>classes;
}

/** The target of one class, smoothed: a number of the distribution, or whether it is the row's class. */
// @ts-ignore: decorator
@inline
function targetOf(target: usize, index: i32): f32 {
  if (kind == CATEGORICAL) return smooth(load<f32>(target + (<usize>index << 2)), outputs);
  return smooth(<i32>load<f32>(target) == index ? 1 : 0, outputs);
}

/** Σ t·(log Σ eᶻ − z), with gradient softmax(z)·Σt − t. The gradient's place holds e^(z − max) in between. */
function softmaxed(output: usize, target: usize, gradient: usize, scale: f32): f64 {
  let largest: f32 = -Infinity;
  for (let j = 0; j < outputs; j++) largest = max<f32>(largest, load<f32>(output + (<usize>j << 2)));
  let sum: f32 = 0;
  for (let j = 0; j < outputs; j++) {
    const at = <usize>j << 2;
    const e = exp1(load<f32>(output + at) - largest);
    if (gradient) store<f32>(gradient + at, e);
    sum += e;
  }
  const logSum = log1(sum);
  let total: f32 = 0;
  let result: f64 = 0;
  for (let j = 0; j < outputs; j++) {
    const t = targetOf(target, j);
    total += t;
    if (t != 0) result += <f64>t * (<f64>logSum - (<f64>load<f32>(output + (<usize>j << 2)) - <f64>largest));
  }
  if (gradient) {
    const inverse = total / sum;
    for (let j = 0; j < outputs; j++) {
      const at = gradient + (<usize>j << 2);
      store<f32>(at, (load<f32>(at) * inverse - targetOf(target, j)) * scale);
    }
  }
  return result;
}

/** −Σ t·log q with q = p / Σp, cut at 1e-7; no gradient where it is cut. */
function probabilities(output: usize, target: usize, gradient: usize, scale: f32): f64 {
  let sum: f32 = 0;
  for (let j = 0; j < outputs; j++) sum += load<f32>(output + (<usize>j << 2));
  let result: f64 = 0;
  let common: f32 = 0;
  for (let j = 0; j < outputs; j++) {
    const t = targetOf(target, j);
    const raw = load<f32>(output + (<usize>j << 2)) / sum;
    const q = max<f32>(SMALLEST, min<f32>(LARGEST, raw));
    if (t != 0) result -= <f64>t * <f64>log1(q);
    const slope: f32 = q == raw ? -t / q : 0;
    common += slope * raw;
    if (gradient) store<f32>(gradient + (<usize>j << 2), slope);
  }
  if (gradient) {
    for (let j = 0; j < outputs; j++) {
      const at = gradient + (<usize>j << 2);
      store<f32>(at, ((load<f32>(at) - common) / sum) * scale);
    }
  }
  return result;
}

/** 1 or 0 for a right or wrong answer (binary: the share of right outputs), or the mean squared error. */
function rowScore(score: i32, output: usize, target: usize): f64 {
  if (score == SQUARED_ERROR) return squaredError(output, target);
  if (kind == BINARY) return rightSides(output, target);
  const answer = largestOf(output);
  const right = kind == CATEGORICAL ? largestOf(target) : <i32>load<f32>(target);
  return answer == right ? 1 : 0;
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
    if ((load<f32>(output + at) > border) == (load<f32>(target + at) > 0.5)) right++;
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
