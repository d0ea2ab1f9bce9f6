/**
 * Room of the matrix kernels at `tempBase`, in floats. The constants are those of `kernels/matrix/edge.ts`, `gemm.ts`, `dense.ts` and
 * `conv2d.ts`: a product keeps a few tables, one packed tile of A and one packed block of B.
 */
import type { Window2d } from "../plan/forward-op";

const RESERVED = 80;
const TILE_ROWS = 6;
const BLOCK_STEPS = 256;
const BLOCK_COLUMNS = 512;
const SIDE = 4096;
const FEW_FILTERS = 16;
const POSITIONS_AT_ONCE = 256;

/** A product with `k` steps of the inner dimension and `n` columns. */
export function productRoom(k: number, n: number): number {
  const block = Math.min(k, BLOCK_STEPS) * Math.min(roundUp(n, 8), BLOCK_COLUMNS);
  return RESERVED + TILE_ROWS * BLOCK_STEPS + block;
}

/** dx = dy · kernelᵀ; `aside` when it is added to dx through an activation. */
export function denseInputGradientRoom(sizes: {
  readonly inputs: number;
  readonly units: number;
  readonly aside: boolean;
}): number {
  return productRoom(sizes.units, sizes.inputs) + (sizes.aside ? Math.max(SIDE, sizes.inputs) : 0);
}

export function convolutionRoom(window: Window2d, filters: number): number {
  const direct = filters % 4 === 0 && filters <= FEW_FILTERS;
  const depth = window.kernelHeight * window.kernelWidth * window.channels;
  return tables(window) + (bordered(window) ? image(window) : 0) + (direct ? 0 : depth * roundUp(filters, 8));
}

export function convolutionWeightGradientRoom(window: Window2d, filters: number): number {
  const positions = Math.max(POSITIONS_AT_ONCE, window.outHeight * window.outWidth);
  return tables(window) + (bordered(window) ? image(window) : 0) + (filters % 4 === 0 ? 0 : 4 * positions);
}

/** The larger of the two ways, since which one runs depends on the rows of a batch. */
export function convolutionInputGradientRoom(window: Window2d, filters: number): number {
  const dense = window.dilationWidth === 1;
  const segment = dense ? window.kernelWidth * window.channels : window.channels;
  const segments = window.kernelHeight * (dense ? 1 : window.kernelWidth);
  const byWindows = tables(window) + image(window) + segments * roundUp(segment, 8) * filters;
  const taps = window.kernelHeight * window.kernelWidth;
  const bySamples = RESERVED + taps * roundUp(window.channels, 8) * filters;
  return Math.max(byWindows, bySamples);
}

/** Size of the image that holds every window, see `kernels/image.ts`. */
function imageSize(window: Window2d): readonly [height: number, width: number] {
  const height = (window.outHeight - 1) * window.strideHeight + (window.kernelHeight - 1) * window.dilationHeight + 1;
  const width = (window.outWidth - 1) * window.strideWidth + (window.kernelWidth - 1) * window.dilationWidth + 1;
  return [Math.max(height, window.padTop + window.height), Math.max(width, window.padLeft + window.width)];
}

function bordered(window: Window2d): boolean {
  const [height, width] = imageSize(window);
  return height > window.height || width > window.width;
}

function image(window: Window2d): number {
  const [height, width] = imageSize(window);
  return roundUp(height * width * window.channels, 16);
}

function tables(window: Window2d): number {
  return RESERVED + roundUp(window.outHeight * window.outWidth, 16);
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
