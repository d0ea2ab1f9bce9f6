/**
 * The input gradient of a convolution, in one of two ways. By samples, where windows touch each other and there are some rows: a tile's
 * rows are samples and its sum runs over just those windows that cover a pixel, so nothing is multiplied by a border of zeros. By
 * windows otherwise: each product dy · kernelᵀ is added to an image in the thread's own room.
 */
import { LINEAR, RELU } from "../activations";
import { evenRowsOfA, evenRowsOfC, putByRows, RESERVED } from "../matrix/edge";
import {
  clearImage,
  imageRoom,
  imageWidth,
  interior,
  positionOffsets,
  positions,
  readImage,
  roomBehind,
  segment,
  segmentOffset,
  segmentsPerRow,
  writePositionOffsets,
} from "./image";
import { packTransposed, panelWidth } from "../matrix/pack";
import { tempBase } from "../step";
import { accumulates, plain, put4, readThrough } from "../through";
import { setEpilogue, setLoops, setSteps, skipInB, tileRows } from "../matrix/tile";
import {
  channels,
  dilationHeight,
  dilationWidth,
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
} from "./window";
import { address, int, load4, rowAt, rowBytes } from "../words";

/** With fewer samples their tiles are too low to be fast. */
const FEW_SAMPLES: i32 = 4;

export function conv2dInputGradient(words: usize, rowStart: i32, rowCount: i32): void {
  if (!rowCount) return;
  readImage(words);
  readThrough(words, 20, 18);
  const touching = strideHeight == 1 && strideWidth == 1 && dilationHeight == 1 && dilationWidth == 1;
  if (touching && rowCount >= FEW_SAMPLES && (plain() || !accumulates())) bySamples(words, rowStart, rowCount);
  else byWindows(words, rowStart, rowCount);
}

function bySamples(words: usize, rowStart: i32, rowCount: i32): void {
  const filters = int(words, 13);
  const dy = rowAt(words, 14, rowStart);
  const dx = rowAt(words, 18, rowStart);
  const y = rowAt(words, 21, rowStart);
  const kind = y ? int(words, 20) : LINEAR;
  packKernelTurned(address(words, 16), filters);
  const aRows = evenRowsOfA(rowBytes(words, 14));
  const cRows = evenRowsOfC(rowBytes(words, 18));
  setEpilogue(accumulates(), -Infinity, kind == RELU ? y - dx : 0);
  let panel = tempBase + RESERVED;
  for (let c = 0; c < channels; c += 8) {
    const columns = min<i32>(8, channels - c);
    const step = <usize>panelWidth(columns) << 2;
    setSteps(0, step);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = dx + (<usize>((row * width + column) * channels + c) << 2);
        const first = walkWindowsOver(row, column, filters, step);
        const offset = <usize>(first * filters) << 2;
        const taps = panel + <usize>(firstTap * filters) * step;
        for (let sample = 0; sample < rowCount; ) {
          const rows = tileRows(rowCount - sample);
          const a = dy + offset + <usize>sample * rowBytes(words, 14);
          putByRows(rows, columns, a, aRows, taps, at + <usize>sample * rowBytes(words, 18), cRows, 0);
          sample += rows;
        }
      }
    }
    panel += <usize>(kernelHeight * kernelWidth * filters) * step;
  }
  if (kind != LINEAR && kind != RELU) {
    for (let row = rowStart; row < rowStart + rowCount; row++) putAlong(rowAt(words, 18, row));
  }
}

/** Place in the turned kernel of the first window that covers a pixel, as `walkWindowsOver` found it. */
let firstTap: i32 = 0;

