/**
 * The heart of every matrix product: one tile of up to 6 rows × 8 columns of C += A · B whose 12 accumulators stay in registers, and
 * the epilogue (bias, relu, mask of a relu, adding to what is there) before they are stored, once.
 *
 * The product's inner dimension is walked in three nested loops, so that a convolution is a product without copying its windows:
 * `length` steps side by side, `runs` of those (rows of a window or of an image), `blocks` of those (windows with holes, images).
 * A is read in one of two ways: by rows (the row's address from a table, a step is the next float: inputs of a layer) or by columns
 * (rows are neighbouring floats, a step is `aStep` bytes: the transposed inputs of a weight gradient). B has the tile's columns side
 * by side, a step is `bStep` bytes.
 *
 * Why so long and not unrolled: the registers are spoken for. Newer V8 (Chromium) keeps the order written here, so that 12
 * accumulators, two vectors of B and one of A fill the 15 registers of x86-64 exactly. Older V8 (Node 20) moves all loads of a step
 * to its beginning: 6 × 8 then spills and runs at half the speed of 4 × 8. The loader says which fits (`setTileRows`); the bits of
 * the result are the same, since every element is summed in the same order.
 */
import { madd } from "./madd";

let mostRows: i32 = 4;

/** Rows of a full tile: 4 are good everywhere. At most 6, without relaxed SIMD 5: the product needs a register too. */
export function setTileRows(rows: i32): void {
  const room = ASC_FEATURE_RELAXED_SIMD ? 6 : 5;
  mostRows = max<i32>(1, min<i32>(rows, room));
}

/** Rows of the next tile when `left` remain: full ones, and the last two of like size. */
// @ts-ignore: decorator
@inline
export function tileRows(left: i32): i32 {
  if (left <= mostRows) return left;
  return left >= 2 * mostRows ? mostRows : (left + 1) >> 1;
}

let blocks: i32 = 1;
let blockSkip: usize = 0;
let runs: i32 = 1;
let runSkip: usize = 0;
let bRunSkip: usize = 0;
let length: i32 = 0;
let aStep: usize = 4;
let bStep: usize = 0;
export let adds: bool = false;
export let floor: f32 = -Infinity;
export let through: usize = 0;

/** Bytes from a step of A to the next in a column (rows always step one float), and from a step of B to the next. */
export function setSteps(a: usize, b: usize): void {
  aStep = a;
  bStep = b;
}

/** The inner dimension has blockCount · runCount · runLength steps; the skips are bytes added to A after each run and each block. */
export function setLoops(runLength: i32, runCount: i32, skip: usize, blockCount: i32, skipBlock: usize): void {
  length = runLength;
  runs = runCount;
  runSkip = skip;
  bRunSkip = 0;
  blocks = blockCount;
  blockSkip = skipBlock;
}

/** Bytes added to B after each run, after `setLoops`: for a part of a packed kernel. */
export function skipInB(bytes: usize): void {
  bRunSkip = bytes;
}

/**
 * What happens to a finished tile: added to what C holds, cut below at `least` (0 for relu, −∞ for nothing), set to 0 where the float
 * `mask` bytes further on is not positive (0: nowhere).
 */
export function setEpilogue(add: bool, least: f32, mask: usize): void {
  adds = add;
  floor = least;
  through = mask;
}

/** y > −y says y > 0 without a zero: a constant used after the loop would live, and take a register, all through it. */
// @ts-ignore: decorator
@inline
function finish(address: usize, sum: v128): void {
  let value = sum;
  if (adds) value = f32x4.add(value, v128.load(address));
  value = f32x4.pmax(value, f32x4.splat(floor));
  if (through) {
    const y = v128.load(address + through);
    value = v128.and(value, f32x4.gt(y, f32x4.neg(y)));
  }
  v128.store(address, value);
}

