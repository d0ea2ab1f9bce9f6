/** Dense layers: y = act(x · kernel + bias) and its two gradients, as matrix products. See `gemm.ts`. */
import { activate4, LINEAR, RELU } from "../activations";
import { RESERVED } from "./edge";
import { BLOCK_COLUMNS, BLOCK_STEPS, multiply, setOperands, setResult, sumColumns } from "./gemm";
import { tempBase } from "../step";
import { accumulates, put4, readThrough } from "../through";
import { address, int, load4, rowAt, store4 } from "../words";

/** Floats of gradients that wait on the side before they are added through an activation; at least one row. */
const SIDE: i32 = 4096;

export function dense(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * int(words, 0);
  const inputs = int(words, 1);
  const units = int(words, 2);
  const kind = int(words, 3);
  const x = rowAt(words, 4, rowStart);
  const y = rowAt(words, 10, rowStart);
  setOperands(false, (<usize>inputs) << 2, false, (<usize>units) << 2);
  setResult(false, kind == RELU ? 0 : -Infinity, 0);
  multiply(x, address(words, 6), y, address(words, 8), rows, units, inputs);
  activateAll(y, rows * units, kind);
}

/** The activations that are not part of the product's epilogue. */
export function activateAll(y: usize, floats: i32, kind: i32): void {
  if (kind == LINEAR || kind == RELU) return;
  let at = y;
  for (let left = floats; left > 0; left -= 4) {
    store4(at, activate4(load4(at, left), kind), left);
    at += 16;
  }
}

export function denseWeightGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * int(words, 0);
  const inputs = int(words, 1);
  const units = int(words, 2);
  const x = rowAt(words, 3, rowStart);
  const dy = rowAt(words, 5, rowStart);
  const dBias = address(words, 9);
  setOperands(true, (<usize>inputs) << 2, false, (<usize>units) << 2);
  setResult(false, -Infinity, 0);
  multiply(x, dy, address(words, 7), 0, inputs, units, rows);
  if (dBias) sumColumns(dy, dBias, rows, units);
}

export function denseInputGradient(words: usize, rowStart: i32, rowCount: i32): void {
  const rows = rowCount * int(words, 0);
  const inputs = int(words, 1);
  const units = int(words, 2);
  const dy = rowAt(words, 3, rowStart);
  const kernel = address(words, 5);
  const dx = rowAt(words, 7, rowStart);
  const y = rowAt(words, 10, rowStart);
  const kind = y ? int(words, 9) : LINEAR;
  readThrough(words, 9, 7);
  setOperands(false, (<usize>units) << 2, true, (<usize>units) << 2);
  if (kind != LINEAR && accumulates()) {
    addThrough(dy, kernel, dx, rows, inputs, units);
    return;
  }
  setResult(accumulates(), -Infinity, kind == RELU ? y - dx : 0);
  multiply(dy, kernel, dx, 0, rows, inputs, units);
  if (kind != LINEAR && kind != RELU) putAll(dx, dx, rows * inputs);
}

/** dx += (dy · kernelᵀ) · act′(y): some rows at a time, with the product on the side. */
function addThrough(dy: usize, kernel: usize, dx: usize, rows: i32, inputs: i32, units: i32): void {
  const columns = min<i32>((inputs + 7) & ~7, BLOCK_COLUMNS);
  const side = tempBase + RESERVED + <usize>(BLOCK_STEPS * 6 + min<i32>(units, BLOCK_STEPS) * columns) * 4;
  const rowsAtOnce = max<i32>(1, SIDE / inputs);
  setResult(false, -Infinity, 0);
  for (let row = 0; row < rows; row += rowsAtOnce) {
    const count = min<i32>(rowsAtOnce, rows - row);
    multiply(dy + ((<usize>row * <usize>units) << 2), kernel, side, 0, count, inputs, units);
    putAll(side, dx + ((<usize>row * <usize>inputs) << 2), count * inputs);
  }
}

/** Raw gradients to dx, through the activation; may be in place. */
export function putAll(raw: usize, dx: usize, floats: i32): void {
  let offset: usize = 0;
  for (let left = floats; left > 0; left -= 4) {
    put4(dx + offset, load4(raw + offset, left), left);
    offset += 16;
  }
}
