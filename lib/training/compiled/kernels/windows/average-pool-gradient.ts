/** The gradient of the mean of each window: equal parts. */
import { LINEAR, RELU } from "../activations";
import { accumulates, add4, plain, put4, readThrough, settle4, throughKind, throughOffset } from "../through";
import { clear, load4, rowAt, rowBytes } from "../words";
import { channels, clearUncovered, dilationHeight, dilationWidth, endInside, firstInside, height, isTwoByTwo, kernelHeight, kernelWidth, outHeight, outWidth, padLeft, padTop, readWindow, strideHeight, strideWidth, width, WINDOW_WORDS } from "./window";

/** Every pixel of a window takes an equal part of its gradient. */
export function averagePool2dGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readWindow(words);
  const at = WINDOW_WORDS;
  readThrough(words, at + 4, at + 2);
  const twoByTwo = isTwoByTwo();
  let dy = rowAt(words, at, rowStart);
  let dx = rowAt(words, at + 2, rowStart);
  for (let r = 0; r < rowCount; r++) {
    if (twoByTwo) averageGradientTwoByTwo(dy, dx);
    else averageGradientImage(dy, dx);
    dy += rowBytes(words, at);
    dx += rowBytes(words, at + 2);
  }
}

function averageGradientTwoByTwo(dy: usize, dx: usize): void {
  const adding = accumulates();
  if (plain() && !adding) averageOfPairs(dy, dx, LINEAR, 0, false);
  else if (throughKind() == RELU && !adding) averageOfPairs(dy, dx, RELU, throughOffset(), false);
  else averageOfPairs(dy, dx, throughKind(), throughOffset(), adding);
  if (!adding) clearUncovered(dx);
}

// @ts-ignore: decorator
@inline
function averageOfPairs(dy: usize, dx: usize, kind: i32, offset: usize, adding: bool): void {
  const count = channels;
  const across = outWidth;
  const down = outHeight;
  const pixel = <usize>count << 2;
  const line = <usize>width * pixel;
  const quarter = f32x4.splat(0.25);
  for (let oy = 0; oy < down; oy++) {
    let to = dx + <usize>(2 * oy) * line;
    for (let ox = 0; ox < across; ox++) {
      let c = 0;
      for (; c + 4 <= count; c += 4, dy += 16, to += 16) {
        const part = f32x4.mul(v128.load(dy), quarter);
        settle4(to, part, kind, offset, adding);
        settle4(to + pixel, part, kind, offset, adding);
        settle4(to + line, part, kind, offset, adding);
        settle4(to + line + pixel, part, kind, offset, adding);
      }
      if (c < count) {
        const left = count - c;
        const part = f32x4.mul(load4(dy, left), quarter);
        put4(to, part, left);
        put4(to + pixel, part, left);
        put4(to + line, part, left);
        put4(to + line + pixel, part, left);
        dy += <usize>left << 2;
        to += <usize>left << 2;
      }
      to += pixel;
    }
  }
}

function averageGradientImage(dy: usize, dx: usize): void {
  const pixel = <usize>channels << 2;
  if (!accumulates()) clear(dx, height * width * channels);
  for (let oy = 0; oy < outHeight; oy++) {
    const top = oy * strideHeight - padTop;
    const firstY = firstInside(top, dilationHeight);
    const endY = endInside(top, dilationHeight, kernelHeight, height);
    for (let ox = 0; ox < outWidth; ox++) {
      const start = ox * strideWidth - padLeft;
      const firstX = firstInside(start, dilationWidth);
      const endX = endInside(start, dilationWidth, kernelWidth, width);
      const scale = f32x4.splat(1 / <f32>((endY - firstY) * (endX - firstX)));
      for (let ky = firstY; ky < endY; ky++) {
        const row = (top + ky * dilationHeight) * width + start;
        for (let kx = firstX; kx < endX; kx++) {
          const at = dx + <usize>(row + kx * dilationWidth) * pixel;
          for (let c = 0; c < channels; c += 4) {
            const left = channels - c;
            const part = f32x4.mul(load4(dy + (<usize>c << 2), left), scale);
            add4(at + (<usize>c << 2), part, left);
          }
        }
      }
      dy += pixel;
    }
  }
}
