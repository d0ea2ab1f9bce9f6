/**
 * Activations and their derivatives as WGSL, elementwise, for floats and for groups of four. Definitions are those of TensorFlow.js
 * layers. Arguments of exp and tanh are kept where no driver overflows.
 */
import type { GraphActivation } from "../../../layer-graph";
import { float } from "./kernel";

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;
/** exp of this is near the largest float; tanh is 1 long before. */
const EXP_LIMIT = 87;
const TANH_LIMIT = 15;
const SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
const GELU_CUBE = 0.044715;

type Type = "f32" | "vec4f";

/** `fn activate(x) -> y` and what it needs. Softmax and log softmax are not elementwise: they pass. */
export function activationText(activation: GraphActivation, type: Type): string {
  const body = forwardText(activation);
  return `${helpersFor(body, type)}fn activate(x: ${type}) -> ${type} { return ${typed(body, type)}; }`;
}

/** `fn slope(y) -> dy/dx` from the activation's output: the fusible ones. */
export function slopeText(activation: GraphActivation, type: Type): string {
  const body = slopeFromOutput(activation);
  return `${helpersFor(body, type)}fn slope(y: ${type}) -> ${type} { return ${typed(body, type)}; }`;
}

/** `fn slopeAt(x, y) -> dy/dx` from the activation's input and output: all elementwise ones. */
export function fullSlopeText(activation: GraphActivation, type: Type): string {
  const body = slopeFromInput(activation) ?? slopeFromOutput(activation);
  return `${helpersFor(body, type)}fn slopeAt(x: ${type}, y: ${type}) -> ${type} { return ${typed(body, type)}; }`;
}

/** In the texts below T is the type: T(1.0) is a one, or four of them. */
function typed(body: string, type: Type): string {
  return body.replaceAll("T(", `${type}(`);
}

function forwardText(activation: GraphActivation): string {
  switch (activation) {
    case "relu":
      return "max(x, T(0.0))";
    case "relu6":
      return "clamp(x, T(0.0), T(6.0))";
    case "elu":
      return "select(expLimited(x) - T(1.0), x, x > T(0.0))";
    case "selu":
      return `${float(SELU_SCALE)} * select(${float(SELU_ALPHA)} * (expLimited(x) - T(1.0)), x, x > T(0.0))`;
    case "sigmoid":
      return "sigmoid(x)";
    case "hardSigmoid":
      return "clamp(0.2f * x + T(0.5), T(0.0), T(1.0))";
    case "tanh":
      return "tanhLimited(x)";
    case "softplus":
      return "softplus(x)";
    case "softsign":
      return "x / (T(1.0) + abs(x))";
    case "swish":
      return "x * sigmoid(x)";
    case "mish":
      return "x * tanhLimited(softplus(x))";
    case "gelu":
      return `0.5f * x * (T(1.0) + erf(x * ${float(Math.SQRT1_2)}))`;
    case "gelu_new":
      return "0.5f * x * (T(1.0) + tanhLimited(geluInner(x)))";
    case "linear":
    case "softmax":
    case "logSoftmax":
      return "x";
  }
}

function slopeFromOutput(activation: GraphActivation): string {
  switch (activation) {
    case "relu":
      return "select(T(0.0), T(1.0), y > T(0.0))";
    case "relu6":
      return "select(T(0.0), T(1.0), (y > T(0.0)) & (y < T(6.0)))";
    case "elu":
      return "select(y + T(1.0), T(1.0), y > T(0.0))";
    case "selu":
      return `select(y + T(${float(SELU_SCALE * SELU_ALPHA)}), T(${float(SELU_SCALE)}), y > T(0.0))`;
    case "sigmoid":
      return "y * (T(1.0) - y)";
    case "hardSigmoid":
      return "select(T(0.0), T(0.2), (y > T(0.0)) & (y < T(1.0)))";
    case "tanh":
      return "T(1.0) - y * y";
    case "softplus":
      return "T(1.0) - expLimited(-y)";
    case "softsign":
      return "(T(1.0) - abs(y)) * (T(1.0) - abs(y))";
    case "linear":
    case "swish":
    case "mish":
    case "gelu":
    case "gelu_new":
    case "softmax":
    case "logSoftmax":
      return "T(1.0)";
  }
}

/** Null where the output is enough. */
function slopeFromInput(activation: GraphActivation): string | null {
  switch (activation) {
    case "swish":
      return "sigmoid(x) * (T(1.0) + x * (T(1.0) - sigmoid(x)))";
    case "mish":
      return "mishSlope(x)";
    case "gelu":
      return `0.5f * (T(1.0) + erf(x * ${float(Math.SQRT1_2)})) + x * ${float(1 / Math.sqrt(2 * Math.PI))} * expLimited(-0.5f * x * x)`;
    case "gelu_new":
      return "geluNewSlope(x)";
    default:
      return null;
  }
}

/** Functions by name, each after those it uses. */
const HELPERS: readonly (readonly [name: string, text: string, needs: readonly string[]])[] = [
  ["expLimited", `return exp(clamp(x, T(${-EXP_LIMIT}.0), T(${EXP_LIMIT}.0)));`, []],
  ["tanhLimited", `return tanh(clamp(x, T(${-TANH_LIMIT}.0), T(${TANH_LIMIT}.0)));`, []],
  ["sigmoid", "return T(1.0) / (T(1.0) + expLimited(-x));", ["expLimited"]],
  ["softplus", "return max(x, T(0.0)) + log(T(1.0) + expLimited(-abs(x)));", ["expLimited"]],
  ["mishSlope", "let t = tanhLimited(softplus(x)); return t + x * (T(1.0) - t * t) * sigmoid(x);", ["tanhLimited", "softplus", "sigmoid"]], // prettier-ignore
  ["geluInner", `return ${float(SQRT_2_OVER_PI)} * (x + ${float(GELU_CUBE)} * x * x * x);`, []],
  ["geluNewSlope", `let t = tanhLimited(geluInner(x));
  return 0.5f * (T(1.0) + t) + 0.5f * x * (T(1.0) - t * t) * ${float(SQRT_2_OVER_PI)} * (T(1.0) + ${float(3 * GELU_CUBE)} * x * x);`, ["tanhLimited", "geluInner"]], // prettier-ignore
  // Abramowitz and Stegun 7.1.26, as TensorFlow.js
  ["erf", `let a = abs(x);
  let t = T(1.0) / (T(1.0) + 0.3275911f * a);
  let p = ((((1.061405429f * t - T(1.453152027)) * t + T(1.421413741)) * t - T(0.284496736)) * t + T(0.254829592)) * t;
  return sign(x) * (T(1.0) - p * expLimited(-a * a));`, ["expLimited"]], // prettier-ignore
];

function helpersFor(body: string, type: Type): string {
  const wanted = new Set<string>();
  for (const [name, , needs] of [...HELPERS].reverse()) {
    if (!body.includes(`${name}(`) && !wanted.has(name)) continue;
    wanted.add(name);
    needs.forEach((need) => wanted.add(need));
  }
  const all = closure(wanted);
  return HELPERS.filter(([name]) => all.has(name))
    .map(([name, text]) => `fn ${name}(x: ${type}) -> ${type} { ${typed(text, type)} }\n`)
    .join("");
}

function closure(names: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(names);
  for (const name of all) HELPERS.find(([known]) => known === name)?.[2].forEach((need) => all.add(need));
  return all;
}
