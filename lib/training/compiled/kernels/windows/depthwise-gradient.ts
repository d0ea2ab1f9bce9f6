/** Gradients of the depthwise convolution: of its kernel, tap by tap, and of its input, pixel by pixel. */
import { multiplier, outputs, readSizes, spreadInputs, sumOne } from "./depthwise";
import { madd } from "../matrix/madd";
import { put4, readThrough } from "../through";
import { address, clear, load4, rowAt, rowBytes, store4 } from "../words";
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
  strideHeight,
  strideWidth,
  width,
  WINDOW_WORDS,
} from "./window";

/** dKernel and dBias over the shard's rows: each image's sum is made apart, then added. */
export function depthwise2dWeightGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readSizes(words);
  const at = WINDOW_WORDS + 1;
  const dKernel = address(words, at + 4);
  const dBias = address(words, at + 6);
  let x = rowAt(words, at, rowStart);
  let dy = rowAt(words, at + 2, rowStart);
  clear(dKernel, kernelHeight * kernelWidth * outputs);
  if (dBias) clear(dBias, outputs);
  for (let r = 0; r < rowCount; r++) {
    addImageGradient(x, dy, dKernel);
    if (dBias) addBiasGradient(dy, dBias);
    x += rowBytes(words, at);
    dy += rowBytes(words, at + 2);
  }
}

function addImageGradient(x: usize, dy: usize, dKernel: usize): void {
  for (let ky = 0; ky < kernelHeight; ky++) {
    for (let kx = 0; kx < kernelWidth; kx++) {
      const to = dKernel + ((<usize>((ky * kernelWidth + kx) * outputs)) << 2);
      const shiftY = ky * dilationHeight - padTop;
      const shiftX = kx * dilationWidth - padLeft;
      for (let o = 0; o < outputs; o += 4) {
        const left = outputs - o;
        const target = to + (<usize>o << 2);
        store4(target, f32x4.add(load4(target, left), tapGradient(x, dy, o, left, shiftY, shiftX)), left);
      }
    }
  }
}

/** Σ x·dy over the positions where one tap of the kernel falls on the image. */
function tapGradient(x: usize, dy: usize, o: i32, left: i32, shiftY: i32, shiftX: i32): v128 {
  const pixel = <usize>channels << 2;
  const tap = <usize>outputs << 2;
  const stride = pixel * <usize>strideWidth;
  const firstX = firstInside(shiftX, strideWidth);
  const count = endInside(shiftX, strideWidth, outWidth, width) - firstX;
  const endY = endInside(shiftY, strideHeight, outHeight, height);
  const at = <usize>o << 2;
  let total = f32x4.splat(0);
  for (let oy = firstInside(shiftY, strideHeight); oy < endY; oy++) {
    const from = x + <usize>((oy * strideHeight + shiftY) * width + firstX * strideWidth + shiftX) * pixel;
    const gradient = dy + <usize>(oy * outWidth + firstX) * tap + at;
    if (multiplier > 1) total = f32x4.add(total, lineSpread(from, gradient, o, left, count, stride, tap));
    else if (left < 4) total = f32x4.add(total, lineProduct(from + at, gradient, count, stride, tap, left));
    else total = f32x4.add(total, lineProduct(from + at, gradient, count, stride, tap, 4));
  }
  return total;
}

/** Σ x·dy along a line. */
// @ts-ignore: decorator
@inline
function lineProduct(x: usize, dy: usize, count: i32, stride: usize, tap: usize, left: i32): v128 {
  let even = f32x4.splat(0);
  let odd = even;
  let i = count;
  for (; i >= 2; i -= 2, x += 2 * stride, dy += 2 * tap) {
    even = madd(load4(x, left), load4(dy, left), even);
    odd = madd(load4(x + stride, left), load4(dy + tap, left), odd);
  }
  if (i > 0) even = madd(load4(x, left), load4(dy, left), even);
  return f32x4.add(even, odd);
}

/** The same where several filters share an input. */
function lineSpread(x: usize, dy: usize, o: i32, left: i32, count: i32, stride: usize, tap: usize): v128 {
  let sum = f32x4.splat(0);
  for (let i = count; i > 0; i--, x += stride, dy += tap) sum = madd(spreadInputs(x, o, left), load4(dy, left), sum);
  return sum;
}

