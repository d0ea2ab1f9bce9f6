/**
 * Depthwise convolution: each channel has `multiplier` filters of its own, output channel o = channel·multiplier + m. Four output
 * channels at a time; where the multiplier is 1 their inputs lie side by side.
 */
import { activate4 } from "./activations";
import { madd } from "./madd";
import { put4, readThrough } from "./through";
import { address, clear, int, load4, rowAt, rowBytes, store4 } from "./words";
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

let multiplier: i32 = 1;
/** channels·multiplier */
let outputs: i32 = 0;

function readSizes(words: usize): void {
  readWindow(words);
  multiplier = int(words, WINDOW_WORDS);
  outputs = channels * multiplier;
}

/** A pixel's inputs of the outputs o, o + 1, …: `pixel` is the address of its channel 0. */
// @ts-ignore: decorator
@inline
function inputsOf(pixel: usize, o: i32, left: i32): v128 {
  return multiplier == 1 ? load4(pixel + (<usize>o << 2), left) : spreadInputs(pixel, o, left);
}

function spreadInputs(pixel: usize, o: i32, left: i32): v128 {
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
  const pixel = <usize>channels << 2;
  const tap = <usize>outputs << 2;
  for (let oy = 0; oy < outHeight; oy++) {
    const top = oy * strideHeight - padTop;
    const firstY = firstInside(top, dilationHeight);
    const endY = endInside(top, dilationHeight, kernelHeight, height);
    for (let ox = 0; ox < outWidth; ox++) {
      const start = ox * strideWidth - padLeft;
      const firstX = firstInside(start, dilationWidth);
      const endX = endInside(start, dilationWidth, kernelWidth, width);
      for (let o = 0; o < outputs; o += 4) {
        const left = outputs - o;
        let sum = bias ? load4(bias + (<usize>o << 2), left) : f32x4.splat(0);
        for (let ky = firstY; ky < endY; ky++) {
          let from = x + <usize>((top + ky * dilationHeight) * width + start + firstX * dilationWidth) * pixel;
          let weight = kernel + <usize>(ky * kernelWidth + firstX) * tap + (<usize>o << 2);
          for (let kx = firstX; kx < endX; kx++) {
            sum = madd(inputsOf(from, o, left), load4(weight, left), sum);
            from += pixel * <usize>dilationWidth;
            weight += tap;
          }
        }
        store4(y + (<usize>o << 2), activate4(sum, kind), left);
      }
      y += tap;
    }
  }
}

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
  const firstX = firstInside(shiftX, strideWidth);
  const endX = endInside(shiftX, strideWidth, outWidth, width);
  const endY = endInside(shiftY, strideHeight, outHeight, height);
  let sum = f32x4.splat(0);
  for (let oy = firstInside(shiftY, strideHeight); oy < endY; oy++) {
    let from = x + <usize>((oy * strideHeight + shiftY) * width + firstX * strideWidth + shiftX) * pixel;
    let gradient = dy + <usize>(oy * outWidth + firstX) * tap + (<usize>o << 2);
    for (let ox = firstX; ox < endX; ox++) {
      sum = madd(inputsOf(from, o, left), load4(gradient, left), sum);
      from += pixel * <usize>strideWidth;
      gradient += tap;
    }
  }
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
  for (let iy = 0; iy < height; iy++) {
    for (let ix = 0; ix < width; ix++) {
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
            sum = addTap(sum, gradient, weight, left);
          }
        }
        put4(dx + (<usize>c << 2), sum, left);
      }
      dx += pixel;
    }
  }
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
// @ts-ignore: decorator
@inline
function addTap(sum: v128, gradient: usize, weight: usize, left: i32): v128 {
  if (multiplier == 1) return madd(load4(gradient, left), load4(weight, left), sum);
  return addFilters(sum, gradient, weight, left);
}

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
