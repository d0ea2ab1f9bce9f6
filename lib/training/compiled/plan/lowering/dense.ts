/** y = act(x·W + b) on the last dimension; dW = xᵀ·dy, db = Σ dy, dx = dy·Wᵀ. */
import type { GraphActivation, Layer } from "../../../layer-graph";
import type { BackwardOp } from "../backward-op";
import { channelsOf, leadingSize } from "../shapes";
import { onlyInput, weightOf, type LayerContext, type Step, type Value, type Weight } from "./step";

export function lowerDense(context: LayerContext<Extract<Layer, { kind: "dense" }>>): Value {
  const { x, shape } = onlyInput(context);
  return emitDense(context, {
    x,
    rowsPerSample: leadingSize(shape),
    inputs: channelsOf(shape),
    units: context.layer.units,
    kernel: weightOf(context, "kernel"),
    bias: context.weight("bias"),
    activation: context.activation,
  });
}

interface DenseStep {
  readonly x: Value;
  readonly rowsPerSample: number;
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Weight;
  readonly bias: Weight | null;
  readonly activation: GraphActivation;
}

/** Also what a 1×1 convolution is: each position is a row. */
export function emitDense(context: LayerContext, step: DenseStep): Value {
  const { x, rowsPerSample, inputs, units, kernel, bias, activation } = step;
  const sizes = { rowsPerSample, inputs, units };
  const y = context.value(rowsPerSample * units, activation);
  const slots = { x: x.slot, kernel: kernel.slot, bias: bias?.slot ?? null, y: y.slot };
  context.emit({
    forward: [{ kind: "dense", ...sizes, activation, ...slots }],
    output: y,
    inputs: [x],
    trains: true,
    backward: (dy, into) => {
      const ops: BackwardOp[] = [];
      const gradients = weightGradients(kernel, bias);
      if (gradients) ops.push({ kind: "denseWeightGradient", ...sizes, x: x.slot, dy, ...gradients });
      const target = into(x);
      if (target) ops.push({ kind: "denseInputGradient", ...sizes, dy, kernel: kernel.slot, ...target });
      return ops;
    },
  } satisfies Step);
  return y;
}

/** Null in a plan that trains nothing. */
export function weightGradients(kernel: Weight, bias: Weight | null) {
  return kernel.gradient && { dKernel: kernel.gradient, dBias: bias?.gradient ?? null };
}
