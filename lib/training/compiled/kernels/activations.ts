/**
 * Every activation and its derivative, four at a time. `kind` is the position in GRAPH_ACTIVATIONS of `layer-graph.ts`. Limits are
 * taken where a formula would say ∞·0, so ±infinity never becomes NaN; NaN stays NaN. The scalar forms are one lane of the vector.
 */
import { exp4, expm14, gauss4, normalCdf4, sigmoid4, softplus4, tanh4 } from "./math";

export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
export const RELU6: i32 = 2;
export const ELU: i32 = 3;
export const SELU: i32 = 4;
export const SIGMOID: i32 = 5;
export const HARD_SIGMOID: i32 = 6;
export const TANH: i32 = 7;
export const SOFTPLUS: i32 = 8;
export const SOFTSIGN: i32 = 9;
export const SWISH: i32 = 10;
export const MISH: i32 = 11;
export const GELU: i32 = 12;
export const GELU_NEW: i32 = 13;
export const SOFTMAX: i32 = 14;
export const LOG_SOFTMAX: i32 = 15;

/** Constants of the self-normalising unit: Klambauer et al. 2017. */
const SELU_SCALE: f32 = 1.0507009873554805;
const SELU_SCALE_ALPHA: f32 = 1.7580993408473768;
const SQRT_2_OVER_PI: f32 = 0.7978845608028654;
const GELU_CUBIC: f32 = 0.044715;
const INVERSE_SQRT_2PI: f32 = 0.3989422804014327;
const HUGE: f32 = 3e38;

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

// @ts-ignore: decorator
@inline
function clamp4(x: v128, low: f32, high: f32): v128 {
  return f32x4.pmax(f32x4.pmin(x, splat(high)), splat(low));
}

/** act(x) of an elementwise activation (not softmax, not logSoftmax). The cheap kinds come first and are inlined. */
// @ts-ignore: decorator
@inline
export function activate4(x: v128, kind: i32): v128 {
  if (kind == LINEAR) return x;
  if (kind == RELU) return f32x4.pmax(x, splat(0));
  return activateCurve4(x, kind);
}

function activateCurve4(x: v128, kind: i32): v128 {
  switch (kind) {
    case RELU6:
      return clamp4(x, 0, 6);
    case ELU:
      return v128.bitselect(x, expm14(x), f32x4.ge(x, splat(0)));
    case SELU:
      return v128.bitselect(
        f32x4.mul(x, splat(SELU_SCALE)),
        f32x4.mul(expm14(x), splat(SELU_SCALE_ALPHA)),
        f32x4.ge(x, splat(0)),
      );
    case SIGMOID:
      return sigmoid4(x);
    case HARD_SIGMOID:
      return clamp4(f32x4.add(f32x4.mul(x, splat(0.2)), splat(0.5)), 0, 1);
    case TANH:
      return tanh4(x);
    case SOFTPLUS:
      return softplus4(x);
    case SOFTSIGN: {
      const finite = clamp4(x, -HUGE, HUGE);
      return f32x4.div(finite, f32x4.add(f32x4.abs(finite), splat(1)));
    }
    case SWISH:
      return f32x4.mul(f32x4.pmax(x, splat(-HUGE)), sigmoid4(x));
    case MISH:
      return f32x4.mul(f32x4.pmax(x, splat(-HUGE)), tanhSoftplus4(exp4(f32x4.pmin(x, splat(20)))));
    case GELU:
      return f32x4.mul(f32x4.pmax(x, splat(-HUGE)), normalCdf4(x));
    case GELU_NEW:
      return f32x4.mul(f32x4.pmax(x, splat(-HUGE)), sigmoid4(geluArgument4(x)));
    default:
      return x;
  }
}

/** tanh(ln(1 + e)) = e(e + 2)/(e(e + 2) + 2). */
// @ts-ignore: decorator
@inline
function tanhSoftplus4(e: v128): v128 {
  const n = f32x4.mul(e, f32x4.add(e, splat(2)));
  return f32x4.div(n, f32x4.add(n, splat(2)));
}

/** 2·√(2/π)·(x + 0.044715·x³), since ½(1 + tanh u) = sigmoid(2u). */
// @ts-ignore: decorator
@inline
function geluArgument4(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), x);
  const inner = f32x4.add(x, f32x4.mul(cube, splat(GELU_CUBIC)));
  return f32x4.mul(inner, splat(2 * SQRT_2_OVER_PI));
}

