/**
 * Depthwise convolution: each channel has `multiplier` filters of its own, output channel o = channel·multiplier + m. Four output
 * channels at a time; where the multiplier is 1 their inputs lie side by side.
 */
import { activate4 } from "../activations";
import { madd } from "../matrix/madd";
import { address, int, load4, rowAt, rowBytes, store4 } from "../words";
import {
  channels,
  dilationHeight,
  dilationWidth,
  endInside,
  firstInside,
  height,
  kernelHeight,
  kernelWidth,
  outHeight,
  outWidth,
  padLeft,
  padTop,
  readWindow,
  strideHeight,
  strideWidth,
  width,
  WINDOW_WORDS,
} from "./window";

export let multiplier: i32 = 1;
/** channels·multiplier */
export let outputs: i32 = 0;

export function readSizes(words: usize): void {
  readWindow(words);
  multiplier = int(words, WINDOW_WORDS);
  outputs = channels * multiplier;
}

/** A pixel's inputs of the outputs o, o + 1, …: `pixel` is the address of its channel 0. */
export function spreadInputs(pixel: usize, o: i32, left: i32): v128 {
  let v = v128.load32_zero(pixel + (<usize>(o / multiplier) << 2));
  if (left > 1) v = v128.load32_lane(pixel + (<usize>((o + 1) / multiplier) << 2), v, 1);
  if (left > 2) v = v128.load32_lane(pixel + (<usize>((o + 2) / multiplier) << 2), v, 2);
  if (left > 3) v = v128.load32_lane(pixel + (<usize>((o + 3) / multiplier) << 2), v, 3);
  return v;
}

/** y = act(x ∗ kernel + bias), kernel [kernelHeight, kernelWidth, channels·multiplier]. */
export function depthwise2d(words: usize, rowStart: i32, rowCount: i32): void {
  readSizes(words);
  const at = WINDOW_WORDS + 1;
  const kind = int(words, at);
  const kernel = address(words, at + 3);
  const bias = address(words, at + 5);
  let x = rowAt(words, at + 1, rowStart);
  let y = rowAt(words, at + 7, rowStart);
  for (let r = 0; r < rowCount; r++) {
    depthwiseImage(x, kernel, bias, y, kind);
    x += rowBytes(words, at + 1);
    y += rowBytes(words, at + 7);
  }
}

function depthwiseImage(x: usize, kernel: usize, bias: usize, y: usize, kind: i32): void {
  for (let oy = 0; oy < outHeight; oy++) {
    const top = oy * strideHeight - padTop;
    const firstY = firstInside(top, dilationHeight);
    const endY = endInside(top, dilationHeight, kernelHeight, height);
    let ox = 0;
    while (ox < outWidth) {
      const four = multiplier == 1 && ox + 4 <= outWidth && wholeWindow(ox) && wholeWindow(ox + 3);
      if (four) fourWindows(x, kernel, bias, y, kind, top, firstY, endY, ox);
      else oneWindow(x, kernel, bias, y, kind, top, firstY, endY, ox);
      ox += four ? 4 : 1;
    }
    y += <usize>(outWidth * outputs) << 2;
  }
}

/** Whether all columns of a window lie on the image. */
// @ts-ignore: decorator
@inline
function wholeWindow(ox: i32): bool {
  const start = ox * strideWidth - padLeft;
  return start >= 0 && start + (kernelWidth - 1) * dilationWidth < width;
}

/** `y` is where the line of outputs begins. */
function oneWindow(
  x: usize,
  kernel: usize,
  bias: usize,
  y: usize,
  kind: i32,
  top: i32,
  firstY: i32,
  endY: i32,
  ox: i32,
): void {
  const pixel = <usize>channels << 2;
  const tap = <usize>outputs << 2;
  const start = ox * strideWidth - padLeft;
  const firstX = firstInside(start, dilationWidth);
  const endX = endInside(start, dilationWidth, kernelWidth, width);
  const to = y + <usize>ox * tap;
  const lines = endY - firstY;
  const taps = endX - firstX;
  const line = <usize>(width * dilationHeight) * pixel;
  const gap = pixel * <usize>dilationWidth;
  const origin = x + <usize>((top + firstY * dilationHeight) * width + start + firstX * dilationWidth) * pixel;
  const weights = kernel + <usize>(firstY * kernelWidth + firstX) * tap;
  const weightLine = <usize>kernelWidth * tap;
  for (let o = 0; o < outputs; o += 4) {
    const at = <usize>o << 2;
    const left = outputs - o;
    const begin = bias ? load4(bias + at, left) : f32x4.splat(0);
    const w = weights + at;
    let sum = begin;
    if (multiplier > 1) sum = sumSpread(origin, w, begin, lines, line, taps, gap, tap, weightLine, o, left);
    else if (left >= 4) sum = sumOne(origin + at, w, begin, lines, line, taps, gap, tap, weightLine, 4);
    else sum = sumOne(origin + at, w, begin, lines, line, taps, gap, tap, weightLine, left);
    store4(to + at, activate4(sum, kind), left);
  }
}

