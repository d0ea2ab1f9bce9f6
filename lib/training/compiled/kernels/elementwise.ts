/** Calls that work on each number alone, on columns, or along the last dimension: add, pass, copies, activations. */
import { activate4, derivativeFromInput4, LOG_SOFTMAX, RELU, SOFTMAX } from "./activations";
import { exp4, log1 } from "./math";
import { accumulates, put4, readThrough, settle4, throughKind, throughOffset } from "./through";
import { int, laneMask, load4, rowAt, store4, sumLanes } from "./words";

/** y = a + b. */
export function add(words: usize, rowStart: i32, rowCount: i32): void {
  const count = rowCount * int(words, 0);
  const a = rowAt(words, 1, rowStart);
  const b = rowAt(words, 3, rowStart);
  const y = rowAt(words, 5, rowStart);
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    store4(y + at, f32x4.add(load4(a + at, count - i), load4(b + at, count - i)), count - i);
  }
}

/** dx = dy, through the producer's activation; may be in place. */
export function pass(words: usize, rowStart: i32, rowCount: i32): void {
  const count = rowCount * int(words, 0);
  const dy = rowAt(words, 1, rowStart);
  const dx = rowAt(words, 3, rowStart);
  readThrough(words, 5, 3);
  const whole = throughKind() == RELU && !accumulates() ? count & ~3 : 0;
  const offset = throughOffset();
  for (let i = 0; i < whole; i += 4) {
    const at = <usize>i << 2;
    settle4(dx + at, v128.load(dy + at), RELU, offset, false);
  }
  for (let i = whole; i < count; i += 4) {
    const at = <usize>i << 2;
    put4(dx + at, load4(dy + at, count - i), count - i);
  }
}

/** Columns of [rows, width] into columns `column`… of [rows, total]. */
export function copyColumns(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * int(words, 0);
  const width = int(words, 1);
  const total = int(words, 3);
  let x = rowAt(words, 4, rowStart);
  let y = rowAt(words, 6, rowStart) + (<usize>int(words, 2) << 2);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < width; i += 4) {
      const at = <usize>i << 2;
      store4(y + at, load4(x + at, width - i), width - i);
    }
    x += <usize>width << 2;
    y += <usize>total << 2;
  }
}

/** The columns back out of [rows, total]. */
export function copyColumnsGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * int(words, 0);
  const width = int(words, 1);
  const total = int(words, 3);
  let dy = rowAt(words, 4, rowStart) + (<usize>int(words, 2) << 2);
  let dx = rowAt(words, 6, rowStart);
  readThrough(words, 8, 6);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < width; i += 4) {
      const at = <usize>i << 2;
      put4(dx + at, load4(dy + at, width - i), width - i);
    }
    dx += <usize>width << 2;
    dy += <usize>total << 2;
  }
}

/** y = act(x), or along the last dimension for softmax and logSoftmax. */
export function activation(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * int(words, 0);
  const channels = int(words, 1);
  const kind = int(words, 2);
  const x = rowAt(words, 3, rowStart);
  const y = rowAt(words, 5, rowStart);
  const bytes = <usize>channels << 2;
  if (kind == SOFTMAX || kind == LOG_SOFTMAX) {
    for (let r = 0; r < rows; r++) softmaxRow(x + <usize>r * bytes, y + <usize>r * bytes, channels, kind);
    return;
  }
  const count = rows * channels;
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    store4(y + at, activate4(load4(x + at, count - i), kind), count - i);
  }
}

/** e^{x − max}/Σ, or its logarithm x − max − ln Σ. */
function softmaxRow(x: usize, y: usize, channels: i32, kind: i32): void {
  const top = f32x4.splat(largest(x, channels));
  let sums = f32x4.splat(0);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const e = exp4(f32x4.sub(load4(x + at, channels - c), top));
    sums = f32x4.add(sums, v128.and(e, laneMask(channels - c)));
    if (kind == SOFTMAX) store4(y + at, e, channels - c);
  }
  const sum = sumLanes(sums);
  if (kind == SOFTMAX) {
    const total = f32x4.splat(sum);
    for (let c = 0; c < channels; c += 4) {
      const at = y + (<usize>c << 2);
      store4(at, f32x4.div(load4(at, channels - c), total), channels - c);
    }
    return;
  }
  const log = f32x4.splat(log1(sum));
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    store4(y + at, f32x4.sub(f32x4.sub(load4(x + at, channels - c), top), log), channels - c);
  }
}

/** NaN when there is one. */
function largest(x: usize, count: i32): f32 {
  let top = load<f32>(x);
  for (let i = 1; i < count; i++) top = max<f32>(top, load<f32>(x + (<usize>i << 2)));
  return top;
}

/** From x and y of a stand-alone activation; dy is after it. */
export function activationGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * int(words, 0);
  const channels = int(words, 1);
  const kind = int(words, 2);
  const x = rowAt(words, 3, rowStart);
  const y = rowAt(words, 5, rowStart);
  const dy = rowAt(words, 7, rowStart);
  const dx = rowAt(words, 9, rowStart);
  readThrough(words, 11, 9);
  if (kind == SOFTMAX || kind == LOG_SOFTMAX) {
    for (let r = 0; r < rows; r++) {
      const at = (<usize>(r * channels)) << 2;
      softmaxRowGradient(y + at, dy + at, dx + at, channels, kind);
    }
    return;
  }
  const count = rows * channels;
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    const slope = derivativeFromInput4(load4(x + at, count - i), load4(y + at, count - i), kind);
    put4(dx + at, f32x4.mul(load4(dy + at, count - i), slope), count - i);
  }
}

/** softmax: y·(dy − Σ y·dy); logSoftmax: dy − e^y·Σ dy. */
function softmaxRowGradient(y: usize, dy: usize, dx: usize, channels: i32, kind: i32): void {
  let sums = f32x4.splat(0);
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const d = load4(dy + at, channels - c);
    sums = f32x4.add(sums, kind == SOFTMAX ? f32x4.mul(load4(y + at, channels - c), d) : d);
  }
  const sum = f32x4.splat(sumLanes(sums));
  for (let c = 0; c < channels; c += 4) {
    const at = <usize>c << 2;
    const d = load4(dy + at, channels - c);
    const out = load4(y + at, channels - c);
    const raw =
      kind == SOFTMAX ? f32x4.mul(out, f32x4.sub(d, sum)) : f32x4.sub(d, f32x4.mul(exp4(out), sum));
    put4(dx + at, raw, channels - c);
  }
}