/** The inner dimension: the windows that cover a pixel. Returns the first one's position. */
function walkWindowsOver(row: i32, column: i32, filters: i32, step: usize): i32 {
  const top = row + padTop - kernelHeight + 1;
  const left = column + padLeft - kernelWidth + 1;
  const firstRow = max<i32>(0, top);
  const firstColumn = max<i32>(0, left);
  const rows = max<i32>(0, min<i32>(outHeight, row + padTop + 1) - firstRow);
  const columns = max<i32>(0, min<i32>(outWidth, column + padLeft + 1) - firstColumn);
  setLoops(columns * filters, rows, <usize>((outWidth - columns) * filters) << 2, 1, 0);
  skipInB(<usize>((kernelWidth - columns) * filters) * step);
  firstTap = (firstRow - top) * kernelWidth + (firstColumn - left);
  return firstRow * outWidth + firstColumn;
}

/** The kernel turned by 180°, every tap transposed to [filters, channels], in panels of 8 channels. */
function packKernelTurned(kernel: usize, filters: i32): void {
  const bytes = <usize>filters << 2;
  let to = tempBase + RESERVED;
  for (let c = 0; c < channels; c += 8) {
    const columns = min<i32>(8, channels - c);
    for (let tap = kernelHeight * kernelWidth - 1; tap >= 0; tap--) {
      packTransposed(kernel + <usize>(tap * channels + c) * bytes, bytes, filters, columns, to);
      to += <usize>(filters * panelWidth(columns)) << 2;
    }
  }
}

/** Takes a row of raw gradients, in place, through the activation. */
function putAlong(dx: usize): void {
  let at = dx;
  for (let left = height * width * channels; left > 0; left -= 4) {
    put4(at, load4(at, left), left);
    at += 16;
  }
}

function byWindows(words: usize, rowStart: i32, rowCount: i32): void {
  const filters = int(words, 13);
  packKernelTransposed(address(words, 16), filters);
  writePositionOffsets();
  setLoops(filters, 1, 0, 1, 0);
  setEpilogue(true, -Infinity, 0);
  for (let row = rowStart; row < rowStart + rowCount; row++) {
    clearImage();
    scatter(rowAt(words, 14, row), filters);
    putInterior(rowAt(words, 18, row));
  }
}

/** Floats of one packed segment of the kernel. */
// @ts-ignore: decorator
@inline
function segmentFloats(filters: i32): i32 {
  return ((segment + 7) & ~7) * filters;
}

/** Every segment [segment, filters] of the kernel as panels of its transpose. */
function packKernelTransposed(kernel: usize, filters: i32): void {
  let from = kernel;
  let to = roomBehind(true);
  for (let part = kernelHeight * segmentsPerRow; part > 0; part--) {
    packTransposed(from, <usize>filters << 2, filters, segment, to);
    from += <usize>(segment * filters) << 2;
    to += <usize>segmentFloats(filters) << 2;
  }
}

/** Adds dy · kernelᵀ, window by window, to the image. */
function scatter(dy: usize, filters: i32): void {
  const bytes = <usize>filters << 2;
  const aRows = evenRowsOfA(bytes);
  let panels = roomBehind(true);
  for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++) {
    for (let part = 0; part < segmentsPerRow; part++) {
      const image = imageRoom() + segmentOffset(kernelRow, part);
      for (let j = 0; j < segment; j += 8) {
        const columns = min<i32>(8, segment - j);
        setSteps(0, <usize>panelWidth(columns) << 2);
        const panel = panels + (<usize>(j * filters) << 2);
        for (let position = 0; position < positions; ) {
          const rows = tileRows(positions - position);
          const offsets = positionOffsets() + (<usize>position << 2);
          putByRows(rows, columns, dy + <usize>position * bytes, aRows, panel, image + (<usize>j << 2), offsets, 0);
          position += rows;
        }
      }
      panels += <usize>segmentFloats(filters) << 2;
    }
  }
}

/** What lies inside the border, to dx. */
function putInterior(dx: usize): void {
  let from = interior();
  let to = dx;
  const floats = width * channels;
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < floats; i += 4) {
      const left = floats - i;
      put4(to + (<usize>i << 2), load4(from + (<usize>i << 2), left), left);
    }
    from += <usize>(imageWidth * channels) << 2;
    to += <usize>floats << 2;
  }
}
