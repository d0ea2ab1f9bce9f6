/**
 * The update: gradient copies added in shard order, penalties, clipping and the optimiser, in one pass over this shard's part of the
 * flat buffers. Every element is computed alike wherever the parts are cut; only the sums (norm, penalty) depend on the plan's shards.
 * Formulas: `objective.ts`. Words: `update` in `op-words.ts`.
 */
import { addPenalty, setSquaredNorm, squaredNormOf } from "./results";
import { correction1, correction2, filledShards, gradientStride, learningRate, shard, shards } from "./step";
import { load4, store4 } from "./words";

const FIRST: usize = 4;
const SECOND: usize = 8;
const FIRST_REST: usize = 12;
const SECOND_REST: usize = 16;
const EPSILON: usize = 20;
const WEIGHT_DECAY: usize = 24;
const NESTEROV: usize = 28;
const CLIP: usize = 32;
const LIMIT: usize = 36;
const LENGTH: usize = 40;
const PARAMETERS: usize = 44;
const GRADIENTS: usize = 48;
const STATE: usize = 52;
const STATE_STRIDE: usize = 56;
const REGULARIZED: usize = 60;
const REGULARIZED_COUNT: usize = 64;

/** Positions in OPTIMIZER_KINDS. */
const SGD = 0;
const MOMENTUM = 1;
const RMSPROP = 2;
/** Positions in CLIP_KINDS. */
const BY_VALUE = 1;
const BY_NORM = 2;

/** Bytes that are summed and then updated while they are in the cache. */
const BLOCK: usize = 4096;

/** Byte offsets of this shard's part: whole vectors, cut from sizes alone. */
function partStart(words: usize, index: i32): usize {
  const vectors = (load<usize>(words, LENGTH) + 3) >> 2;
  const perShard = (vectors + <usize>shards - 1) / <usize>shards;
  return min<usize>(<usize>index * perShard, vectors) << 4;
}

/** Sums, penalties and Σ g² of this shard's part, before a clipping by norm. The sum lies in the first copy. */
export function gradientSum(words: usize, rowStart: i32, rowCount: i32): void {
  const end = partStart(words, shard + 1);
  let squares: f64 = 0;
  for (let at = partStart(words, shard); at < end; at += BLOCK) {
    const blockEnd = min<usize>(at + BLOCK, end);
    finishGradient(words, at, blockEnd);
    squares += sumOfSquares(load<usize>(words, GRADIENTS), at, blockEnd);
  }
  setSquaredNorm(squares);
}

/** One optimiser step on this shard's part. */
export function update(words: usize, rowStart: i32, rowCount: i32): void {
  const clip = load<i32>(words, CLIP);
  const limit: f32 = clip == BY_VALUE ? load<f32>(words, LIMIT) : Infinity;
  const scale = clip == BY_NORM ? normScale(load<f32>(words, LIMIT)) : 1;
  const optimizer = load<i32>(words);
  const end = partStart(words, shard + 1);
  for (let at = partStart(words, shard); at < end; at += BLOCK) {
    const blockEnd = min<usize>(at + BLOCK, end);
    if (clip != BY_NORM) finishGradient(words, at, blockEnd);
    if (optimizer == SGD) sgd(words, at, blockEnd, scale, limit);
    else if (optimizer == MOMENTUM) momentum(words, at, blockEnd, scale, limit);
    else if (optimizer == RMSPROP) rmsprop(words, at, blockEnd, scale, limit);
    else adam(words, at, blockEnd, scale, limit);
  }
}

/** limit / norm when the common norm of all gradients is above the limit, else 1. */
function normScale(limit: f32): f32 {
  let squares: f64 = 0;
  for (let index = 0; index < shards; index++) squares += squaredNormOf(index);
  const norm = Math.sqrt(squares);
  return norm > <f64>limit ? <f32>(<f64>limit / norm) : 1;
}

