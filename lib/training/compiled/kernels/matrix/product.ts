/**
 * A matrix product with any strides, for recurrent layers, whose matrices lie one time step inside many:
 * C[i, j] = start + Σₖ A[i, k]·B[k, j], with the columns of B and C side by side. Tiles of 4 rows × 8 columns.
 */
import { madd } from "./madd";
import { put4 } from "../through";
import { load4, store4 } from "../words";

/** What becomes of a sum. */
export const WRITE: i32 = 0;
export const ADD: i32 = 1;
/** As `put4` of `through.ts` does. */
export const THROUGH: i32 = 2;

let aRow: usize = 0;
let aStep: usize = 0;
let bStep: usize = 0;
let cRow: usize = 0;

/** Bytes from a row of A to the next, from a step in A to the next, from a step (row) of B to the next, and between rows of C. */
export function setStrides(aRows: usize, aSteps: usize, bSteps: usize, cRows: usize): void {
  aRow = aRows;
  aStep = aSteps;
  bStep = bSteps;
  cRow = cRows;
}

/** m rows, n columns, k steps. `bias` (n floats, 0 for none) is where WRITE starts. k = 0 gives the bias. */
export function product(a: usize, b: usize, c: usize, bias: usize, m: i32, n: i32, k: i32, mode: i32): void {
  for (let i = 0; i < m; ) {
    const rows = m - i >= 4 ? 4 : 1;
    const from = a + <usize>i * aRow;
    const to = c + <usize>i * cRow;
    for (let j = 0; j < n; j += 8) {
      const at = <usize>j << 2;
      const start = bias ? bias + at : 0;
      const left = n - j;
      if (left >= 8) {
        if (rows == 4) tile(4, true, from, b + at, to + at, start, left, k, mode);
        else tile(1, true, from, b + at, to + at, start, left, k, mode);
      } else {
        if (rows == 4) tile(4, false, from, b + at, to + at, start, left, k, mode);
        else tile(1, false, from, b + at, to + at, start, left, k, mode);
      }
    }
    i += rows;
  }
}

/** Four floats, fewer or none. */
// @ts-ignore: decorator
@inline
function loadSome(at: usize, left: i32): v128 {
  return left > 0 ? load4(at, left) : f32x4.splat(0);
}

// @ts-ignore: decorator
@inline
function finish(at: usize, sum: v128, left: i32, mode: i32): void {
  if (left <= 0) return;
  if (mode == THROUGH) put4(at, sum, left);
  else store4(at, mode == ADD ? f32x4.add(load4(at, left), sum) : sum, left);
}

/** `rows` and `full` are constants at every call. */
// @ts-ignore: decorator
@inline
function tile(rows: i32, full: bool, a: usize, b: usize, c: usize, bias: usize, left: i32, k: i32, mode: i32): void {
  const first = bias ? load4(bias, left) : f32x4.splat(0);
  const second = bias ? loadSome(bias + 16, left - 4) : f32x4.splat(0);
  let a0 = first;
  let b0 = second;
  let a1 = first;
  let b1 = second;
  let a2 = first;
  let b2 = second;
  let a3 = first;
  let b3 = second;
  for (let step = k; step > 0; step--) {
    const p = full ? v128.load(b) : load4(b, left);
    const q = full ? v128.load(b, 16) : loadSome(b + 16, left - 4);
    const x0 = v128.load32_splat(a);
    a0 = madd(x0, p, a0);
    b0 = madd(x0, q, b0);
    if (rows == 4) {
      const x1 = v128.load32_splat(a + aRow);
      a1 = madd(x1, p, a1);
      b1 = madd(x1, q, b1);
      const x2 = v128.load32_splat(a + 2 * aRow);
      a2 = madd(x2, p, a2);
      b2 = madd(x2, q, b2);
      const x3 = v128.load32_splat(a + 3 * aRow);
      a3 = madd(x3, p, a3);
      b3 = madd(x3, q, b3);
    }
    a += aStep;
    b += bStep;
  }
  finish(c, a0, left, mode);
  finish(c + 16, b0, left - 4, mode);
  if (rows == 4) {
    finish(c + cRow, a1, left, mode);
    finish(c + cRow + 16, b1, left - 4, mode);
    finish(c + 2 * cRow, a2, left, mode);
    finish(c + 2 * cRow + 16, b2, left - 4, mode);
    finish(c + 3 * cRow, a3, left, mode);
    finish(c + 3 * cRow + 16, b3, left - 4, mode);
  }
}

/** to [columns, rows] = the transpose of from [rows, columns]. */
export function transpose(from: usize, to: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      store<f32>(to + ((<usize>(c * rows + r)) << 2), load<f32>(from));
      from += 4;
    }
  }
}
