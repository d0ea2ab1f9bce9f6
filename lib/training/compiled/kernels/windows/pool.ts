/**
 * Pooling over windows of an image [height, width, channels], four channels at a time. Padding counts for nothing. The 2×2 windows
 * with strides of 2 of most networks have their own loops: each pixel is read and written once.
 */
import { load4, rowAt, rowBytes, store4 } from "../words";
import { channels, dilationHeight, dilationWidth, endInside, firstInside, height, isTwoByTwo, kernelHeight, kernelWidth, outHeight, outWidth, padLeft, padTop, readWindow, strideHeight, strideWidth, width, WINDOW_WORDS } from "./window";

export function maxPool2d(words: usize, rowStart: i32, rowCount: i32): void {
  poolRows(words, rowStart, rowCount, true);
}

export function averagePool2d(words: usize, rowStart: i32, rowCount: i32): void {
  poolRows(words, rowStart, rowCount, false);
}

/** `largest` is a constant at every call, so that no loop asks for it. */
// @ts-ignore: decorator
@inline
function poolRows(words: usize, rowStart: i32, rowCount: i32, largest: bool): void {
  readWindow(words);
  const twoByTwo = isTwoByTwo();
  let x = rowAt(words, WINDOW_WORDS, rowStart);
  let y = rowAt(words, WINDOW_WORDS + 2, rowStart);
  for (let r = 0; r < rowCount; r++) {
    if (twoByTwo) poolTwoByTwo(x, y, largest);
    else poolImage(x, y, largest);
    x += rowBytes(words, WINDOW_WORDS);
    y += rowBytes(words, WINDOW_WORDS + 2);
  }
}

/** Larger of each pair; a NaN in either stays. Dearer in general than `pmax`, which would lose one. */
// @ts-ignore: decorator
@inline
function join(a: v128, b: v128, largest: bool): v128 {
  return largest ? f32x4.max(a, b) : f32x4.add(a, b);
}

function poolTwoByTwo(x: usize, y: usize, largest: bool): void {
  if (largest) {
    if (channels & 3) poolPairs(x, y, true, false);
    else poolPairs(x, y, true, true);
  } else {
    if (channels & 3) poolPairs(x, y, false, false);
    else poolPairs(x, y, false, true);
  }
}

/** `largest` and `whole` (a multiple of four channels) are constants at every call. Sizes in locals stay in registers. */
// @ts-ignore: decorator
@inline
function poolPairs(x: usize, y: usize, largest: bool, whole: bool): void {
  const count = channels;
  const across = outWidth;
  const down = outHeight;
  const pixel = <usize>count << 2;
  const line = <usize>width * pixel;
  const quarter = f32x4.splat(0.25);
  for (let oy = 0; oy < down; oy++) {
    let from = x + <usize>(2 * oy) * line;
    for (let ox = 0; ox < across; ox++) {
      for (let c = 0; c < count; c += 4) {
        const left = whole ? 4 : count - c;
        const top = join(load4(from, left), load4(from + pixel, left), largest);
        const bottom = join(load4(from + line, left), load4(from + line + pixel, left), largest);
        const all = join(top, bottom, largest);
        store4(y, largest ? all : f32x4.mul(all, quarter), left);
        const bytes: usize = whole ? 16 : <usize>min<i32>(4, left) << 2;
        from += bytes;
        y += bytes;
      }
      from += pixel;
    }
  }
}

// @ts-ignore: decorator
@inline
function poolImage(x: usize, y: usize, largest: bool): void {
  const pixel = <usize>channels << 2;
  let to = y;
  for (let oy = 0; oy < outHeight; oy++) {
    const top = oy * strideHeight - padTop;
    const firstY = firstInside(top, dilationHeight);
    const endY = endInside(top, dilationHeight, kernelHeight, height);
    for (let ox = 0; ox < outWidth; ox++) {
      const start = ox * strideWidth - padLeft;
      const firstX = firstInside(start, dilationWidth);
      const endX = endInside(start, dilationWidth, kernelWidth, width);
      const scale = f32x4.splat(1 / <f32>((endY - firstY) * (endX - firstX)));
      for (let c = 0; c < channels; c += 4) {
        const left = channels - c;
        let all = f32x4.splat(largest ? -Infinity : 0);
        for (let ky = firstY; ky < endY; ky++) {
          const row = (top + ky * dilationHeight) * width + start;
          for (let kx = firstX; kx < endX; kx++) {
            const at = x + <usize>(row + kx * dilationWidth) * pixel + (<usize>c << 2);
            all = join(all, load4(at, left), largest);
          }
        }
        store4(to + (<usize>c << 2), largest ? all : f32x4.mul(all, scale), left);
      }
      to += pixel;
    }
  }
}
