/** The window of the call that runs: the thirteen words of `Window2d`, as globals of the instance (so of the thread). */
import { clear, int } from "../words";

export let height: i32 = 0;
export let width: i32 = 0;
export let channels: i32 = 0;
export let outHeight: i32 = 0;
export let outWidth: i32 = 0;
export let kernelHeight: i32 = 0;
export let kernelWidth: i32 = 0;
export let strideHeight: i32 = 0;
export let strideWidth: i32 = 0;
export let dilationHeight: i32 = 0;
export let dilationWidth: i32 = 0;
export let padTop: i32 = 0;
export let padLeft: i32 = 0;

export const WINDOW_WORDS: i32 = 13;

export function readWindow(words: usize): void {
  height = int(words, 0);
  width = int(words, 1);
  channels = int(words, 2);
  outHeight = int(words, 3);
  outWidth = int(words, 4);
  kernelHeight = int(words, 5);
  kernelWidth = int(words, 6);
  strideHeight = int(words, 7);
  strideWidth = int(words, 8);
  dilationHeight = int(words, 9);
  dilationWidth = int(words, 10);
  padTop = int(words, 11);
  padLeft = int(words, 12);
}

/** Whether windows lie side by side on the image from its corner and each pixel is in at most one: 2×2 with strides of 2. */
export function isTwoByTwo(): bool {
  return (
    kernelHeight == 2 &&
    kernelWidth == 2 &&
    strideHeight == 2 &&
    strideWidth == 2 &&
    padTop == 0 &&
    padLeft == 0 &&
    2 * outHeight <= height &&
    2 * outWidth <= width
  );
}

/** The first kernel position that falls on the image, when position 0 falls on `origin`. */
// @ts-ignore: decorator
@inline
export function firstInside(origin: i32, dilation: i32): i32 {
  return origin >= 0 ? 0 : (dilation - 1 - origin) / dilation;
}

/** One past the last kernel position that falls on an image of that size. */
// @ts-ignore: decorator
@inline
export function endInside(origin: i32, dilation: i32, kernel: i32, size: i32): i32 {
  return origin >= size ? 0 : min<i32>(kernel, (size - 1 - origin) / dilation + 1);
}

/** The last line or column of an image of odd size, which 2×2 windows leave out. */
export function clearUncovered(dx: usize): void {
  const pixel = <usize>channels << 2;
  for (let row = 0; row < 2 * outHeight; row++) {
    const rest = width - 2 * outWidth;
    if (rest > 0) clear(dx + <usize>(row * width + 2 * outWidth) * pixel, rest * channels);
  }
  const rows = height - 2 * outHeight;
  if (rows > 0) clear(dx + <usize>(2 * outHeight * width) * pixel, rows * width * channels);
}