function addBiasGradient(dy: usize, dBias: usize): void {
  const tap = <usize>outputs << 2;
  for (let o = 0; o < outputs; o += 4) {
    const left = outputs - o;
    const at = <usize>o << 2;
    let sum = f32x4.splat(0);
    let from = dy + at;
    for (let p = outHeight * outWidth; p > 0; p--, from += tap) sum = f32x4.add(sum, load4(from, left));
    store4(dBias + at, f32x4.add(load4(dBias + at, left), sum), left);
  }
}

/** dx: each pixel gathers from the windows that it is in. */
export function depthwise2dInputGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readSizes(words);
  const at = WINDOW_WORDS + 1;
  readThrough(words, at + 6, at + 4);
  const kernel = address(words, at + 2);
  let dy = rowAt(words, at, rowStart);
  let dx = rowAt(words, at + 4, rowStart);
  for (let r = 0; r < rowCount; r++) {
    gatherImage(dy, kernel, dx);
    dy += rowBytes(words, at);
    dx += rowBytes(words, at + 4);
  }
}

function gatherImage(dy: usize, kernel: usize, dx: usize): void {
  const pixel = <usize>channels << 2;
  const simple = multiplier == 1 && strideHeight == 1 && strideWidth == 1;
  for (let iy = 0; iy < height; iy++) {
    let ix = 0;
    while (ix < width) {
      const four = simple && ix + 4 <= width && inAllWindows(ix) && inAllWindows(ix + 3);
      if (four) gatherFour(dy, kernel, dx, iy, ix);
      else gatherPixel(dy, kernel, dx, iy, ix, simple);
      dx += four ? 4 * pixel : pixel;
      ix += four ? 4 : 1;
    }
  }
}

/** Whether a column of the image is in a window with every column of the kernel; for strides of 1. */
// @ts-ignore: decorator
@inline
function inAllWindows(ix: i32): bool {
  const last = ix + padLeft;
  return last - (kernelWidth - 1) * dilationWidth >= 0 && last < outWidth;
}

/** The windows of one pixel, one after another; `simple`: one filter per channel and strides of 1. */
function gatherPixel(dy: usize, kernel: usize, dx: usize, iy: i32, ix: i32, simple: bool): void {
  if (simple) {
    gatherNear(dy, kernel, dx, iy, ix);
    return;
  }
  for (let c = 0; c < channels; c += 4) {
    const left = channels - c;
    let sum = f32x4.splat(0);
    for (let ky = 0; ky < kernelHeight; ky++) {
      const oy = windowOf(iy + padTop - ky * dilationHeight, strideHeight, outHeight);
      if (oy < 0) continue;
      for (let kx = 0; kx < kernelWidth; kx++) {
        const ox = windowOf(ix + padLeft - kx * dilationWidth, strideWidth, outWidth);
        if (ox < 0) continue;
        const gradient = dy + ((<usize>((oy * outWidth + ox) * outputs + c * multiplier)) << 2);
        const weight = kernel + ((<usize>((ky * kernelWidth + kx) * outputs + c * multiplier)) << 2);
        sum = addFilters(sum, gradient, weight, left);
      }
    }
    put4(dx + (<usize>c << 2), sum, left);
  }
}

function gatherNear(dy: usize, kernel: usize, dx: usize, iy: i32, ix: i32): void {
  const count = channels;
  const pixel = <usize>count << 2;
  const down = iy + padTop;
  const across = ix + padLeft;
  const firstY = max<i32>(0, firstTap(down, dilationHeight, outHeight));
  const endY = min<i32>(kernelHeight, down / dilationHeight + 1);
  const firstX = max<i32>(0, firstTap(across, dilationWidth, outWidth));
  const endX = min<i32>(kernelWidth, across / dilationWidth + 1);
  // Against the direction of the kernel: the addresses in dy fall.
  const gap = <usize>(-dilationWidth) * pixel;
  const line = <usize>(-outWidth * dilationHeight) * pixel;
  const origin = dy + <usize>((down - firstY * dilationHeight) * outWidth + across - firstX * dilationWidth) * pixel;
  const weights = kernel + <usize>(firstY * kernelWidth + firstX) * pixel;
  const weightLine = <usize>kernelWidth * pixel;
  for (let c = 0; c < count; c += 4) {
    const at = <usize>c << 2;
    const left = count - c;
    const zero = f32x4.splat(0);
    const a = origin + at;
    const w = weights + at;
    const sum =
      left >= 4
        ? sumOne(a, w, zero, endY - firstY, line, endX - firstX, gap, pixel, weightLine, 4)
        : sumOne(a, w, zero, endY - firstY, line, endX - firstX, gap, pixel, weightLine, left);
    put4(dx + at, sum, left);
  }
}

