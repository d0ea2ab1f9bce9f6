/**
 * Batch normalisation. It needs the whole batch, so each of its two directions is two calls with a barrier
 * between: every shard leaves its own sums, then every shard combines all of them, in the order of the shards.
 */
import { activate4, LINEAR, RELU } from "./activations";
import { madd } from "./madd";
import { accumulates, put4, readThrough, settle4, throughKind, throughOffset } from "./through";
import { rows, rowsOfShard, scratchStride, shard, shards, tempBase, training } from "./step";
import { address, clear, float, int, load4, rowAt, store4 } from "./words";

/** Sums are made over this many rows, and these sums are added: the error grows with both roots and not with their product. */
const RUN: i32 = 128;

/** Floats that stay in the first-level cache while all groups of channels pass over them. */
const CACHED_FLOATS: i32 = 4096;

/** Place of the copy of `slot` that belongs to shard `index`. */
// @ts-ignore: decorator
@inline
function ofShard(slot: usize, index: i32): usize {
  return slot + <usize>(index - shard) * scratchStride;
}

/** Σ x over `count` rows, for four channels. */
function sumRows(x: usize, count: i32, bytes: usize, left: i32): v128 {
  return left >= 4 ? sumRowsOf(x, count, bytes, 4) : sumRowsOf(x, count, bytes, left);
}

// @ts-ignore: decorator
@inline
function sumRowsOf(x: usize, count: i32, bytes: usize, left: i32): v128 {
  let total = f32x4.splat(0);
  let r = 0;
  while (r < count) {
    const end = min<i32>(count, r + RUN);
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    for (; r + 1 < end; r += 2, x += 2 * bytes) {
      a = f32x4.add(a, load4(x, left));
      b = f32x4.add(b, load4(x + bytes, left));
    }
    if (r < end) {
      a = f32x4.add(a, load4(x, left));
      r++;
      x += bytes;
    }
    total = f32x4.add(total, f32x4.add(a, b));
  }
  return total;
}

/** Σ (x − mean)² over `count` rows, for four channels. */
function sumSquares(x: usize, count: i32, bytes: usize, left: i32, mean: v128): v128 {
  return left >= 4 ? sumSquaresOf(x, count, bytes, 4, mean) : sumSquaresOf(x, count, bytes, left, mean);
}

// @ts-ignore: decorator
@inline
function sumSquaresOf(x: usize, count: i32, bytes: usize, left: i32, mean: v128): v128 {
  let total = f32x4.splat(0);
  let r = 0;
  while (r < count) {
    const end = min<i32>(count, r + RUN);
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    for (; r + 1 < end; r += 2, x += 2 * bytes) {
      const d = f32x4.sub(load4(x, left), mean);
      const e = f32x4.sub(load4(x + bytes, left), mean);
      a = madd(d, d, a);
      b = madd(e, e, b);
    }
    if (r < end) {
      const d = f32x4.sub(load4(x, left), mean);
      a = madd(d, d, a);
      r++;
      x += bytes;
    }
    total = f32x4.add(total, f32x4.add(a, b));
  }
  return total;
}

/** Leaves mean and M2 = Σ (x − mean)² of the shard's rows in its `partial`: [2, channels]. Their count follows from the shard. */
export function batchNormStatistics(words: usize, rowStart: i32, rowCount: i32): void {
  if (!training) return;
  const channels = int(words, 1);
  const count = rowCount * int(words, 0);
  const x = rowAt(words, 5, rowStart);
  const partial = address(words, 17);
  const bytes = <usize>channels << 2;
  if (count == 0) return;
  const share = f32x4.splat(1 / <f32>count);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const mean = f32x4.mul(sumRows(x + at, count, bytes, left), share);
    store4(partial + at, mean, left);
    store4(partial + bytes + at, sumSquares(x + at, count, bytes, left, mean), left);
  }
}