/** `rows`, `vectors` and `byColumns` are constants at every call, so that only their part of the text remains. */
// @ts-ignore: decorator
@inline
function tile(
  rows: i32,
  vectors: i32,
  byColumns: bool,
  a: usize,
  aRows: usize,
  b: usize,
  c: usize,
  cRows: usize,
  bias: usize,
): void {
  let a0 = byColumns ? a : a + load<u32>(aRows);
  let a1 = rows > 1 && !byColumns ? a + load<u32>(aRows, 4) : 0;
  let a2 = rows > 2 && !byColumns ? a + load<u32>(aRows, 8) : 0;
  let a3 = rows > 3 && !byColumns ? a + load<u32>(aRows, 12) : 0;
  let a4 = rows > 4 && !byColumns ? a + load<u32>(aRows, 16) : 0;
  let a5 = rows > 5 && !byColumns ? a + load<u32>(aRows, 20) : 0;
  const leftStart = bias ? v128.load(bias) : f32x4.splat(0);
  const rightStart = vectors > 1 && bias ? v128.load(bias, 16) : f32x4.splat(0);
  let left0 = leftStart;
  let right0 = rightStart;
  let left1 = leftStart;
  let right1 = rightStart;
  let left2 = leftStart;
  let right2 = rightStart;
  let left3 = leftStart;
  let right3 = rightStart;
  let left4 = leftStart;
  let right4 = rightStart;
  let left5 = leftStart;
  let right5 = rightStart;
  for (let block = blocks; block > 0; block--) {
    for (let run = runs; run > 0; run--) {
      for (let step = length; step > 0; step--) {
        const left = v128.load(b);
        const right = vectors > 1 ? v128.load(b, 16) : left;
        b += bStep;
        {
          const x = byColumns ? v128.load32_splat(a0, 0) : v128.load32_splat(a0);
          left0 = madd(x, left, left0);
          if (vectors > 1) right0 = madd(x, right, right0);
        }
        if (rows > 1) {
          const x = byColumns ? v128.load32_splat(a0, 4) : v128.load32_splat(a1);
          left1 = madd(x, left, left1);
          if (vectors > 1) right1 = madd(x, right, right1);
          if (!byColumns) a1 += 4;
        }
        if (rows > 2) {
          const x = byColumns ? v128.load32_splat(a0, 8) : v128.load32_splat(a2);
          left2 = madd(x, left, left2);
          if (vectors > 1) right2 = madd(x, right, right2);
          if (!byColumns) a2 += 4;
        }
        if (rows > 3) {
          const x = byColumns ? v128.load32_splat(a0, 12) : v128.load32_splat(a3);
          left3 = madd(x, left, left3);
          if (vectors > 1) right3 = madd(x, right, right3);
          if (!byColumns) a3 += 4;
        }
        if (rows > 4) {
          const x = byColumns ? v128.load32_splat(a0, 16) : v128.load32_splat(a4);
          left4 = madd(x, left, left4);
          if (vectors > 1) right4 = madd(x, right, right4);
          if (!byColumns) a4 += 4;
        }
        if (rows > 5) {
          const x = byColumns ? v128.load32_splat(a0, 20) : v128.load32_splat(a5);
          left5 = madd(x, left, left5);
          if (vectors > 1) right5 = madd(x, right, right5);
          if (!byColumns) a5 += 4;
        }
        a0 += byColumns ? aStep : 4;
      }
      a0 += runSkip;
      if (rows > 1 && !byColumns) a1 += runSkip;
      if (rows > 2 && !byColumns) a2 += runSkip;
      if (rows > 3 && !byColumns) a3 += runSkip;
      if (rows > 4 && !byColumns) a4 += runSkip;
      if (rows > 5 && !byColumns) a5 += runSkip;
      b += bRunSkip;
    }
    a0 += blockSkip;
    if (rows > 1 && !byColumns) a1 += blockSkip;
    if (rows > 2 && !byColumns) a2 += blockSkip;
    if (rows > 3 && !byColumns) a3 += blockSkip;
    if (rows > 4 && !byColumns) a4 += blockSkip;
    if (rows > 5 && !byColumns) a5 += blockSkip;
  }
  {
    const at = c + load<u32>(cRows, 0);
    finish(at, left0);
    if (vectors > 1) finish(at + 16, right0);
  }
  if (rows > 1) {
    const at = c + load<u32>(cRows, 4);
    finish(at, left1);
    if (vectors > 1) finish(at + 16, right1);
  }
  if (rows > 2) {
    const at = c + load<u32>(cRows, 8);
    finish(at, left2);
    if (vectors > 1) finish(at + 16, right2);
  }
  if (rows > 3) {
    const at = c + load<u32>(cRows, 12);
    finish(at, left3);
    if (vectors > 1) finish(at + 16, right3);
  }
  if (rows > 4) {
    const at = c + load<u32>(cRows, 16);
    finish(at, left4);
    if (vectors > 1) finish(at + 16, right4);
  }
  if (rows > 5) {
    const at = c + load<u32>(cRows, 20);
    finish(at, left5);
    if (vectors > 1) finish(at + 16, right5);
  }
}

