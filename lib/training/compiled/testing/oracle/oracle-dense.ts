/** Layers that are one matrix product, or a look-up in one. */
import type { Layer } from "../../../layer-graph";
import { activate } from "./oracle-activations";
import { channelsOf, zeros, type OracleValue, type WeightsOf } from "./oracle-value";

/** y = act(x · kernel + bias) on the last dimension. */
export function dense(layer: Extract<Layer, { kind: "dense" }>, input: OracleValue, weights: WeightsOf): OracleValue {
  const inputs = channelsOf(input.shape);
  const sums = product(input.values, { inputs, units: layer.units, kernel: weights("kernel") });
  const output = { rows: input.rows, shape: [...input.shape.slice(0, -1), layer.units], values: sums };
  return activate(layer.activation, layer.useBias ? addBias(output, weights("bias")) : output);
}

/** Every whole number becomes its row of the table. */
export function embedding(
  layer: Extract<Layer, { kind: "embedding" }>,
  input: OracleValue,
  weights: WeightsOf,
): OracleValue {
  const table = weights("embeddings");
  const output = zeros(input.rows, [...input.shape, layer.outputDim]);
  input.values.forEach((token, index) => {
    const row = table.subarray(token * layer.outputDim, (token + 1) * layer.outputDim);
    output.values.set(row, index * layer.outputDim);
  });
  return output;
}

/** Row vectors [inputs] times a kernel [inputs, units]. */
export function product(
  x: Float64Array,
  by: { readonly inputs: number; readonly units: number; readonly kernel: Float64Array },
): Float64Array {
  const { inputs, units, kernel } = by;
  const rows = x.length / inputs;
  const y = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++)
    for (let unit = 0; unit < units; unit++)
      for (let i = 0; i < inputs; i++) y[row * units + unit]! += x[row * inputs + i]! * kernel[i * units + unit]!;
  return y;
}

/** Adds one number per channel. */
export function addBias(input: OracleValue, bias: Float64Array): OracleValue {
  return { ...input, values: input.values.map((value, index) => value + bias[index % bias.length]!) };
}