/** Combines the shards' statistics (Chan, Golub and LeVeque 1979), keeps mean and 1/√(variance + ε), and normalises. */
export function batchNormApply(words: usize, rowStart: i32, rowCount: i32): void {
  const rowsPerSample = int(words, 0);
  const channels = int(words, 1);
  const saved = address(words, 15);
  if (training) combineStatistics(words, rowsPerSample, channels, saved);
  else takeRunning(words, channels, saved);
  const kind = int(words, 4);
  const x = rowAt(words, 5, rowStart);
  const y = rowAt(words, 19, rowStart);
  const count = rowCount * rowsPerSample;
  const block = max<i32>(1, CACHED_FLOATS / channels);
  for (let r = 0; r < count; r += block) {
    const first = (<usize>(r * channels)) << 2;
    normalizeRows(words, x + first, y + first, min<i32>(block, count - r), channels, kind);
  }
}

function combineStatistics(words: usize, rowsPerSample: i32, channels: i32, saved: usize): void {
  const partial = address(words, 17);
  const bytes = <usize>channels << 2;
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    let mean = f32x4.splat(0);
    let squares = f32x4.splat(0);
    let count: f32 = 0;
    for (let s = 0; s < shards; s++) {
      const more = <f32>(rowsOfShard(s) * rowsPerSample);
      if (more == 0) continue;
      const from = ofShard(partial, s) + at;
      const all = count + more;
      const delta = f32x4.sub(load4(from, left), mean);
      mean = f32x4.add(mean, f32x4.mul(delta, f32x4.splat(more / all)));
      const between = f32x4.mul(f32x4.mul(delta, delta), f32x4.splat((count * more) / all));
      squares = f32x4.add(squares, f32x4.add(load4(from + bytes, left), between));
      count = all;
    }
    const variance = f32x4.div(squares, f32x4.splat(count));
    store4(saved + at, mean, left);
    store4(saved + bytes + at, inverseRoot4(variance, float(words, 3)), left);
    if (shard == 0) {
      follow(address(words, 11) + at, mean, float(words, 2), left);
      follow(address(words, 13) + at, variance, float(words, 2), left);
    }
  }
}

/** running·momentum + batch·(1 − momentum). */
function follow(running: usize, batch: v128, momentum: f32, left: i32): void {
  const old = f32x4.mul(load4(running, left), f32x4.splat(momentum));
  store4(running, f32x4.add(old, f32x4.mul(batch, f32x4.splat(1 - momentum))), left);
}

function takeRunning(words: usize, channels: i32, saved: usize): void {
  const bytes = <usize>channels << 2;
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    store4(saved + at, load4(address(words, 11) + at, left), left);
    store4(saved + bytes + at, inverseRoot4(load4(address(words, 13) + at, left), float(words, 3)), left);
  }
}

// @ts-ignore: decorator
@inline
function inverseRoot4(variance: v128, epsilon: f32): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variance, f32x4.splat(epsilon))));
}

/** y = act(gamma·(x − mean)·inv + beta). */
function normalizeRows(words: usize, x: usize, y: usize, count: i32, channels: i32, kind: i32): void {
  const saved = address(words, 15);
  const bytes = <usize>channels << 2;
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const mean = load4(saved + at, left);
    const scale = f32x4.mul(load4(saved + bytes + at, left), load4(address(words, 7) + at, left));
    const shift = load4(address(words, 9) + at, left);
    if (left < 4) normalizeColumns(x + at, y + at, count, bytes, left, mean, scale, shift, kind);
    else if (kind == RELU) normalizeColumns(x + at, y + at, count, bytes, 4, mean, scale, shift, RELU);
    else normalizeColumns(x + at, y + at, count, bytes, 4, mean, scale, shift, kind);
  }
}

