/** Layers on sequences: a table of vectors, and the recurrent ones. */
import type { Layer } from "../../../layer-graph";
import { invalid } from "../shapes";
import type { Slot } from "../slot";
import { NO_TARGET, onlyInput, weightOf, type LayerContext, type Value, type Weight } from "./step";

type Recurrent = Extract<Layer, { kind: "lstm" | "gru" }>;

/** Floats per unit and time step that backward needs again: lstm i, f, c̃, o and the cell state; gru z, r, h̃. */
const SAVED_GATES: Readonly<Record<Recurrent["kind"], number>> = { lstm: 5, gru: 3 };
/** Floats per unit that backward works with at one time step. */
const WORK_FLOATS = 6;

/** Whole numbers have no gradient, so the table must read the features themselves. */
export function lowerEmbedding(context: LayerContext<Extract<Layer, { kind: "embedding" }>>): Value {
  const { inputDim, outputDim } = context.layer;
  const { x } = onlyInput(context);
  if (x.id !== context.graphInput.id) throw invalid(context.name, "inputs");
  const sizes = { length: x.slot.width, inputDim, outputDim };
  const table = weightOf(context, "embeddings");
  const y = context.value(sizes.length * outputDim, "linear");
  context.emit({
    forward: [{ kind: "embedding", ...sizes, x: x.slot, table: table.slot, y: y.slot }],
    output: y,
    inputs: [],
    trains: true,
    backward: (dy) =>
      table.gradient ? [{ kind: "embeddingGradient", ...sizes, x: x.slot, dy, dTable: table.gradient }] : [],
  });
  return y;
}

export function lowerRecurrent(context: LayerContext<Recurrent>): Value {
  const { layer } = context;
  const { x, shape } = onlyInput(context);
  const [time = 1, features = 1] = shape;
  const { units, activation, recurrentActivation, returnSequences } = layer;
  const kernel = weightOf(context, "kernel");
  const recurrentKernel = weightOf(context, "recurrentKernel");
  const bias = weightOf(context, "bias");
  const y = context.value((returnSequences ? time : 1) * units, "linear");
  const call = {
    time,
    features,
    units,
    activation,
    recurrentActivation,
    returnSequences,
    x: x.slot,
    kernel: kernel.slot,
    recurrentKernel: recurrentKernel.slot,
    bias: bias.slot,
    hidden: context.room("activations", time * units),
    gates: context.room("activations", time * units * SAVED_GATES[layer.kind]),
  };
  context.emit({
    forward: [{ kind: layer.kind, ...call, y: y.slot }],
    output: y,
    inputs: [x],
    trains: true,
    backward: (dy, into) => [
      {
        kind: `${layer.kind}Gradient` as const,
        ...call,
        dy,
        ...(into(x) ?? NO_TARGET),
        dKernel: gradientOf(context, kernel),
        dRecurrentKernel: gradientOf(context, recurrentKernel),
        dBias: gradientOf(context, bias),
        work: context.room("deltas", WORK_FLOATS * units),
      },
    ],
  });
  return y;
}

/** A recurrent gradient call always computes the weights' gradients; where nothing trains they go to room that nobody reads. */
function gradientOf(context: LayerContext, weight: Weight): Slot {
  return weight.gradient ?? context.room("gradients", weight.slot.width);
}
