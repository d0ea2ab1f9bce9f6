/** A call's fields, by their place among its words (see `wasm/op-words.ts`), and runs of floats that need not be a multiple of four. */

// @ts-ignore: decorator
@inline
export function int(words: usize, field: i32): i32 {
  return load<i32>(words + (<usize>field << 2));
}

// @ts-ignore: decorator
@inline
export function float(words: usize, field: i32): f32 {
  return load<f32>(words + (<usize>field << 2));
}

/** Address of a slot that is not per row; 0 for none. */
// @ts-ignore: decorator
@inline
export function address(words: usize, field: i32): usize {
  return load<usize>(words + (<usize>field << 2));
}

/** Bytes from a per-row slot's row to its next. */
// @ts-ignore: decorator
@inline
export function rowBytes(words: usize, field: i32): usize {
  return load<usize>(words + (<usize>field << 2), 4) << 2;
}

/** Address of a per-row slot's row; 0 for none. */
// @ts-ignore: decorator
@inline
export function rowAt(words: usize, field: i32, row: i32): usize {
  const base = address(words, field);
  return base ? base + <usize>row * rowBytes(words, field) : 0;
}

/** Four floats, or the `left` that there are and zeros. */
// @ts-ignore: decorator
@inline
export function load4(at: usize, left: i32): v128 {
  return left >= 4 ? v128.load(at) : loadFew(at, left);
}

function loadFew(at: usize, left: i32): v128 {
  let v = v128.load32_zero(at);
  if (left > 1) v = v128.load32_lane(at, v, 1, 4);
  if (left > 2) v = v128.load32_lane(at, v, 2, 8);
  return v;
}

/** Stores four floats, or the first `left`. */
// @ts-ignore: decorator
@inline
export function store4(at: usize, v: v128, left: i32): void {
  if (left >= 4) v128.store(at, v);
  else storeFew(at, v, left);
}

function storeFew(at: usize, v: v128, left: i32): void {
  v128.store32_lane(at, v, 0);
  if (left > 1) v128.store32_lane(at, v, 1, 4);
  if (left > 2) v128.store32_lane(at, v, 2, 8);
}

/** All ones in the first `left` lanes. */
// @ts-ignore: decorator
@inline
export function laneMask(left: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left));
}

/** Sum of the lanes, always in this order. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

// @ts-ignore: decorator
@inline
export function clear(at: usize, floats: i32): void {
  memory.fill(at, 0, <usize>floats << 2);
}
