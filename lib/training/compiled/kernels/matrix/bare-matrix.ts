/** Entry of the matrix kernels alone, for their tests and their micro-benchmark: every kernel by name, without the interpreter. */
import { madd } from "./madd";
import { setMode } from "../step";

export { dense, denseInputGradient, denseWeightGradient } from "./dense";
export { conv2d, conv2dWeightGradient } from "../windows/conv2d";
export { conv2dInputGradient } from "../windows/conv2d-input-gradient";
export { setTileRows } from "./tile";

export function heapBase(): usize {
  return __heap_base;
}

export function setTemp(at: usize): void {
  setMode(1, 0, at);
}

/**
 * What the machine can do at best: `turns` times 12 independent multiply-adds of four floats that never leave the registers
 * (96 floating-point operations a turn). The result only keeps the work alive.
 */
export function peak(turns: i32): f32 {
  const x = f32x4.splat(0.999);
  let a = f32x4.splat(0);
  let b = f32x4.splat(1);
  let c = f32x4.splat(2);
  let d = f32x4.splat(3);
  let e = f32x4.splat(4);
  let f = f32x4.splat(5);
  let g = f32x4.splat(6);
  let h = f32x4.splat(7);
  let i = f32x4.splat(8);
  let j = f32x4.splat(9);
  let k = f32x4.splat(10);
  let l = f32x4.splat(11);
  for (let left = turns; left > 0; left--) {
    a = madd(a, x, x);
    b = madd(b, x, x);
    c = madd(c, x, x);
    d = madd(d, x, x);
    e = madd(e, x, x);
    f = madd(f, x, x);
    g = madd(g, x, x);
    h = madd(h, x, x);
    i = madd(i, x, x);
    j = madd(j, x, x);
    k = madd(k, x, x);
    l = madd(l, x, x);
  }
  const abc = f32x4.add(f32x4.add(a, b), c);
  const def = f32x4.add(f32x4.add(d, e), f);
  const ghi = f32x4.add(f32x4.add(g, h), i);
  const jkl = f32x4.add(f32x4.add(j, k), l);
  return f32x4.extract_lane(f32x4.add(f32x4.add(abc, def), f32x4.add(ghi, jkl)), 0);
}
