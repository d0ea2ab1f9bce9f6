/** Two-dimensional convolutions, channels last: y = act(x ∗ kernel + bias) and its two gradients. */
import { activate1, derivativeFromOutput1 } from "./activations";

// @ts-ignore: decorator
@inline
function word(words: usize, index: i32): i32 {
  return load<i32>(words + (<usize>index << 2));
}

let height: i32 = 0;
let width: i32 = 0;
let channels: i32 = 0;
let outHeight: i32 = 0;
let outWidth: i32 = 0;
let kernelHeight: i32 = 0;
let kernelWidth: i32 = 0;
let strideHeight: i32 = 0;
let strideWidth: i32 = 0;
let dilationHeight: i32 = 0;
let dilationWidth: i32 = 0;
let padTop: i32 = 0;
let padLeft: i32 = 0;

function readWindow(words: usize): void {
  height = word(words, 0);
  width = word(words, 1);
  channels = word(words, 2);
  outHeight = word(words, 3);
  outWidth = word(words, 4);
  kernelHeight = word(words, 5);
  kernelWidth = word(words, 6);
  strideHeight = word(words, 7);
  strideWidth = word(words, 8);
  dilationHeight = word(words, 9);
  dilationWidth = word(words, 10);
  padTop = word(words, 11);
  padLeft = word(words, 12);
}

export function conv2d(words: usize, rowStart: i32, rowCount: i32): void {
  readWindow(words);
  const filters = word(words, 13);
  const kind = word(words, 14);
  const kernel = <usize>word(words, 17);
  const bias = <usize>word(words, 19);
  for (let r = rowStart; r < rowStart + rowCount; r++) {
    const x = <usize>word(words, 15) + ((r * word(words, 16)) << 2);
    let y = <usize>word(words, 21) + ((r * word(words, 22)) << 2);
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        for (let f = 0; f < filters; f++) {
          let sum: f32 = bias ? load<f32>(bias + (f << 2)) : 0;
          for (let kh = 0; kh < kernelHeight; kh++) {
            const h = oh * strideHeight + kh * dilationHeight - padTop;
            if (h < 0 || h >= height) continue;
            for (let kw = 0; kw < kernelWidth; kw++) {
              const w = ow * strideWidth + kw * dilationWidth - padLeft;
              if (w < 0 || w >= width) continue;
              for (let c = 0; c < channels; c++) {
                sum +=
                  load<f32>(x + (((h * width + w) * channels + c) << 2)) *
                  load<f32>(kernel + ((((kh * kernelWidth + kw) * channels + c) * filters + f) << 2));
              }
            }
          }
          store<f32>(y, activate1(sum, kind));
          y += 4;
        }
      }
    }
  }
}

export function conv2dWeightGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readWindow(words);
  const filters = word(words, 13);
  const dKernel = <usize>word(words, 18);
  const dBias = <usize>word(words, 20);
  memory.fill(dKernel, 0, (kernelHeight * kernelWidth * channels * filters) << 2);
  if (dBias) memory.fill(dBias, 0, filters << 2);
  for (let r = rowStart; r < rowStart + rowCount; r++) {
    const x = <usize>word(words, 14) + ((r * word(words, 15)) << 2);
    let dy = <usize>word(words, 16) + ((r * word(words, 17)) << 2);
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        for (let f = 0; f < filters; f++) {
          const g = load<f32>(dy);
          dy += 4;
          if (dBias) store<f32>(dBias + (f << 2), load<f32>(dBias + (f << 2)) + g);
          for (let kh = 0; kh < kernelHeight; kh++) {
            const h = oh * strideHeight + kh * dilationHeight - padTop;
            if (h < 0 || h >= height) continue;
            for (let kw = 0; kw < kernelWidth; kw++) {
              const w = ow * strideWidth + kw * dilationWidth - padLeft;
              if (w < 0 || w >= width) continue;
              for (let c = 0; c < channels; c++) {
                const at = dKernel + ((((kh * kernelWidth + kw) * channels + c) * filters + f) << 2);
                store<f32>(at, load<f32>(at) + load<f32>(x + (((h * width + w) * channels + c) << 2)) * g);
              }
            }
          }
        }
      }
    }
  }
}

export function conv2dInputGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readWindow(words);
  const filters = word(words, 13);
  const kernel = <usize>word(words, 16);
  const kind = word(words, 20);
  const accumulate = word(words, 23);
  for (let r = rowStart; r < rowStart + rowCount; r++) {
    const dy = <usize>word(words, 14) + ((r * word(words, 15)) << 2);
    let dx = <usize>word(words, 18) + ((r * word(words, 19)) << 2);
    let y = <usize>word(words, 21) + ((r * word(words, 22)) << 2);
    for (let h = 0; h < height; h++) {
      for (let w = 0; w < width; w++) {
        for (let c = 0; c < channels; c++) {
          let sum: f32 = 0;
          for (let kh = 0; kh < kernelHeight; kh++) {
            const top = h + padTop - kh * dilationHeight;
            if (top < 0 || top % strideHeight || top / strideHeight >= outHeight) continue;
            for (let kw = 0; kw < kernelWidth; kw++) {
              const left = w + padLeft - kw * dilationWidth;
              if (left < 0 || left % strideWidth || left / strideWidth >= outWidth) continue;
              const from = dy + ((((top / strideHeight) * outWidth + left / strideWidth) * filters) << 2);
              const tap = kernel + ((((kh * kernelWidth + kw) * channels + c) * filters) << 2);
              for (let f = 0; f < filters; f++) sum += load<f32>(from + (f << 2)) * load<f32>(tap + (f << 2));
            }
          }
          if (kind) sum *= derivativeFromOutput1(load<f32>(y), kind);
          if (accumulate) sum += load<f32>(dx);
          store<f32>(dx, sum);
          dx += 4;
          y += 4;
        }
      }
    }
  }
}