/** Four channels of `count` rows. Inlined, so that constants make the loop short. */
// @ts-ignore: decorator
@inline
function normalizeColumns(
  x: usize,
  y: usize,
  count: i32,
  bytes: usize,
  left: i32,
  mean: v128,
  scale: v128,
  shift: v128,
  kind: i32,
): void {
  for (let r = 0; r < count; r++, x += bytes, y += bytes) {
    const value = madd(f32x4.sub(load4(x, left), mean), scale, shift);
    store4(y, activate4(value, kind), left);
  }
}

/** Leaves Σ dy and Σ dy·x̂ of the shard's rows in its `partial`, and as the shard's gradients of beta and gamma. */
export function batchNormGradientSums(words: usize, rowStart: i32, rowCount: i32): void {
  if (!int(words, 0)) return;
  const channels = int(words, 2);
  const count = rowCount * int(words, 1);
  const x = rowAt(words, 4, rowStart);
  const dy = rowAt(words, 14, rowStart);
  const saved = address(words, 10);
  const partial = address(words, 12);
  const dGamma = address(words, 18);
  const dBeta = address(words, 20);
  const bytes = <usize>channels << 2;
  if (count == 0) {
    // No rows, no statistics to divide by: nothing of `saved` is read.
    if (dGamma) clear(dGamma, channels);
    if (dBeta) clear(dBeta, channels);
    return;
  }
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const sum = sumRows(dy + at, count, bytes, left);
    const products = sumProducts(x + at, dy + at, count, bytes, left, load4(saved + at, left));
    const normalized = f32x4.mul(products, load4(saved + bytes + at, left));
    store4(partial + at, sum, left);
    store4(partial + bytes + at, normalized, left);
    if (dGamma) store4(dGamma + at, normalized, left);
    if (dBeta) store4(dBeta + at, sum, left);
  }
}

/** Σ dy·(x − mean) over `count` rows, for four channels. */
function sumProducts(x: usize, dy: usize, count: i32, bytes: usize, left: i32, mean: v128): v128 {
  return left >= 4 ? sumProductsOf(x, dy, count, bytes, 4, mean) : sumProductsOf(x, dy, count, bytes, left, mean);
}

// @ts-ignore: decorator
@inline
function sumProductsOf(x: usize, dy: usize, count: i32, bytes: usize, left: i32, mean: v128): v128 {
  let total = f32x4.splat(0);
  let r = 0;
  while (r < count) {
    const end = min<i32>(count, r + RUN);
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    for (; r + 1 < end; r += 2, x += 2 * bytes, dy += 2 * bytes) {
      a = madd(f32x4.sub(load4(x, left), mean), load4(dy, left), a);
      b = madd(f32x4.sub(load4(x + bytes, left), mean), load4(dy + bytes, left), b);
    }
    if (r < end) {
      a = madd(f32x4.sub(load4(x, left), mean), load4(dy, left), a);
      r++;
      x += bytes;
      dy += bytes;
    }
    total = f32x4.add(total, f32x4.add(a, b));
  }
  return total;
}

/**
 * Training: dx = gamma·inv·(dy − Σdy/n − x̂·Σ(dy·x̂)/n) = scale·dy + slope·(x − mean) + offset, with three numbers per channel.
 * With running statistics as constants: dx = gamma·inv·dy.
 */
export function batchNormGradientApply(words: usize, rowStart: i32, rowCount: i32): void {
  const dxField = 16;
  if (!address(words, dxField)) return;
  readThrough(words, 22, dxField);
  const rowsPerSample = int(words, 1);
  const channels = int(words, 2);
  const live = int(words, 0);
  if (live) combineGradients(words, rows * rowsPerSample, channels);
  else constantGradients(words, channels);
  const x = rowAt(words, 4, rowStart);
  const dy = rowAt(words, 14, rowStart);
  const dx = rowAt(words, dxField, rowStart);
  const mean = live ? address(words, 10) : tempBase + (<usize>channels << 2);
  const count = rowCount * rowsPerSample;
  const block = max<i32>(1, CACHED_FLOATS / channels);
  for (let r = 0; r < count; r += block) {
    const first = (<usize>(r * channels)) << 2;
    gradientRows(x + first, dy + first, dx + first, min<i32>(block, count - r), channels, mean);
  }
}