/** act′ from the output y, for the fusible kinds (1 for any other). relu′(0) = 0. */
// @ts-ignore: decorator
@inline
export function derivativeFromOutput4(y: v128, kind: i32): v128 {
  if (kind == LINEAR) return splat(1);
  if (kind == RELU) return v128.and(f32x4.gt(y, splat(0)), splat(1));
  return curveDerivativeFromOutput4(y, kind);
}

function curveDerivativeFromOutput4(y: v128, kind: i32): v128 {
  const one = splat(1);
  const zero = splat(0);
  switch (kind) {
    case RELU6:
      return v128.and(v128.and(f32x4.gt(y, zero), f32x4.lt(y, splat(6))), one);
    case ELU:
      return v128.bitselect(one, f32x4.add(y, one), f32x4.ge(y, zero));
    case SELU:
      return v128.bitselect(splat(SELU_SCALE), f32x4.add(y, splat(SELU_SCALE_ALPHA)), f32x4.ge(y, zero));
    case SIGMOID:
      return f32x4.mul(y, f32x4.sub(one, y));
    case HARD_SIGMOID:
      return v128.and(v128.and(f32x4.gt(y, zero), f32x4.lt(y, one)), splat(0.2));
    case TANH:
      return f32x4.sub(one, f32x4.mul(y, y));
    case SOFTPLUS: // sigmoid(x) = 1 − e^{−softplus(x)}
      return f32x4.neg(expm14(f32x4.neg(y)));
    case SOFTSIGN: {
      const rest = f32x4.sub(one, f32x4.abs(y));
      return f32x4.mul(rest, rest);
    }
    default:
      return one;
  }
}

/** act′ of any elementwise kind, from its input and output (softmax and logSoftmax are not elementwise). */
export function derivativeFromInput4(x: v128, y: v128, kind: i32): v128 {
  switch (kind) {
    case SWISH: {
      const s = sigmoid4(x);
      const slope = f32x4.mul(s, f32x4.sub(splat(1), s));
      return f32x4.add(s, f32x4.mul(clamp4(x, -HUGE, HUGE), slope));
    }
    case MISH:
      return mishDerivative4(x);
    case GELU: {
      const density = f32x4.mul(gauss4(x), splat(INVERSE_SQRT_2PI));
      return f32x4.add(normalCdf4(x), f32x4.mul(clamp4(x, -HUGE, HUGE), density));
    }
    case GELU_NEW: {
      const near = clamp4(x, -20, 20); // the derivative is 0 or 1 to the last bit beyond
      const s = sigmoid4(geluArgument4(near));
      const cubic = f32x4.mul(f32x4.mul(near, near), splat(3 * GELU_CUBIC));
      const inner = f32x4.mul(f32x4.add(cubic, splat(1)), splat(2 * SQRT_2_OVER_PI));
      const slope = f32x4.mul(f32x4.mul(s, f32x4.sub(splat(1), s)), inner);
      return f32x4.add(s, f32x4.mul(near, slope));
    }
    default:
      return derivativeFromOutput4(y, kind);
  }
}

/** t + x·(1 − t²)·sigmoid(x) with t = tanh(softplus(x)); e = eˣ makes the last two factors 4e(1 + e)/(e(e + 2) + 2)². */
function mishDerivative4(x: v128): v128 {
  const near = clamp4(x, -HUGE, 20);
  const e = exp4(near);
  const d = f32x4.add(f32x4.mul(e, f32x4.add(e, splat(2))), splat(2));
  const slope = f32x4.div(f32x4.mul(f32x4.mul(e, splat(4)), f32x4.add(e, splat(1))), f32x4.mul(d, d));
  return f32x4.add(tanhSoftplus4(e), f32x4.mul(near, slope));
}

/** One number; the bits of the vector form. */
// @ts-ignore: decorator
@inline
export function activate1(x: f32, kind: i32): f32 {
  return f32x4.extract_lane(activate4(splat(x), kind), 0);
}

// @ts-ignore: decorator
@inline
export function derivativeFromOutput1(y: f32, kind: i32): f32 {
  return f32x4.extract_lane(derivativeFromOutput4(splat(y), kind), 0);
}

export function derivativeFromInput1(x: f32, y: f32, kind: i32): f32 {
  return f32x4.extract_lane(derivativeFromInput4(splat(x), splat(y), kind), 0);
}
