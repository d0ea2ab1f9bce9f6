/**
 * exp, log and their relatives for float32, four at a time. Only operations whose result IEEE 754 fixes to the last bit (and
 * integer ones), always in the same order: every machine and both builds give the same bits. No `madd` here for that reason.
 * The scalar forms are one lane of the vector forms, so a remainder gets the bits that a full vector would have given it.
 *
 * Polynomials: minimax fits of this project on the ranges named beside them, coefficients rounded to float32. All are within
 * 3·10⁻⁷ of the true value; NaN in gives NaN out, so that a diverging training stays visible.
 */

// `pmin(x, c)` and `pmax(x, c)` are one instruction and keep a NaN that stands in x (first operand).

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** p·x + c: two roundings, on every build. */
// @ts-ignore: decorator
@inline
function step4(p: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(p, x), f32x4.splat(c));
}

// @ts-ignore: decorator
@inline
function lane(x: v128): f32 {
  return f32x4.extract_lane(x, 0);
}

/** 1.5·2²³: adding it rounds a small number to a whole one, which then stands in the low bits. */
const ROUNDER: f32 = 12582912.0;
const LOG2_E: f32 = 1.4426950408889634;
/** ln 2 in two parts; multiples of the first up to 2¹¹ are exact. */
const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.42860677e-6;

/** (eʳ − 1 − r)/r² for |r| ≤ ½·ln 2. */
// @ts-ignore: decorator
@inline
function expTail4(r: v128): v128 {
  let p = splat(0.00138823956);
  p = step4(p, r, 0.00836718082);
  p = step4(p, r, 0.041667223);
  p = step4(p, r, 0.16666539);
  return step4(p, r, 0.49999997);
}

/** eˣ. Infinity above 88.72, 0 below −103.9 (denormals between). x = n·ln 2 + r, eˣ = 2ⁿ·eʳ. */
export function exp4(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, splat(89)), splat(-104));
  const shifted = f32x4.add(f32x4.mul(x, splat(LOG2_E)), splat(ROUNDER));
  const n = f32x4.sub(shifted, splat(ROUNDER));
  const high = f32x4.sub(x, f32x4.mul(n, splat(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(n, splat(LN2_LOW)));
  const tail = f32x4.mul(f32x4.mul(r, r), expTail4(r));
  const fraction = f32x4.add(f32x4.add(r, tail), splat(1));
  // 2ⁿ in two factors, as n may be 128 (overflow) or below −126 (denormal results).
  const power = i32x4.sub(shifted, splat(ROUNDER));
  const half = i32x4.shr_s(power, 1);
  const first = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
  const second = i32x4.shl(i32x4.add(i32x4.sub(power, half), i32x4.splat(127)), 23);
  return f32x4.mul(f32x4.mul(fraction, first), second);
}

/** eˣ − 1 without cancellation near 0. */
export function expm14(x: v128): v128 {
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(x, x), expTail4(x)));
  const far = f32x4.sub(exp4(x), splat(1));
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), splat(0.3465)));
}

/** 2·artanh(s) = ln((1 + s)/(1 − s)) for |s| ≤ ⅓. */
// @ts-ignore: decorator
@inline
function logRatio4(s: v128): v128 {
  const z = f32x4.mul(s, s);
  let p = splat(0.121541604);
  p = step4(p, z, 0.107129261);
  p = step4(p, z, 0.143085182);
  p = step4(p, z, 0.19999437);
  p = step4(p, z, 0.333333373);
  const twice = f32x4.add(s, s);
  return f32x4.add(twice, f32x4.mul(f32x4.mul(twice, z), p));
}

/** ln x. −infinity at 0, NaN below. x = m·2ᵉ with √½ ≤ m < √2, ln m from s = (m − 1)/(m + 1). */
export function log4(x: v128): v128 {
  const tiny = f32x4.lt(x, splat(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, splat(8388608)), x, tiny);
  const offset = i32x4.splat(0x3f3504f3); // √½
  const bits = i32x4.sub(scaled, offset);
  let e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  e = f32x4.sub(e, v128.and(tiny, splat(23)));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), offset);
  const s = f32x4.div(f32x4.sub(m, splat(1)), f32x4.add(m, splat(1)));
  const low = f32x4.add(f32x4.mul(e, splat(LN2_LOW)), logRatio4(s));
  const finite = f32x4.add(f32x4.mul(e, splat(LN2_HIGH)), low);
  const top = v128.or(f32x4.eq(x, splat(f32.MAX_VALUE * 2)), f32x4.ne(x, x)); // +infinity or NaN: itself
  const zero = v128.bitselect(splat(-f32.MAX_VALUE * 2), finite, f32x4.eq(x, splat(0)));
  const negative = v128.bitselect(splat(NaN), zero, f32x4.lt(x, splat(0)));
  return v128.bitselect(x, negative, top);
}

/** ln(1 + e) for 0 ≤ e ≤ 1. */
// @ts-ignore: decorator
@inline
export function logOnePlus4(e: v128): v128 {
  return logRatio4(f32x4.div(e, f32x4.add(e, splat(2))));
}

/** 1/(1 + e⁻ˣ). */
export function sigmoid4(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(exp4(f32x4.neg(x)), splat(1)));
}

