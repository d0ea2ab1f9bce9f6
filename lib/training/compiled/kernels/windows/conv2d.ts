/**
 * Two-dimensional convolutions, channels last: y = act(x ∗ kernel + bias) and its weight gradient, as matrix products without
 * copied windows. A row of a window is one run of neighbouring floats, in the image and in the kernel.
 */
import { RELU } from "../activations";
import { activateAll } from "../matrix/dense";
import { biasAt, evenRowsOfC, putByColumns, putByRows } from "../matrix/edge";
import { sumColumns } from "../matrix/gemm";
import {
  bordered,
  clearImage,
  imageOf,
  imageWidth,
  positionOffsets,
  positions,
  readImage,
  roomBehind,
  segment,
  segmentOffset,
  segmentsPerRow,
  writePositionOffsets,
} from "./image";
import { clearFloats, copyPadded, packRows } from "../matrix/pack";
import { setEpilogue, setLoops, setSteps, tileRows } from "../matrix/tile";
import {
  channels,
  dilationHeight,
  dilationWidth,
  kernelHeight,
  kernelWidth,
  outHeight,
  outWidth,
  strideHeight,
  strideWidth,
} from "./window";
import { address, int, rowAt, rowBytes } from "../words";

/** Kernels of at most so many filters, in whole vectors, are read where they lie. */
const FEW_FILTERS: i32 = 16;
/** Positions over which a weight gradient's tile sums at once, about: their inputs and gradients fit the first-level cache. */
const POSITIONS_AT_ONCE: i32 = 256;

export function conv2d(words: usize, rowStart: i32, rowCount: i32): void {
  if (!rowCount) return;
  readImage(words);
  const filters = int(words, 13);
  const kind = int(words, 14);
  const depth = kernelHeight * kernelWidth * channels;
  writePositionOffsets();
  if (bordered) clearImage();
  let kernel = address(words, 17);
  const direct = (filters & 3) == 0 && filters <= FEW_FILTERS;
  if (!direct) {
    packRows(kernel, <usize>filters << 2, depth, filters, roomBehind(bordered));
    kernel = roomBehind(bordered);
  }
  // Windows one float apart: a tile's rows are neighbouring floats, which one address reaches.
  const neighbours = channels == 1 && strideWidth == 1;
  walkWindows();
  setEpilogue(false, kind == RELU ? 0 : -Infinity, 0);
  for (let row = rowStart; row < rowStart + rowCount; row++) {
    const image = imageOf(rowAt(words, 15, row));
    const y = rowAt(words, 21, row);
    for (let j = 0; j < filters; j += 8) {
      const columns = min<i32>(8, filters - j);
      const panel = direct ? kernel + (<usize>j << 2) : kernel + (<usize>(j * depth) << 2);
      const bias = biasAt(address(words, 19), j, filters);
      setSteps(4, direct ? <usize>filters << 2 : columns <= 4 ? 16 : 32);
      if (neighbours) convolveRows(image, panel, y + (<usize>j << 2), bias, columns, filters);
      else convolve(image, panel, y + (<usize>j << 2), bias, columns, filters);
    }
    activateAll(y, positions * filters, kind);
  }
}

/** The inner dimension: the floats of a window. */
function walkWindows(): void {
  const down = (<usize>(dilationHeight * imageWidth * channels) << 2) - (<usize>(kernelWidth * channels) << 2);
  if (dilationWidth == 1) {
    setLoops(segment, kernelHeight, down, 1, 0);
    return;
  }
  const across = <usize>((dilationWidth - 1) * channels) << 2;
  const back = <usize>((dilationHeight * imageWidth - kernelWidth * dilationWidth) * channels) << 2;
  setLoops(segment, kernelWidth, across, kernelHeight, back);
}

/** All positions of one image for up to 8 filters. */
function convolve(image: usize, panel: usize, y: usize, bias: usize, columns: i32, filters: i32): void {
  const cRows = evenRowsOfC(<usize>filters << 2);
  for (let position = 0; position < positions; ) {
    const rows = tileRows(positions - position);
    const offsets = positionOffsets() + (<usize>position << 2);
    putByRows(rows, columns, image, offsets, panel, y + (<usize>(position * filters) << 2), cRows, bias);
    position += rows;
  }
}

/** The same where neighbouring positions begin at neighbouring floats; tiles end with a row of the output. */
function convolveRows(image: usize, panel: usize, y: usize, bias: usize, columns: i32, filters: i32): void {
  const cRows = evenRowsOfC(<usize>filters << 2);
  let line = image;
  let to = y;
  for (let row = 0; row < outHeight; row++) {
    for (let column = 0; column < outWidth; ) {
      const rows = tileRows(outWidth - column);
      putByColumns(rows, columns, line + (<usize>column << 2), panel, to, cRows, bias);
      to += <usize>(rows * filters) << 2;
      column += rows;
    }
    line += <usize>(strideHeight * imageWidth) << 2;
  }
}

export function conv2dWeightGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readImage(words);
  const filters = int(words, 13);
  const dKernel = address(words, 18);
  const dBias = address(words, 20);
  if (!rowCount) clearFloats(dKernel, kernelHeight * kernelWidth * channels * filters);
  if (bordered) clearImage();
  const imagesAtOnce = bordered ? 1 : max<i32>(1, POSITIONS_AT_ONCE / positions);
  for (let row = 0; row < rowCount; row += imagesAtOnce) {
    const images = min<i32>(imagesAtOnce, rowCount - row);
    const image = imageOf(rowAt(words, 14, rowStart + row));
    walkPositions(images, rowBytes(words, 14));
    setEpilogue(row > 0, -Infinity, 0);
    correlate(image, rowAt(words, 16, rowStart + row), dKernel, filters, images * positions);
  }
  if (dBias) sumColumns(rowAt(words, 16, rowStart), dBias, rowCount * positions, filters);
}

/** The inner dimension: the positions of some images. */
function walkPositions(images: i32, imageBytes: usize): void {
  const down = <usize>((strideHeight * imageWidth - strideWidth * outWidth) * channels) << 2;
  const next = imageBytes - (<usize>(outHeight * strideHeight * imageWidth * channels) << 2);
  setLoops(outWidth, outHeight, down, images, next);
}

/** dKernel [+]= windowsᵀ · dy. */
function correlate(image: usize, dy: usize, dKernel: usize, filters: i32, steps: i32): void {
  const full = filters & ~3;
  const rest = filters - full;
  const edge = roomBehind(bordered);
  const step = <usize>(strideWidth * channels) << 2;
  const bytes = <usize>filters << 2;
  for (let i = 0; rest && i < steps; i++) {
    copyPadded(dy + <usize>i * bytes + (<usize>full << 2), edge + (<usize>i << 4), rest, 4);
  }
  const cRows = evenRowsOfC(bytes);
  let weights = dKernel;
  for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
    for (let part = 0; part < segmentsPerRow; part++) {
      const a = image + segmentOffset(kernelRow, part);
      for (let i = 0; i < segment; ) {
        const rows = tileRows(segment - i);
        const tileA = a + (<usize>i << 2);
        setSteps(step, bytes);
        for (let j = 0; j < full; j += 8) {
          const at = <usize>j << 2;
          putByColumns(rows, min<i32>(8, full - j), tileA, dy + at, weights + at, cRows, 0);
        }
        if (rest) {
          setSteps(step, 16);
          putByColumns(rows, rest, tileA, edge, weights + (<usize>full << 2), cRows, 0);
        }
        weights += <usize>rows * bytes;
        i += rows;
      }
    }
  }
}