/** start + Σ x·kernel over a window. Inlined: with a constant `left` the loop has no call. */
// @ts-ignore: decorator
@inline
export function sumOne(
  x: usize,
  kernel: usize,
  start: v128,
  lines: i32,
  line: usize,
  taps: i32,
  gap: usize,
  tap: usize,
  weightLine: usize,
  left: i32,
): v128 {
  let sum = start;
  for (let ky = lines; ky > 0; ky--, x += line, kernel += weightLine) {
    let from = x;
    let weight = kernel;
    for (let kx = taps; kx > 0; kx--, from += gap, weight += tap) {
      sum = madd(load4(from, left), load4(weight, left), sum);
    }
  }
  return sum;
}

/** The same where several filters share an input; `x` is a pixel's channel 0. */
function sumSpread(
  x: usize,
  kernel: usize,
  start: v128,
  lines: i32,
  line: usize,
  taps: i32,
  gap: usize,
  tap: usize,
  weightLine: usize,
  o: i32,
  left: i32,
): v128 {
  let sum = start;
  for (let ky = lines; ky > 0; ky--, x += line, kernel += weightLine) {
    let from = x;
    let weight = kernel;
    for (let kx = taps; kx > 0; kx--, from += gap, weight += tap) {
      sum = madd(spreadInputs(from, o, left), load4(weight, left), sum);
    }
  }
  return sum;
}

/** Four neighbouring windows that lie on the image share each weight; their sums are those of {@link oneWindow}. */
function fourWindows(
  x: usize,
  kernel: usize,
  bias: usize,
  y: usize,
  kind: i32,
  top: i32,
  firstY: i32,
  endY: i32,
  ox: i32,
): void {
  const count = channels;
  const pixel = <usize>count << 2;
  const across = pixel * <usize>strideWidth;
  const gap = pixel * <usize>dilationWidth;
  const line = <usize>(width * dilationHeight) * pixel;
  const taps = kernelWidth;
  const origin = x + <usize>((top + firstY * dilationHeight) * width + ox * strideWidth - padLeft) * pixel;
  const weights = kernel + <usize>(firstY * taps) * pixel;
  const to = y + <usize>ox * pixel;
  const lines = endY - firstY;
  for (let c = 0; c < count; c += 4) {
    const at = <usize>c << 2;
    const left = count - c;
    const start = bias ? load4(bias + at, left) : f32x4.splat(0);
    const a = origin + at;
    const b = weights + at;
    if (left >= 4) sumFour(a, b, to + at, start, kind, lines, line, taps, gap, pixel, across, 4);
    else sumFour(a, b, to + at, start, kind, lines, line, taps, gap, pixel, across, left);
  }
}

/** Inlined: with a constant `left` the loop has no call. */
// @ts-ignore: decorator
@inline
function sumFour(
  x: usize,
  kernel: usize,
  y: usize,
  start: v128,
  kind: i32,
  lines: i32,
  line: usize,
  taps: i32,
  gap: usize,
  pixel: usize,
  across: usize,
  left: i32,
): void {
  let s0 = start;
  let s1 = start;
  let s2 = start;
  let s3 = start;
  for (let ky = lines; ky > 0; ky--, x += line) {
    let from = x;
    for (let kx = taps; kx > 0; kx--, from += gap, kernel += pixel) {
      const w = load4(kernel, left);
      s0 = madd(load4(from, left), w, s0);
      s1 = madd(load4(from + across, left), w, s1);
      s2 = madd(load4(from + 2 * across, left), w, s2);
      s3 = madd(load4(from + 3 * across, left), w, s3);
    }
  }
  store4(y, activate4(s0, kind), left);
  store4(y + pixel, activate4(s1, kind), left);
  store4(y + 2 * pixel, activate4(s2, kind), left);
  store4(y + 3 * pixel, activate4(s3, kind), left);
}