/** scale, slope and offset of all channels to this thread's room [3, channels]. */
function combineGradients(words: usize, count: i32, channels: i32): void {
  const saved = address(words, 10);
  const partial = address(words, 12);
  const bytes = <usize>channels << 2;
  const share = f32x4.splat(1 / <f32>count);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    let sum = f32x4.splat(0);
    let products = f32x4.splat(0);
    for (let s = 0; s < shards; s++) {
      if (rowsOfShard(s) == 0) continue;
      const from = ofShard(partial, s) + at;
      sum = f32x4.add(sum, load4(from, left));
      products = f32x4.add(products, load4(from + bytes, left));
    }
    const inverse = load4(saved + bytes + at, left);
    const scale = f32x4.mul(load4(address(words, 6) + at, left), inverse);
    const perElement = f32x4.neg(f32x4.mul(scale, share));
    store4(tempBase + at, scale, left);
    store4(tempBase + bytes + at, f32x4.mul(f32x4.mul(perElement, inverse), products), left);
    store4(tempBase + 2 * bytes + at, f32x4.mul(perElement, sum), left);
  }
}

function constantGradients(words: usize, channels: i32): void {
  const bytes = <usize>channels << 2;
  clear(tempBase + bytes, 2 * channels);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const inverse = inverseRoot4(load4(address(words, 8) + at, left), float(words, 3));
    store4(tempBase + at, f32x4.mul(load4(address(words, 6) + at, left), inverse), left);
  }
}

function gradientRows(x: usize, dy: usize, dx: usize, count: i32, channels: i32, means: usize): void {
  const bytes = <usize>channels << 2;
  const kind = throughKind();
  const offset = throughOffset();
  const adding = accumulates();
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const left = channels - c;
    const mean = load4(means + at, left);
    const scale = load4(tempBase + at, left);
    const slope = load4(tempBase + bytes + at, left);
    const shift = load4(tempBase + 2 * bytes + at, left);
    const g = dy + at;
    const to = dx + at;
    if (left < 4) {
      gradientEdge(x + at, g, to, count, bytes, left, mean, scale, slope, shift);
    } else if (kind == LINEAR && !adding) {
      gradientColumns(x + at, g, to, count, bytes, mean, scale, slope, shift, LINEAR, 0, false);
    } else if (kind == RELU && !adding) {
      gradientColumns(x + at, g, to, count, bytes, mean, scale, slope, shift, RELU, offset, false);
    } else {
      gradientColumns(x + at, g, to, count, bytes, mean, scale, slope, shift, kind, offset, adding);
    }
  }
}

/** Four channels of `count` rows. Inlined: with constants for `kind` and `adding` nothing in the loop is a call. */
// @ts-ignore: decorator
@inline
function gradientColumns(
  x: usize,
  dy: usize,
  dx: usize,
  count: i32,
  bytes: usize,
  mean: v128,
  scale: v128,
  slope: v128,
  shift: v128,
  kind: i32,
  offset: usize,
  adding: bool,
): void {
  for (let r = 0; r < count; r++, x += bytes, dy += bytes, dx += bytes) {
    const along = madd(f32x4.sub(v128.load(x), mean), slope, shift);
    settle4(dx, madd(v128.load(dy), scale, along), kind, offset, adding);
  }
}

/** The last one to three channels. */
function gradientEdge(
  x: usize,
  dy: usize,
  dx: usize,
  count: i32,
  bytes: usize,
  left: i32,
  mean: v128,
  scale: v128,
  slope: v128,
  shift: v128,
): void {
  for (let r = 0; r < count; r++, x += bytes, dy += bytes, dx += bytes) {
    const along = madd(f32x4.sub(load4(x, left), mean), slope, shift);
    put4(dx, madd(load4(dy, left), scale, along), left);
  }
}