/** Odd polynomial below 0.625, ±(1 − 2/(e^{2|x|} + 1)) above. */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = splat(-0.0056812875);
  p = step4(p, z, 0.0206186287);
  p = step4(p, z, -0.053733699);
  p = step4(p, z, 0.13331373);
  p = step4(p, z, -0.333332807);
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(x, z), p));
  const e = f32x4.add(exp4(f32x4.add(size, size)), splat(1));
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), e));
  const signed = v128.bitselect(x, far, i32x4.splat(0x80000000));
  return v128.bitselect(near, signed, f32x4.lt(size, splat(0.625)));
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^{−|x|}). */
export function softplus4(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, splat(0)), logOnePlus4(exp4(f32x4.neg(f32x4.abs(x)))));
}

/** e^{−x²/2}: x² is split so that its rounding does not reach the exponential. */
export function gauss4(value: v128): v128 {
  const x = f32x4.pmin(f32x4.abs(value), splat(100));
  const high = v128.and(x, i32x4.splat(0xfffff000));
  const low = f32x4.mul(f32x4.sub(x, high), f32x4.add(x, high));
  const coarse = exp4(f32x4.mul(f32x4.mul(high, high), splat(-0.5)));
  return f32x4.mul(coarse, exp4(f32x4.mul(low, splat(-0.5))));
}

/** e^{a²}·erfc(a) for a ≥ 0, from t = 1/(1 + a/2). */
// @ts-ignore: decorator
@inline
function scaledErfc4(a: v128): v128 {
  const t = f32x4.div(splat(2), f32x4.add(a, splat(2)));
  let p = splat(0.0108135203);
  p = step4(p, t, -0.115458906);
  p = step4(p, t, 0.411102533);
  p = step4(p, t, -0.647014916);
  p = step4(p, t, 0.402858168);
  p = step4(p, t, -0.0888673365);
  p = step4(p, t, 0.22244291);
  p = step4(p, t, 0.239269108);
  p = step4(p, t, 0.282787114);
  p = step4(p, t, 0.282067806);
  return f32x4.mul(p, t);
}

const SQRT_HALF: f32 = 0.7071067811865476;
const SQRT_2: f32 = 1.4142135623730951;

/** Φ(x), the standard normal distribution: small for negative x without cancellation. */
export function normalCdf4(x: v128): v128 {
  const a = f32x4.mul(f32x4.pmin(f32x4.abs(x), splat(100)), splat(SQRT_HALF));
  const tail = f32x4.mul(f32x4.mul(gauss4(x), scaledErfc4(a)), splat(0.5));
  return v128.bitselect(tail, f32x4.sub(splat(1), tail), f32x4.lt(x, splat(0)));
}

/** Odd polynomial below 1, ±(1 − erfc) above. */
export function erf4(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = splat(7.85053853e-5);
  p = step4(p, z, -0.000800926937);
  p = step4(p, z, 0.00518823182);
  p = step4(p, z, -0.0268537663);
  p = step4(p, z, 0.112835839);
  p = step4(p, z, -0.37612626);
  p = step4(p, z, 0.1283791671);
  const near = f32x4.add(x, f32x4.mul(x, p));
  const a = f32x4.pmin(size, splat(100));
  const far = f32x4.sub(splat(1), f32x4.mul(gauss4(f32x4.mul(a, splat(SQRT_2))), scaledErfc4(a)));
  const signed = v128.bitselect(x, far, i32x4.splat(0x80000000));
  return v128.bitselect(near, signed, f32x4.lt(size, splat(1)));
}

/** cos(2π·u) and no more: u is a fraction of a turn in [0, 1). */
export function cosTurn4(u: v128): v128 {
  // Distance from the nearest half turn, in quarter turns: cos(2πu) = ±sin(2π·(¼ − d)) with d = |u − round(2u)/2|.
  const shifted = f32x4.add(f32x4.add(u, u), splat(ROUNDER));
  const halves = f32x4.sub(shifted, splat(ROUNDER));
  const d = f32x4.abs(f32x4.sub(u, f32x4.mul(halves, splat(0.5))));
  const q = f32x4.sub(splat(0.25), d);
  const z = f32x4.mul(q, q);
  const sine = f32x4.mul(q, sineTail4(z));
  const sign = i32x4.shl(shifted, 31); // odd half turns: the other sign
  return v128.xor(sine, sign);
}

/** sin(2πq)/q for 0 ≤ q ≤ ¼, in z = q²: Taylor's terms (2π)ᵏ/k! up to q¹³. */
// @ts-ignore: decorator
@inline
function sineTail4(z: v128): v128 {
  let p = splat(3.81995258);
  p = step4(p, z, -15.0946426);
  p = step4(p, z, 42.0586939);
  p = step4(p, z, -76.7058598);
  p = step4(p, z, 81.6052493);
  p = step4(p, z, -41.3417022);
  return step4(p, z, 6.28318531);
}

export function exp1(x: f32): f32 {
  return lane(exp4(splat(x)));
}

export function log1(x: f32): f32 {
  return lane(log4(splat(x)));
}

export function sigmoid1(x: f32): f32 {
  return lane(sigmoid4(splat(x)));
}

export function tanh1(x: f32): f32 {
  return lane(tanh4(splat(x)));
}

export function softplus1(x: f32): f32 {
  return lane(softplus4(splat(x)));
}

export function erf1(x: f32): f32 {
  return lane(erf4(splat(x)));
}
