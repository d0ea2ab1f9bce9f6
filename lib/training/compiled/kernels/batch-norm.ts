/**
 * Batch normalisation. It needs the whole batch, so it is two calls with a barrier between: every shard leaves its own sums, then
 * every shard combines all of them, in the order of the shards.
 */
import { activate4, RELU } from "./activations";
import { madd } from "./matrix/madd";
import { rows, rowsOfShard, scratchStride, shard, shards, training } from "./step";
import { address, float, int, load4, rowAt, store4 } from "./words";

/** Sums are made over this many rows, and these sums are added: the error grows with both roots and not with their product. */
export const RUN: i32 = 128;

/** Floats that stay in the first-level cache while all groups of channels pass over them. */
export const CACHED_FLOATS: i32 = 4096;

/** Place of the copy of `slot` that belongs to shard `index`. */
// @ts-ignore: decorator
@inline
export function ofShard(slot: usize, index: i32): usize {
  return slot + <usize>(index - shard) * scratchStride;
}

/** Σ x over `count` rows, for four channels. */
export function sumRows(x: usize, count: i32, bytes: usize, left: i32): v128 {
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
export function inverseRoot4(variance: v128, epsilon: f32): v128 {
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
