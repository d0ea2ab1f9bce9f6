/** Layers that carry a state along a sequence [time, features]. */
import type { Layer } from "../../../layer-graph";
import { activateNumber } from "./oracle-activations";
import { channelsOf, zeros, type OracleValue, type WeightsOf } from "./oracle-value";

type Recurrent = Extract<Layer, { kind: "lstm" | "gru" }>;

/** One sequence's state: what a step hands to the next one. The cell is the LSTM's long memory. */
interface State {
  readonly hidden: Float64Array;
  readonly cell: Float64Array;
}

type Step = (x: Float64Array, state: State) => State;

/** The last hidden state, or those of all times. */
export function recurrent(layer: Recurrent, input: OracleValue, weights: WeightsOf): OracleValue {
  const step = layer.kind === "lstm" ? lstmStep(layer, weights) : gruStep(layer, weights);
  const [time, features] = [input.shape[0]!, channelsOf(input.shape)];
  const output = zeros(input.rows, layer.returnSequences ? [time, layer.units] : [layer.units]);
  for (let row = 0; row < input.rows; row++) {
    let state: State = { hidden: new Float64Array(layer.units), cell: new Float64Array(layer.units) };
    for (let t = 0; t < time; t++) {
      const position = row * time + t;
      state = step(input.values.subarray(position * features, (position + 1) * features), state);
      output.values.set(state.hidden, (layer.returnSequences ? position : row) * layer.units);
    }
  }
  return output;
}

/** Long short-term memory (Hochreiter and Schmidhuber, 1997), with a forget gate: c = f·c + i·act(…), h = o·act(c). */
function lstmStep(layer: Recurrent, weights: WeightsOf): Step {
  const act = (x: number) => activateNumber(layer.activation, x);
  const gate = (x: number) => activateNumber(layer.recurrentActivation, x);
  const sum = gateSums(layer.units, weights);
  return (x, { hidden, cell }) => {
    const next = { hidden: new Float64Array(layer.units), cell: new Float64Array(layer.units) };
    for (let unit = 0; unit < layer.units; unit++) {
      const [i, f, candidate, o] = [0, 1, 2, 3].map((g) => sum({ gate: g, unit }, x, hidden)) as [
        number,
        number,
        number,
        number,
      ];
      next.cell[unit] = gate(f) * cell[unit]! + gate(i) * act(candidate);
      next.hidden[unit] = gate(o) * act(next.cell[unit]!);
    }
    return next;
  };
}

/** Gated recurrent unit (Cho et al., 2014): h = z·h + (1 − z)·act(…), where the reset gate acts on h before its product. */
function gruStep(layer: Recurrent, weights: WeightsOf): Step {
  const gate = (x: number) => activateNumber(layer.recurrentActivation, x);
  const sum = gateSums(layer.units, weights);
  return (x, { hidden, cell }) => {
    const reset = hidden.map((h, unit) => h * gate(sum({ gate: 1, unit }, x, hidden)));
    const next = hidden.map((h, unit) => {
      const z = gate(sum({ gate: 0, unit }, x, hidden));
      return z * h + (1 - z) * activateNumber(layer.activation, sum({ gate: 2, unit }, x, reset));
    });
    return { hidden: next, cell };
  };
}

/** One gate's x·kernel + h·recurrentKernel + bias. Gates lie side by side in the kernels. */
function gateSums(units: number, weights: WeightsOf) {
  const [kernel, recurrentKernel, bias] = [weights("kernel"), weights("recurrentKernel"), weights("bias")];
  return (of: { gate: number; unit: number }, x: Float64Array, hidden: Float64Array): number => {
    const column = of.gate * units + of.unit;
    const along = (vector: Float64Array, matrix: Float64Array) =>
      vector.reduce((sum, value, row) => sum + value * matrix[row * bias.length + column]!, 0);
    return along(x, kernel) + along(hidden, recurrentKernel) + bias[column]!;
  };
}
