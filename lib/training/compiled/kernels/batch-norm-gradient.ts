/**
 * The gradient of batch normalisation, in two calls with a barrier between: every shard leaves its sums, then every shard combines
 * all of them, in the order of the shards.
 */
import { LINEAR, RELU } from "./activations";
import { madd } from "./matrix/madd";
import { CACHED_FLOATS, ofShard, RUN, sumRows, inverseRoot4 } from "./batch-norm";
import { accumulates, put4, readThrough, settle4, throughKind, throughOffset } from "./through";
import { rows, rowsOfShard, shard, shards, tempBase } from "./step";
import { address, clear, float, int, load4, rowAt, store4 } from "./words";

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
