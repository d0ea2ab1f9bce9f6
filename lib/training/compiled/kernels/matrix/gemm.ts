/**
 * Matrix products C = A · B of any size. B is cut into blocks that stay in the second-level cache and packed into panels of 8 columns;
 * each tile of rows of A then meets all panels. Small products read B where it lies. The cuts follow from the sizes alone.
 */
import { biasAt, evenRowsOfA, evenRowsOfC, putByColumns, putByRows, RESERVED } from "./edge";
import { copyPadded, packColumns, packRows, packTransposed, panelWidth } from "./pack";
import { tempBase } from "../step";
import { setEpilogue, setLoops, setSteps, tileRows } from "./tile";

/** Steps of the inner dimension, and columns, of a block of B. `wasm/temp-floats.ts` knows them too. */
export const BLOCK_STEPS: i32 = 256;
export const BLOCK_COLUMNS: i32 = 512;
/** Floats of B that are read in place: with their gaps they fit the first-level cache. */
const SMALL: i32 = 4096;
/** So few rows of A would not repay the packing of B. */
const FEW_ROWS: i32 = 8;

/** How A and B lie. Row stride of A as stored: [m, k] by rows, [k, m] by columns. B is [k, n], or [n, k] when transposed. */
let aByColumns: bool = false;
let aStride: usize = 0;
let bTransposed: bool = false;
let bStride: usize = 0;

/** What happens to the whole product, see `tile.ts`. */
let addsToC: bool = false;
let least: f32 = -Infinity;
let mask: usize = 0;

export function setOperands(byColumns: bool, strideA: usize, transposed: bool, strideB: usize): void {
  aByColumns = byColumns;
  aStride = strideA;
  bTransposed = transposed;
  bStride = strideB;
}

export function setResult(adds: bool, floor: f32, through: usize): void {
  addsToC = adds;
  least = floor;
  mask = through;
}

/** C [m, n] = A · B + bias (0 for none) with the operands and the epilogue that were set. k = 0 gives the bias. */
export function multiply(a: usize, b: usize, c: usize, bias: usize, m: i32, n: i32, k: i32): void {
  const readable = (n & 3) == 0 || k <= BLOCK_STEPS;
  const direct = !bTransposed && readable && (m <= FEW_ROWS || k * n <= SMALL);
  const stepsAtOnce = direct ? max<i32>(k, 1) : BLOCK_STEPS;
  const columnsAtOnce = direct ? n : BLOCK_COLUMNS;
  for (let column = 0; column < n; column += columnsAtOnce) {
    const columns = min<i32>(columnsAtOnce, n - column);
    let step = 0;
    do {
      const steps = min<i32>(stepsAtOnce, k - step);
      const last = step + steps >= k;
      setEpilogue(addsToC || step > 0, last ? least : -Infinity, last ? mask : 0);
      setLoops(steps, 1, 0, 1, 0);
      const start: usize = step ? 0 : bias;
      const block = b + (bTransposed
        ? <usize>column * bStride + (<usize>step << 2)
        : <usize>step * bStride + (<usize>column << 2));
      const blockA = a + (aByColumns ? <usize>step * aStride : <usize>step << 2);
      if (direct) multiplyDirect(blockA, block, c, start, m, n, steps);
      else multiplyPacked(blockA, block, c, start, column, m, n, columns, steps);
      step += steps;
    } while (step < k);
  }
}

/** Room for a packed tile of A, then for packed B. */
// @ts-ignore: decorator
@inline
function roomForA(): usize {
  return tempBase + RESERVED;
}

// @ts-ignore: decorator
@inline
function roomForB(): usize {
  return tempBase + RESERVED + <usize>(BLOCK_STEPS * 6 * 4);
}

