/** Layers that treat each number alone: activations, noise, sums and concatenations. */
import type { GraphActivation, Layer, Shape } from "../../../layer-graph";
import type { ForwardOp } from "../forward-op";
import { channelsOf, leadingSize } from "../shapes";
import { onlyInput, type LayerContext, type Value } from "./step";

/** An activation in a call of its own, along the last dimension of `shape` for softmax and logSoftmax. */
export function emitActivation(
  context: LayerContext,
  step: { readonly x: Value; readonly shape: Shape; readonly activation: GraphActivation },
): Value {
  const { x, shape, activation } = step;
  const sizes = { rowsPerSample: leadingSize(shape), channels: channelsOf(shape) };
  const y = context.value(x.slot.width, "linear");
  const slots = { x: x.slot, y: y.slot };
  context.emit({
    forward: [{ kind: "activation", ...sizes, activation, ...slots }],
    output: y,
    inputs: [x],
    trains: false,
    backward: (dy, into) => {
      const target = into(x);
      return target ? [{ kind: "activationGradient", ...sizes, activation, ...slots, dy, ...target }] : [];
    },
  });
  return y;
}

/** Nothing to compute when the rate is 0 or nothing trains. */
export function lowerDropout(context: LayerContext<Extract<Layer, { kind: "dropout" }>>): Value {
  const { x } = onlyInput(context);
  const { rate } = context.layer;
  if (rate === 0 || !context.training) return x;
  const y = context.value(x.slot.width, "linear");
  const mask = { width: x.slot.width, rate, node: context.node };
  context.emit({
    forward: [{ kind: "dropout", ...mask, x: x.slot, y: y.slot }],
    output: y,
    inputs: [x],
    trains: false,
    backward: (dy, into) => {
      const target = into(x);
      return target ? [{ kind: "dropoutGradient", ...mask, dy, ...target }] : [];
    },
  });
  return y;
}

/** Noise is added: its gradient passes unchanged. */
export function lowerNoise(context: LayerContext<Extract<Layer, { kind: "gaussianNoise" }>>): Value {
  const { x } = onlyInput(context);
  const { stddev } = context.layer;
  if (stddev === 0 || !context.training) return x;
  const { width } = x.slot;
  const y = context.value(width, "linear");
  context.emit({
    forward: [{ kind: "gaussianNoise", width, stddev, node: context.node, x: x.slot, y: y.slot }],
    output: y,
    inputs: [x],
    trains: false,
    backward: (dy, into) => {
      const target = into(x);
      return target ? [{ kind: "pass", width, dy, ...target }] : [];
    },
  });
  return y;
}

/** y = a + b, then y = y + c and so on. Each input's gradient is the output's. */
export function lowerAdd(context: LayerContext): Value {
  const { inputs } = context;
  const [first = context.graphInput, ...others] = inputs;
  const { width } = first.slot;
  const y = context.value(width, "linear");
  const forward = others.map((other, index): ForwardOp => ({
    kind: "add",
    width,
    a: index === 0 ? first.slot : y.slot,
    b: other.slot,
    y: y.slot,
  }));
  context.emit({
    forward,
    output: y,
    inputs,
    trains: false,
    backward: (dy, into) =>
      inputs.flatMap((input) => {
        const target = into(input);
        return target ? [{ kind: "pass" as const, width, dy, ...target }] : [];
      }),
  });
  return y;
}

export function lowerConcatenate(context: LayerContext): Value {
  const { inputs, inputShapes, outputShape } = context;
  const rowsPerSample = leadingSize(outputShape);
  const total = channelsOf(outputShape);
  const y = context.value(rowsPerSample * total, "linear");
  let column = 0;
  const parts = inputs.map((input, index) => {
    const width = channelsOf(inputShapes[index] ?? []);
    const part = { input, sizes: { rowsPerSample, width, column, total } };
    column += width;
    return part;
  });
  context.emit({
    forward: parts.map(({ input, sizes }) => ({ kind: "copyColumns", ...sizes, x: input.slot, y: y.slot })),
    output: y,
    inputs,
    trains: false,
    backward: (dy, into) =>
      parts.flatMap(({ input, sizes }) => {
        const target = into(input);
        return target ? [{ kind: "copyColumnsGradient" as const, ...sizes, dy, ...target }] : [];
      }),
  });
  return y;
}
