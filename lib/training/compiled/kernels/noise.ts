/** Layers that disturb the values while training: dropout and Gaussian noise. Their masks are drawn again in backward. */
import { cosTurn4, log4 } from "./math";
import { bitsAt4, indices4, stepKey } from "./random";
import { seed, step, training } from "./step";
import { accumulates, plain, put4, readThrough } from "./through";
import { float, int, load4, rowAt, store4 } from "./words";

/** Bits below this silence an element. */
function silentBelow(rate: f32): u32 {
  return <u32>(<u64>(<f64>rate * 4294967296.0));
}

/** 1/(1 − rate) where the element is kept, 0 elsewhere. */
// @ts-ignore: decorator
@inline
function keepFactor4(key: u32, index: u32, threshold: v128, scale: v128): v128 {
  return v128.and(i32x4.ge_u(bitsAt4(key, indices4(index, 1)), threshold), scale);
}

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, floats: i32): void {
  if (to != from) memory.copy(to, from, <usize>floats << 2);
}

/** y = x/(1 − rate) where the element is kept, 0 elsewhere. */
export function dropout(words: usize, rowStart: i32, rowCount: i32): void {
  const width = int(words, 0);
  const rate = float(words, 1);
  const count = rowCount * width;
  const x = rowAt(words, 3, rowStart);
  const y = rowAt(words, 5, rowStart);
  if (!training) return copy(y, x, count);
  const key = stepKey(seed, step, int(words, 2));
  const threshold = i32x4.splat(silentBelow(rate));
  const scale = f32x4.splat(1 / (1 - rate));
  const first = rowStart * width;
  const whole = count & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = <usize>i << 2;
    const factor = keepFactor4(key, first + i, threshold, scale);
    v128.store(y + at, f32x4.mul(v128.load(x + at), factor));
  }
  if (whole < count) {
    const at = <usize>whole << 2;
    const factor = keepFactor4(key, first + whole, threshold, scale);
    store4(y + at, f32x4.mul(load4(x + at, count - whole), factor), count - whole);
  }
}

/** dx = dy/(1 − rate) for the elements that were kept. */
export function dropoutGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const width = int(words, 0);
  const rate = float(words, 1);
  const count = rowCount * width;
  const dy = rowAt(words, 3, rowStart);
  const dx = rowAt(words, 5, rowStart);
  readThrough(words, 7, 5);
  const key = stepKey(seed, step, int(words, 2));
  const threshold = training ? i32x4.splat(silentBelow(rate)) : i32x4.splat(0);
  const scale = f32x4.splat(training ? 1 / (1 - rate) : 1);
  const first = rowStart * width;
  // Without a factor and alone, as after most layers, the loop has no call.
  const whole = plain() && !accumulates() ? count & ~3 : 0;
  for (let i = 0; i < whole; i += 4) {
    const at = <usize>i << 2;
    const factor = keepFactor4(key, first + i, threshold, scale);
    v128.store(dx + at, f32x4.mul(v128.load(dy + at), factor));
  }
  for (let i = whole; i < count; i += 4) {
    const at = <usize>i << 2;
    const factor = keepFactor4(key, first + i, threshold, scale);
    put4(dx + at, f32x4.mul(load4(dy + at, count - i), factor), count - i);
  }
}

const TWO_TO_MINUS_32: f32 = 2.3283064365386963e-10;

/** Standard normal numbers for four elements, from two uniform ones each (Box and Muller, 1958). */
function normal4(key: u32, index: u32): v128 {
  const scale = f32x4.splat(TWO_TO_MINUS_32);
  const first = f32x4.convert_i32x4_u(bitsAt4(key, indices4(2 * index, 2)));
  const second = f32x4.convert_i32x4_u(bitsAt4(key, indices4(2 * index + 1, 2)));
  const u1 = f32x4.mul(f32x4.add(first, f32x4.splat(1)), scale);
  const u2 = f32x4.mul(second, scale);
  const radius = f32x4.sqrt(f32x4.mul(log4(u1), f32x4.splat(-2)));
  return f32x4.mul(radius, cosTurn4(u2));
}

/** y = x + stddev·z. Its gradient is `pass`. */
export function gaussianNoise(words: usize, rowStart: i32, rowCount: i32): void {
  const width = int(words, 0);
  const count = rowCount * width;
  const x = rowAt(words, 3, rowStart);
  const y = rowAt(words, 5, rowStart);
  if (!training) return copy(y, x, count);
  const stddev = f32x4.splat(float(words, 1));
  const key = stepKey(seed, step, int(words, 2));
  const first = rowStart * width;
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    const noise = f32x4.mul(normal4(key, first + i), stddev);
    store4(y + at, f32x4.add(load4(x + at, count - i), noise), count - i);
  }
}
