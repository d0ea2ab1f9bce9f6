/** Activations, as TensorFlow.js layers defines them. */
import type { GraphActivation } from "../../../layer-graph";
import { channelsOf, mapValues, type OracleValue } from "./oracle-value";

/** Scale and alpha that make activations normalise themselves (Klambauer et al., 2017). */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** ln(1 + eˣ) without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

type Elementwise = Exclude<GraphActivation, "softmax" | "logSoftmax">;

const ELEMENTWISE: Readonly<Record<Elementwise, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  elu: (x) => (x >= 0 ? x : Math.expm1(x)),
  selu: (x) => SELU_SCALE * (x >= 0 ? x : SELU_ALPHA * Math.expm1(x)),
  sigmoid,
  hardSigmoid: (x) => Math.min(Math.max(0.2 * x + 0.5, 0), 1),
  tanh: Math.tanh,
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  swish: (x) => x * sigmoid(x),
  mish: (x) => x * Math.tanh(softplus(x)),
  gelu: (x) => 0.5 * x * (1 + erf(x / Math.SQRT2)),
  gelu_new: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
};

/** The activation of one number; softmax and logSoftmax need a row, see {@link activate}. */
export function activateNumber(activation: GraphActivation, x: number): number {
  return activation === "softmax" || activation === "logSoftmax" ? NaN : ELEMENTWISE[activation](x);
}

/** The activation of every number, or along the last dimension (softmax, logSoftmax). */
export function activate(activation: GraphActivation, input: OracleValue): OracleValue {
  if (activation !== "softmax" && activation !== "logSoftmax") return mapValues(input, ELEMENTWISE[activation]);
  const channels = channelsOf(input.shape);
  const values = new Float64Array(input.values.length);
  for (let start = 0; start < values.length; start += channels) {
    const logs = logSoftmax(input.values.subarray(start, start + channels));
    values.set(activation === "softmax" ? logs.map(Math.exp) : logs, start);
  }
  return { ...input, values };
}

/** ln(e^xᵢ / Σ e^xⱼ), with the largest taken out first so that nothing overflows. */
export function logSoftmax(row: Float64Array): Float64Array {
  const top = Math.max(...row);
  const logSum = Math.log(row.reduce((sum, x) => sum + Math.exp(x - top), 0));
  return row.map((x) => x - top - logSum);
}

/** The error function by its series 2/√π · e^(−x²) · Σ 2ⁿx²ⁿ⁺¹ / (1·3·5…(2n+1)): all terms have one sign, so none cancel. */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
