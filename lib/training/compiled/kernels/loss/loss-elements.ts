/** Losses that are a sum over single numbers, four at a time: regression and binary cross-entropy. Sums are float64. */
import { exp4, log4, logOnePlus4 } from "../math";
import { laneMask, load4, store4 } from "../words";

/** Positions in LOSS_KINDS. */
export const SQUARED = 0;
export const ABSOLUTE = 1;
export const HUBER = 2;
export const BINARY = 3;

/** Probabilities are kept this far from 0 and 1. */
const SMALLEST: f32 = 1e-7;
const LARGEST: f32 = 1.0 - 1e-7;

/** Sums of the even and the odd pair of lanes. */
let low: v128 = f64x2.splat(0);
let high: v128 = f64x2.splat(0);

/** Adds the first `left` lanes. */
// @ts-ignore: decorator
@inline
function addTerms(terms: v128, left: i32): void {
  const real = left >= 4 ? terms : v128.and(terms, laneMask(left));
  low = f64x2.add(low, f64x2.promote_low_f32x4(real));
  high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(real, real, 2, 3, 2, 3)));
}

/**
 * Σ over `count` numbers of the loss of `kind`; writes `scale` times the slopes to `gradient` when it is not 0. `smoothing` pulls the
 * targets of the cross-entropy towards ½.
 */
export function elementLoss(
  kind: i32,
  fromLogits: i32,
  output: usize,
  target: usize,
  gradient: usize,
  count: i32,
  scale: f32,
  delta: f32,
  smoothing: f32,
): f64 {
  low = f64x2.splat(0);
  high = f64x2.splat(0);
  if (kind == SQUARED) squared(output, target, gradient, count, scale);
  else if (kind == ABSOLUTE) absolute(output, target, gradient, count, scale);
  else if (kind == HUBER) huber(output, target, gradient, count, scale, delta);
  else if (fromLogits) logits(output, target, gradient, count, scale, smoothing);
  else probabilities(output, target, gradient, count, scale, smoothing);
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** d², slope 2d. */
function squared(output: usize, target: usize, gradient: usize, count: i32, scale: f32): void {
  const twice = f32x4.splat(2 * scale);
  for (let left = count; left > 0; left -= 4) {
    const d = f32x4.sub(load4(output, left), load4(target, left));
    addTerms(f32x4.mul(d, d), left);
    if (gradient) {
      store4(gradient, f32x4.mul(twice, d), left);
      gradient += 16;
    }
    output += 16;
    target += 16;
  }
}

/** −1, 0 or 1. */
// @ts-ignore: decorator
@inline
function sign4(d: v128): v128 {
  const one = v128.or(v128.and(d, i32x4.splat(0x80000000)), f32x4.splat(1));
  return v128.and(one, f32x4.ne(d, f32x4.splat(0)));
}

/** |d|, slope sign(d). */
function absolute(output: usize, target: usize, gradient: usize, count: i32, scale: f32): void {
  const scales = f32x4.splat(scale);
  for (let left = count; left > 0; left -= 4) {
    const d = f32x4.sub(load4(output, left), load4(target, left));
    addTerms(f32x4.abs(d), left);
    if (gradient) {
      store4(gradient, f32x4.mul(scales, sign4(d)), left);
      gradient += 16;
    }
    output += 16;
    target += 16;
  }
}

/** ½d² up to δ, then δ·(|d| − ½δ): with c = min(|d|, δ) both are c·(|d| − ½c), slope c·sign(d). */
function huber(output: usize, target: usize, gradient: usize, count: i32, scale: f32, delta: f32): void {
  const scales = f32x4.splat(scale);
  const most = f32x4.splat(delta);
  const half = f32x4.splat(0.5);
  for (let left = count; left > 0; left -= 4) {
    const d = f32x4.sub(load4(output, left), load4(target, left));
    const size = f32x4.abs(d);
    const cut = f32x4.pmin(size, most);
    addTerms(f32x4.mul(cut, f32x4.sub(size, f32x4.mul(half, cut))), left);
    if (gradient) {
      store4(gradient, f32x4.mul(scales, f32x4.mul(cut, sign4(d))), left);
      gradient += 16;
    }
    output += 16;
    target += 16;
  }
}

// @ts-ignore: decorator
@inline
function smooth4(target: v128, smoothing: f32): v128 {
  return f32x4.add(f32x4.mul(target, f32x4.splat(1 - smoothing)), f32x4.splat(0.5 * smoothing));
}

/** max(z, 0) − z·t + ln(1 + e^−|z|), slope sigmoid(z) − t. */
function logits(output: usize, target: usize, gradient: usize, count: i32, scale: f32, smoothing: f32): void {
  const scales = f32x4.splat(scale);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let left = count; left > 0; left -= 4) {
    const z = load4(output, left);
    const t = smooth4(load4(target, left), smoothing);
    const e = exp4(f32x4.neg(f32x4.abs(z)));
    const straight = f32x4.sub(f32x4.pmax(z, zero), f32x4.mul(z, t));
    addTerms(f32x4.add(straight, logOnePlus4(e)), left);
    if (gradient) {
      const side = v128.bitselect(one, e, f32x4.ge(z, zero));
      const p = f32x4.div(side, f32x4.add(one, e));
      store4(gradient, f32x4.mul(scales, f32x4.sub(p, t)), left);
      gradient += 16;
    }
    output += 16;
    target += 16;
  }
}

/** −t·ln p − (1 − t)·ln(1 − p), slope (p − t)/(p·(1 − p)), 0 where p is cut. */
function probabilities(output: usize, target: usize, gradient: usize, count: i32, scale: f32, smoothing: f32): void {
  const scales = f32x4.splat(scale);
  const one = f32x4.splat(1);
  for (let left = count; left > 0; left -= 4) {
    const raw = load4(output, left);
    const t = smooth4(load4(target, left), smoothing);
    const p = f32x4.pmax(f32x4.pmin(raw, f32x4.splat(LARGEST)), f32x4.splat(SMALLEST));
    const rest = f32x4.sub(one, p);
    const sum = f32x4.add(f32x4.mul(t, log4(p)), f32x4.mul(f32x4.sub(one, t), log4(rest)));
    addTerms(f32x4.neg(sum), left);
    if (gradient) {
      const slope = f32x4.div(f32x4.sub(p, t), f32x4.mul(p, rest));
      store4(gradient, f32x4.mul(scales, v128.and(slope, f32x4.eq(p, raw))), left);
      gradient += 16;
    }
    output += 16;
    target += 16;
  }
}
