/** The gradient of the largest of each window: its first maximum takes all of it. */
import { derivativeFromOutput4, LINEAR, RELU } from "../activations";
import { accumulates, add4, plain, readThrough, throughKind, throughOffset } from "../through";
import { clear, load4, rowAt, rowBytes, store4 } from "../words";
import { channels, clearUncovered, dilationHeight, dilationWidth, endInside, firstInside, height, isTwoByTwo, kernelHeight, kernelWidth, outHeight, outWidth, padLeft, padTop, readWindow, strideHeight, strideWidth, width, WINDOW_WORDS } from "./window";

/** The first maximum of a window, in row-major order, takes its whole gradient. */
export function maxPool2dGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readWindow(words);
  const at = WINDOW_WORDS;
  readThrough(words, at + 8, at + 6);
  const direct = isTwoByTwo() && !accumulates();
  let x = rowAt(words, at, rowStart);
  let y = rowAt(words, at + 2, rowStart);
  let dy = rowAt(words, at + 4, rowStart);
  let dx = rowAt(words, at + 6, rowStart);
  for (let r = 0; r < rowCount; r++) {
    if (direct) maxGradientTwoByTwo(x, y, dy, dx);
    else maxGradientImage(x, y, dy, dx);
    x += rowBytes(words, at);
    y += rowBytes(words, at + 2);
    dy += rowBytes(words, at + 4);
    dx += rowBytes(words, at + 6);
  }
}

/** Writes all four gradients of a window; pixels that no window reaches (odd sizes) get 0. */
function maxGradientTwoByTwo(x: usize, y: usize, dy: usize, dx: usize): void {
  // Through the activation that made x itself: the pixel that is taken equals y.
  const ofInput = !plain() && dx + throughOffset() == x;
  const kind = ofInput ? throughKind() : LINEAR;
  const offset = throughOffset();
  const other = ofInput ? LINEAR : throughKind();
  if (channels & 3) shareOfPairs(x, y, dy, dx, kind, other, offset, false);
  else if (kind == RELU) shareOfPairs(x, y, dy, dx, RELU, LINEAR, offset, true);
  else shareOfPairs(x, y, dy, dx, kind, other, offset, true);
  clearUncovered(dx);
}

/** `kind` is the activation of y, `other` that of the numbers `offset` bytes after dx; at most one is not linear. */
// @ts-ignore: decorator
@inline
function shareOfPairs(
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  kind: i32,
  other: i32,
  offset: usize,
  whole: bool,
): void {
  const count = channels;
  const across = outWidth;
  const down = outHeight;
  const pixel = <usize>count << 2;
  const line = <usize>width * pixel;
  const toGradient = dx - x;
  for (let oy = 0; oy < down; oy++) {
    let a = x + <usize>(2 * oy) * line;
    for (let ox = 0; ox < across; ox++) {
      for (let c = 0; c < count; c += 4) {
        const left = whole ? 4 : count - c;
        const best = load4(y, left);
        let gradient = load4(dy, left);
        if (kind != LINEAR) gradient = f32x4.mul(gradient, derivativeFromOutput4(best, kind));
        const is00 = f32x4.eq(load4(a, left), best);
        const is01 = v128.andnot(f32x4.eq(load4(a + pixel, left), best), is00);
        const taken = v128.or(is00, is01);
        const is10 = v128.andnot(f32x4.eq(load4(a + line, left), best), taken);
        const is11 = v128.andnot(f32x4.eq(load4(a + line + pixel, left), best), v128.or(taken, is10));
        const d = a + toGradient;
        writeShare(d, gradient, is00, left, other, offset);
        writeShare(d + pixel, gradient, is01, left, other, offset);
        writeShare(d + line, gradient, is10, left, other, offset);
        writeShare(d + line + pixel, gradient, is11, left, other, offset);
        const bytes: usize = whole ? 16 : <usize>min<i32>(4, left) << 2;
        a += bytes;
        y += bytes;
        dy += bytes;
      }
      a += pixel;
    }
  }
}

// @ts-ignore: decorator
@inline
function writeShare(at: usize, gradient: v128, mine: v128, left: i32, other: i32, offset: usize): void {
  let value = v128.and(gradient, mine);
  if (other != LINEAR) value = f32x4.mul(value, derivativeFromOutput4(load4(at + offset, left), other));
  store4(at, value, left);
}

/** Windows may overlap: gradients are added one window after another. */
function maxGradientImage(x: usize, y: usize, dy: usize, dx: usize): void {
  const pixel = <usize>channels << 2;
  const toGradient = dx - x;
  if (!accumulates()) clear(dx, height * width * channels);
  for (let oy = 0; oy < outHeight; oy++) {
    const top = oy * strideHeight - padTop;
    const firstY = firstInside(top, dilationHeight);
    const endY = endInside(top, dilationHeight, kernelHeight, height);
    for (let ox = 0; ox < outWidth; ox++) {
      const start = ox * strideWidth - padLeft;
      const firstX = firstInside(start, dilationWidth);
      const endX = endInside(start, dilationWidth, kernelWidth, width);
      for (let c = 0; c < channels; c += 4) {
        const left = channels - c;
        const best = load4(y + (<usize>c << 2), left);
        const gradient = load4(dy + (<usize>c << 2), left);
        let open = i32x4.splat(-1);
        for (let ky = firstY; ky < endY; ky++) {
          const row = (top + ky * dilationHeight) * width + start;
          for (let kx = firstX; kx < endX; kx++) {
            const at = x + <usize>(row + kx * dilationWidth) * pixel + (<usize>c << 2);
            const mine = v128.and(open, f32x4.eq(load4(at, left), best));
            open = v128.andnot(open, mine);
            if (v128.any_true(mine)) add4(at + toGradient, v128.and(gradient, mine), left);
          }
        }
      }
      y += pixel;
      dy += pixel;
    }
  }
}