function sumOfSquares(gradients: usize, at: usize, end: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; at < end; at += 16) {
    const gradient = v128.load(gradients + at);
    const first = f64x2.promote_low_f32x4(gradient);
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(gradient, gradient, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** Adds the other shards' copies (of those that have rows) to the first in shard order, then the gradients of the penalties. */
function finishGradient(words: usize, at: usize, end: usize): void {
  const gradients = load<usize>(words, GRADIENTS);
  const filled = filledShards();
  if (filled > 1) {
    for (let offset = at; offset < end; offset += 16) {
      const first = gradients + offset;
      let sum = v128.load(first);
      let copy = first;
      for (let index = 1; index < filled; index++) {
        copy += gradientStride;
        sum = f32x4.add(sum, v128.load(copy));
      }
      v128.store(first, sum);
    }
  }
  const count = load<i32>(words, REGULARIZED_COUNT);
  if (!count) return;
  const ranges = load<usize>(words, REGULARIZED);
  let penalty: f64 = 0;
  for (let index = 0; index < count; index++) {
    const range = ranges + (<usize>index << 4);
    const from = max<usize>(at, load<usize>(range) << 2);
    const to = min<usize>(end, load<usize>(range, 4) << 2);
    if (from < to) {
      penalty += penalize(words, from, to, load<f32>(range, 8), load<f32>(range, 12));
    }
  }
  addPenalty(penalty);
}

/** gradient += l1·sign(w) + 2·l2·w; gives Σ l1·|w| + l2·w². */
function penalize(words: usize, at: usize, end: usize, l1: f32, l2: f32): f64 {
  const parameters = load<usize>(words, PARAMETERS);
  const gradients = load<usize>(words, GRADIENTS);
  const slopes = f32x4.splat(2 * l2);
  const steps = f32x4.splat(l1);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let left = <i32>((end - at) >> 2); left > 0; left -= 4, at += 16) {
    const w = load4(parameters + at, left);
    const sign = v128.or(v128.and(w, i32x4.splat(0x80000000)), steps);
    const step = v128.and(sign, f32x4.ne(w, f32x4.splat(0)));
    const slope = f32x4.add(step, f32x4.mul(slopes, w));
    store4(gradients + at, f32x4.add(load4(gradients + at, left), slope), left);
    const size = f32x4.abs(w);
    const penalty = f32x4.mul(size, f32x4.add(f32x4.splat(l1), f32x4.mul(f32x4.splat(l2), size)));
    low = f64x2.add(low, f64x2.promote_low_f32x4(penalty));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(penalty, penalty, 2, 3, 2, 3)));
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** The gradient as the optimiser sees it: scaled (by norm) and cut (by value). */
// @ts-ignore: decorator
@inline
function clipped(address: usize, scale: v128, limit: v128): v128 {
  const gradient = f32x4.mul(v128.load(address), scale);
  // pmin and pmax are one instruction each and keep a NaN in their first operand.
  return f32x4.pmax(f32x4.pmin(gradient, limit), f32x4.neg(limit));
}

/** Smaller running sums are nothing next to any ε, and denormal numbers make many processors a hundred times slower. */
const NOTHING: f32 = 1e-36;

/** A running sum; that of a weight that gets no more gradient fades to 0 instead of to the smallest denormal. NaN stays. */
// @ts-ignore: decorator
@inline
function faded(sum: v128): v128 {
  return v128.andnot(sum, f32x4.lt(f32x4.abs(sum), f32x4.splat(NOTHING)));
}

/** w ← w − rate·g. */
function sgd(words: usize, at: usize, end: usize, scale: f32, limit: f32): void {
  const parameters = load<usize>(words, PARAMETERS);
  const gradients = load<usize>(words, GRADIENTS);
  const scales = f32x4.splat(scale);
  const limits = f32x4.splat(limit);
  const rate = f32x4.splat(learningRate);
  for (; at < end; at += 16) {
    const gradient = clipped(gradients + at, scales, limits);
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, gradient)));
  }
}

