/** Random numbers without a state: the very operations of `random-numbers.ts`, one or four at a time. */

/** A 32-bit finaliser with good avalanche (constants: C. Wellons, "hash-prospector", 2018). */
export function mix32(value: u32): u32 {
  let x = value;
  x = (x ^ (x >>> 16)) * 0x7feb352d;
  x = (x ^ (x >>> 15)) * 0x846ca68b;
  return x ^ (x >>> 16);
}

/** The key of one random layer in one step. */
export function stepKey(seed: u32, step: u32, node: u32): u32 {
  const layer = mix32(seed + (node + 1) * 0x9e3779b9);
  return mix32(layer + (step + 1) * 0x85ebca6b);
}

/** 32 random bits for element `index` = row in batch · width + column. */
export function bitsAt(key: u32, index: u32): u32 {
  return mix32(key ^ index);
}

/** `bitsAt` of four indices. */
// @ts-ignore: decorator
@inline
export function bitsAt4(key: u32, indices: v128): v128 {
  let x = v128.xor(i32x4.splat(key), indices);
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** index, index + stride, …: the indices of four elements. */
// @ts-ignore: decorator
@inline
export function indices4(first: u32, stride: u32): v128 {
  return i32x4.add(i32x4.splat(first), i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(stride)));
}