/** Four neighbouring pixels in the middle of a line share each weight; one filter per channel, strides of 1. */
function gatherFour(dy: usize, kernel: usize, dx: usize, iy: i32, ix: i32): void {
  const count = channels;
  const pixel = <usize>count << 2;
  const gap = pixel * <usize>dilationWidth;
  const taps = kernelWidth;
  const column = ix + padLeft;
  const first = max<i32>(0, firstTap(iy + padTop, dilationHeight, outHeight));
  const end = min<i32>(kernelHeight, (iy + padTop) / dilationHeight + 1);
  const line = <usize>(outWidth * dilationHeight) * pixel;
  const origin = dy + <usize>((iy + padTop - first * dilationHeight) * outWidth + column) * pixel;
  const weights = kernel + <usize>(first * taps) * pixel;
  for (let c = 0; c < count; c += 4) {
    const at = <usize>c << 2;
    const left = count - c;
    if (left >= 4) sumBack(origin + at, weights + at, dx + at, end - first, line, taps, gap, pixel, 4);
    else sumBack(origin + at, weights + at, dx + at, end - first, line, taps, gap, pixel, left);
  }
}

/** The first kernel row whose window is not beyond the last one. */
// @ts-ignore: decorator
@inline
function firstTap(offset: i32, dilation: i32, count: i32): i32 {
  return (offset - count + dilation) / dilation;
}

/** As {@link sumFour}, against the direction of the kernel. */
// @ts-ignore: decorator
@inline
function sumBack(
  dy: usize,
  kernel: usize,
  dx: usize,
  lines: i32,
  line: usize,
  taps: i32,
  gap: usize,
  pixel: usize,
  left: i32,
): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let ky = lines; ky > 0; ky--, dy -= line) {
    let from = dy;
    for (let kx = taps; kx > 0; kx--, from -= gap, kernel += pixel) {
      const w = load4(kernel, left);
      s0 = madd(load4(from, left), w, s0);
      s1 = madd(load4(from + pixel, left), w, s1);
      s2 = madd(load4(from + 2 * pixel, left), w, s2);
      s3 = madd(load4(from + 3 * pixel, left), w, s3);
    }
  }
  put4(dx, s0, left);
  put4(dx + pixel, s1, left);
  put4(dx + 2 * pixel, s2, left);
  put4(dx + 3 * pixel, s3, left);
}

/** The window whose kernel position 0 is `offset` pixels from the first window's; −1 when none is there. */
// @ts-ignore: decorator
@inline
function windowOf(offset: i32, stride: i32, count: i32): i32 {
  if (offset < 0) return -1;
  const index = stride == 1 ? offset : offset / stride;
  return index < count && index * stride == offset ? index : -1;
}

/** sum + Σₘ dy·weight over the filters of four channels. */
function addFilters(sum: v128, gradient: usize, weight: usize, left: i32): v128 {
  let total = sum;
  for (let m = 0; m < multiplier; m++) {
    const at = <usize>m << 2;
    total = madd(strided(gradient + at, left), strided(weight + at, left), total);
  }
  return total;
}

/** Four floats, `multiplier` apart. */
function strided(at: usize, left: i32): v128 {
  const stride = <usize>multiplier << 2;
  let v = v128.load32_zero(at);
  if (left > 1) v = v128.load32_lane(at + stride, v, 1);
  if (left > 2) v = v128.load32_lane(at + 2 * stride, v, 2);
  if (left > 3) v = v128.load32_lane(at + 3 * stride, v, 3);
  return v;
}