/** a ← m·a + g; w ← w − rate·a, or with Nesterov w − rate·(g + m·a). */
function momentum(words: usize, at: usize, end: usize, scale: f32, limit: f32): void {
  const parameters = load<usize>(words, PARAMETERS);
  const gradients = load<usize>(words, GRADIENTS);
  const state = load<usize>(words, STATE);
  const nesterov = load<i32>(words, NESTEROV);
  const kept = f32x4.splat(load<f32>(words, FIRST));
  const scales = f32x4.splat(scale);
  const limits = f32x4.splat(limit);
  const rate = f32x4.splat(learningRate);
  for (; at < end; at += 16) {
    const gradient = clipped(gradients + at, scales, limits);
    const sum = faded(f32x4.add(f32x4.mul(kept, v128.load(state + at)), gradient));
    v128.store(state + at, sum);
    const change = nesterov ? f32x4.add(gradient, f32x4.mul(kept, sum)) : sum;
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), f32x4.mul(rate, change)));
  }
}

/** s ← decay·s + (1 − decay)·g²; w ← w − rate·g / √(s + ε). */
function rmsprop(words: usize, at: usize, end: usize, scale: f32, limit: f32): void {
  const parameters = load<usize>(words, PARAMETERS);
  const gradients = load<usize>(words, GRADIENTS);
  const state = load<usize>(words, STATE);
  const decay = f32x4.splat(load<f32>(words, FIRST));
  const rest = f32x4.splat(load<f32>(words, FIRST_REST));
  const epsilon = f32x4.splat(load<f32>(words, EPSILON));
  const scales = f32x4.splat(scale);
  const limits = f32x4.splat(limit);
  const rate = f32x4.splat(learningRate);
  for (; at < end; at += 16) {
    const gradient = clipped(gradients + at, scales, limits);
    const square = f32x4.mul(rest, f32x4.mul(gradient, gradient));
    const mean = faded(f32x4.add(f32x4.mul(decay, v128.load(state + at)), square));
    v128.store(state + at, mean);
    const change = f32x4.div(f32x4.mul(rate, gradient), f32x4.sqrt(f32x4.add(mean, epsilon)));
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), change));
  }
}

/**
 * m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← w − rate·(m/c₁) / (√(v/c₂) + ε). The corrections are taken out of the loop:
 * (rate/c₁)·m / (√v·(1/√c₂) + ε). AdamW first shrinks w by 1 − rate·weightDecay.
 */
function adam(words: usize, at: usize, end: usize, scale: f32, limit: f32): void {
  const parameters = load<usize>(words, PARAMETERS);
  const gradients = load<usize>(words, GRADIENTS);
  const means = load<usize>(words, STATE);
  const squares = means + (load<usize>(words, STATE_STRIDE) << 2);
  const beta1 = f32x4.splat(load<f32>(words, FIRST));
  const beta2 = f32x4.splat(load<f32>(words, SECOND));
  const rest1 = f32x4.splat(load<f32>(words, FIRST_REST));
  const rest2 = f32x4.splat(load<f32>(words, SECOND_REST));
  const epsilon = f32x4.splat(load<f32>(words, EPSILON));
  const rate = f32x4.splat(<f32>(<f64>learningRate / <f64>correction1));
  const root = f32x4.splat(<f32>(1.0 / Math.sqrt(<f64>correction2)));
  const kept = f32x4.splat(<f32>(1.0 - <f64>learningRate * <f64>load<f32>(words, WEIGHT_DECAY)));
  const scales = f32x4.splat(scale);
  const limits = f32x4.splat(limit);
  for (; at < end; at += 16) {
    const gradient = clipped(gradients + at, scales, limits);
    const mean = faded(f32x4.add(f32x4.mul(beta1, v128.load(means + at)), f32x4.mul(rest1, gradient)));
    const squared = f32x4.mul(rest2, f32x4.mul(gradient, gradient));
    const square = faded(f32x4.add(f32x4.mul(beta2, v128.load(squares + at)), squared));
    v128.store(means + at, mean);
    v128.store(squares + at, square);
    const size = f32x4.add(f32x4.mul(f32x4.sqrt(square), root), epsilon);
    const weight = f32x4.mul(v128.load(parameters + at), kept);
    v128.store(parameters + at, f32x4.sub(weight, f32x4.div(f32x4.mul(rate, mean), size)));
  }
}