function multiplyPacked(
  a: usize,
  b: usize,
  c: usize,
  bias: usize,
  column: i32,
  m: i32,
  n: i32,
  columns: i32,
  k: i32,
): void {
  const packed = roomForB();
  if (bTransposed) packTransposed(b, bStride, k, columns, packed);
  else packRows(b, bStride, k, columns, packed);
  const aRows = evenRowsOfA(aStride);
  const cRows = evenRowsOfC(<usize>n << 2);
  const panel = <usize>k << 5;
  for (let row = 0; row < m; ) {
    const rows = tileRows(m - row);
    const packsA = aByColumns && columns > 16;
    let tileA = a + (aByColumns ? <usize>row << 2 : <usize>row * aStride);
    if (packsA) {
      packColumns(tileA, aStride, k, rows, roomForA());
      tileA = roomForA();
    }
    const stepA = packsA ? <usize>rows << 2 : aStride;
    setSteps(stepA, 32);
    let tileB = packed;
    const tileC = c + ((<usize>row * <usize>n + <usize>column) << 2);
    for (let j = 0; j < columns; j += 8) {
      const width = min<i32>(8, columns - j);
      if (width <= 4) setSteps(stepA, 16);
      put(rows, width, tileA, aRows, tileB, tileC + (<usize>j << 2), cRows, biasAt(bias, column + j, n));
      tileB += panel;
    }
    row += rows;
  }
}

function multiplyDirect(a: usize, b: usize, c: usize, bias: usize, m: i32, n: i32, k: i32): void {
  const aRows = evenRowsOfA(aStride);
  const cRows = evenRowsOfC(<usize>n << 2);
  const full = n & ~3;
  const rest = n - full;
  const edge = roomForB();
  for (let i = 0; rest && i < k; i++) {
    copyPadded(b + <usize>i * bStride + (<usize>full << 2), edge + (<usize>i << 4), rest, 4);
  }
  for (let row = 0; row < m; ) {
    const rows = tileRows(m - row);
    const tileA = a + (aByColumns ? <usize>row << 2 : <usize>row * aStride);
    const tileC = c + ((<usize>row * <usize>n) << 2);
    setSteps(aStride, bStride);
    for (let j = 0; j < full; j += 8) {
      const width = min<i32>(8, full - j);
      const at = <usize>j << 2;
      put(rows, width, tileA, aRows, b + at, tileC + at, cRows, bias ? bias + at : 0);
    }
    if (rest) {
      setSteps(aStride, 16);
      put(rows, rest, tileA, aRows, edge, tileC + (<usize>full << 2), cRows, biasAt(bias, full, n));
    }
    row += rows;
  }
}

// @ts-ignore: decorator
@inline
function put(
  rows: i32,
  columns: i32,
  a: usize,
  aRows: usize,
  b: usize,
  c: usize,
  cRows: usize,
  bias: usize,
): void {
  if (aByColumns) putByColumns(rows, columns, a, b, c, cRows, bias);
  else putByRows(rows, columns, a, aRows, b, c, cRows, bias);
}

/**
 * Column sums of [rows, n] into `to`: four interleaved sums, so that additions need not wait for each other, joined as
 * (0 + 1) + (2 + 3).
 */
export function sumColumns(from: usize, to: usize, rows: i32, n: i32): void {
  const stride = <usize>n << 2;
  let column = 0;
  for (; column + 4 <= n; column += 4) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let at = from + (<usize>column << 2);
    let left = rows;
    for (; left >= 4; left -= 4) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at + stride));
      s2 = f32x4.add(s2, v128.load(at + stride * 2));
      s3 = f32x4.add(s3, v128.load(at + stride * 3));
      at += stride << 2;
    }
    for (; left > 0; left--) {
      s0 = f32x4.add(s0, v128.load(at));
      at += stride;
    }
    v128.store(to + (<usize>column << 2), f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
  }
  for (; column < n; column++) {
    let sum: f32 = 0;
    let at = from + (<usize>column << 2);
    for (let row = 0; row < rows; row++, at += stride) sum += load<f32>(at);
    store<f32>(to + (<usize>column << 2), sum);
  }
}