function rows1x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(1, 1, false, a, aRows, b, c, cRows, bias);
}
function rows2x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(2, 1, false, a, aRows, b, c, cRows, bias);
}
function rows3x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(3, 1, false, a, aRows, b, c, cRows, bias);
}
function rows4x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(4, 1, false, a, aRows, b, c, cRows, bias);
}
function rows5x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(5, 1, false, a, aRows, b, c, cRows, bias);
}
function rows6x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(6, 1, false, a, aRows, b, c, cRows, bias);
}
function rows1x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(1, 2, false, a, aRows, b, c, cRows, bias);
}
function rows2x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(2, 2, false, a, aRows, b, c, cRows, bias);
}
function rows3x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(3, 2, false, a, aRows, b, c, cRows, bias);
}
function rows4x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(4, 2, false, a, aRows, b, c, cRows, bias);
}
function rows5x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(5, 2, false, a, aRows, b, c, cRows, bias);
}
function rows6x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(6, 2, false, a, aRows, b, c, cRows, bias);
}
function columns1x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(1, 1, true, a, aRows, b, c, cRows, bias);
}
function columns2x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(2, 1, true, a, aRows, b, c, cRows, bias);
}
function columns3x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(3, 1, true, a, aRows, b, c, cRows, bias);
}
function columns4x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(4, 1, true, a, aRows, b, c, cRows, bias);
}
function columns5x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(5, 1, true, a, aRows, b, c, cRows, bias);
}
function columns6x4(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(6, 1, true, a, aRows, b, c, cRows, bias);
}
function columns1x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(1, 2, true, a, aRows, b, c, cRows, bias);
}
function columns2x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(2, 2, true, a, aRows, b, c, cRows, bias);
}
function columns3x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(3, 2, true, a, aRows, b, c, cRows, bias);
}
function columns4x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(4, 2, true, a, aRows, b, c, cRows, bias);
}
function columns5x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(5, 2, true, a, aRows, b, c, cRows, bias);
}
function columns6x8(a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  tile(6, 2, true, a, aRows, b, c, cRows, bias);
}

/** One tile with A read by rows: row i of A at a + the i-th offset of `aRows`. Row i of C at c + the i-th offset of `cRows`; 4 or 8 columns. */
export function tileByRows(rows: i32, vectors: i32, a: usize, aRows: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  if (vectors > 1) {
    if (rows == 6) rows6x8(a, aRows, b, c, cRows, bias);
    else if (rows == 5) rows5x8(a, aRows, b, c, cRows, bias);
    else if (rows == 4) rows4x8(a, aRows, b, c, cRows, bias);
    else if (rows == 3) rows3x8(a, aRows, b, c, cRows, bias);
    else if (rows == 2) rows2x8(a, aRows, b, c, cRows, bias);
    else rows1x8(a, aRows, b, c, cRows, bias);
  } else {
    if (rows == 6) rows6x4(a, aRows, b, c, cRows, bias);
    else if (rows == 5) rows5x4(a, aRows, b, c, cRows, bias);
    else if (rows == 4) rows4x4(a, aRows, b, c, cRows, bias);
    else if (rows == 3) rows3x4(a, aRows, b, c, cRows, bias);
    else if (rows == 2) rows2x4(a, aRows, b, c, cRows, bias);
    else rows1x4(a, aRows, b, c, cRows, bias);
  }
}

/** One tile with A read by columns: C row i is the float i after `a`. Row i of C at c + the i-th offset of `cRows`; 4 or 8 columns. */
export function tileByColumns(rows: i32, vectors: i32, a: usize, b: usize, c: usize, cRows: usize, bias: usize): void {
  if (vectors > 1) {
    if (rows == 6) columns6x8(a, 0, b, c, cRows, bias);
    else if (rows == 5) columns5x8(a, 0, b, c, cRows, bias);
    else if (rows == 4) columns4x8(a, 0, b, c, cRows, bias);
    else if (rows == 3) columns3x8(a, 0, b, c, cRows, bias);
    else if (rows == 2) columns2x8(a, 0, b, c, cRows, bias);
    else columns1x8(a, 0, b, c, cRows, bias);
  } else {
    if (rows == 6) columns6x4(a, 0, b, c, cRows, bias);
    else if (rows == 5) columns5x4(a, 0, b, c, cRows, bias);
    else if (rows == 4) columns4x4(a, 0, b, c, cRows, bias);
    else if (rows == 3) columns3x4(a, 0, b, c, cRows, bias);
    else if (rows == 2) columns2x4(a, 0, b, c, cRows, bias);
    else columns1x4(a, 0, b, c, cRows, bias);
  }
}
