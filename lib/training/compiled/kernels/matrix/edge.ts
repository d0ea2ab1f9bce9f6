/**
 * Tiles where the matrix ends: any number of columns from 1 to 8. A tile that is not 4 or 8 wide is computed on the side and its real
 * columns are copied out one by one. B's row must still have 4 or 8 floats (see `pack.ts`), and so must the bias.
 */
import { tempBase } from "../step";
import { adds, floor, setEpilogue, through, tileByColumns, tileByRows } from "./tile";

/** Bytes at the start of the thread's room: the tile on the side, its row offsets, two tables of row offsets, the end of the bias. */
const SIDE_ROWS: usize = 192;
const A_ROWS: usize = 224;
const C_ROWS: usize = 256;
const BIAS: usize = 288;
/** Bytes that the products keep for themselves at `tempBase`. */
export const RESERVED: usize = 320;

/** Offsets 0, stride, 2·stride, … of six rows of A; returns the table's address. */
export function evenRowsOfA(stride: usize): usize {
  return evenRows(tempBase + A_ROWS, stride);
}

/** The same for C. */
export function evenRowsOfC(stride: usize): usize {
  return evenRows(tempBase + C_ROWS, stride);
}

function evenRows(table: usize, stride: usize): usize {
  for (let i = 0; i < 6; i++) store<u32>(table + ((<usize>i) << 2), <u32>(<usize>i * stride));
  return table;
}

/** Bias from column `column` on, filled up with zeros when fewer than 8 columns are left. 0 stays 0. */
export function biasAt(bias: usize, column: i32, columns: i32): usize {
  if (!bias) return 0;
  const at = bias + ((<usize>column) << 2);
  if (columns - column >= 8) return at;
  const padded = tempBase + BIAS;
  for (let i = 0; i < 8; i++) {
    store<f32>(padded + ((<usize>i) << 2), column + i < columns ? load<f32>(at + ((<usize>i) << 2)) : 0);
  }
  return padded;
}

/** A tile with A by rows, `columns` wide (1 to 8). See `tile.ts` for the rest. */
export function putByRows(
  rows: i32,
  columns: i32,
  a: usize,
  aRows: usize,
  b: usize,
  c: usize,
  cRows: usize,
  bias: usize,
): void {
  if (columns == 8) return tileByRows(rows, 2, a, aRows, b, c, cRows, bias);
  if (columns == 4) return tileByRows(rows, 1, a, aRows, b, c, cRows, bias);
  const side = evenRows(tempBase + SIDE_ROWS, 32);
  const keptAdds = adds;
  const keptFloor = floor;
  const keptThrough = through;
  setEpilogue(false, -Infinity, 0);
  tileByRows(rows, columns > 4 ? 2 : 1, a, aRows, b, tempBase, side, bias);
  setEpilogue(keptAdds, keptFloor, keptThrough);
  copyOut(rows, columns, c, cRows);
}

/** A tile with A by columns, `columns` wide (1 to 8). */
export function putByColumns(
  rows: i32,
  columns: i32,
  a: usize,
  b: usize,
  c: usize,
  cRows: usize,
  bias: usize,
): void {
  if (columns == 8) return tileByColumns(rows, 2, a, b, c, cRows, bias);
  if (columns == 4) return tileByColumns(rows, 1, a, b, c, cRows, bias);
  const side = evenRows(tempBase + SIDE_ROWS, 32);
  const keptAdds = adds;
  const keptFloor = floor;
  const keptThrough = through;
  setEpilogue(false, -Infinity, 0);
  tileByColumns(rows, columns > 4 ? 2 : 1, a, b, tempBase, side, bias);
  setEpilogue(keptAdds, keptFloor, keptThrough);
  copyOut(rows, columns, c, cRows);
}

/** The epilogue of `tile.ts`, one float at a time. */
function copyOut(rows: i32, columns: i32, c: usize, cRows: usize): void {
  for (let i = 0; i < rows; i++) {
    let from = tempBase + ((<usize>i) << 5);
    let at = c + load<u32>(cRows + ((<usize>i) << 2));
    for (let j = 0; j < columns; j++) {
      let value = load<f32>(from);
      if (adds) value += load<f32>(at);
      if (value < floor) value = floor;
      if (through && !(load<f32>(at + through) > 0)) value = 0;
      store<f32>(at, value);
      from += 4;
      at += 4;
    }
  }
}
