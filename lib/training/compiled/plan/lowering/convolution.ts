/** Convolutions. A one-dimensional one is two-dimensional with height 1; a pointwise one is a dense layer on the channels. */
import type { GraphActivation, Layer } from "../../../layer-graph";
import type { Window2d } from "../forward-op";
import type { BackwardOp } from "../backward-op";
import { invalid } from "../shapes";
import { isPointwise, layerWindow } from "../windows";
import { emitDense, weightGradients } from "./dense";
import { onlyInput, weightOf, type LayerContext, type Value, type Weight } from "./step";

type Convolution = Extract<Layer, { kind: "conv1d" | "conv2d" }>;
type Depthwise = Extract<Layer, { kind: "depthwiseConv2d" }>;
type Separable = Extract<Layer, { kind: "separableConv2d" }>;

export function lowerConvolution(context: LayerContext<Convolution>): Value {
  const { layer, activation } = context;
  const { x } = onlyInput(context);
  const kernel = weightOf(context, "kernel");
  const bias = context.weight("bias");
  return emitConvolution(context, { x, window: windowOf(context), filters: layer.filters, kernel, bias, activation });
}

export function lowerDepthwise(context: LayerContext<Depthwise>): Value {
  return emitDepthwise(context, { bias: context.weight("bias"), activation: context.activation });
}

/** A depthwise convolution without bias, then a pointwise one. */
export function lowerSeparable(context: LayerContext<Separable>): Value {
  const { layer, activation } = context;
  const x = emitDepthwise(context, { bias: null, activation: "linear" });
  const { outHeight, outWidth, channels } = windowOf(context);
  return emitDense(context, {
    x,
    rowsPerSample: outHeight * outWidth,
    inputs: channels * layer.depthMultiplier,
    units: layer.filters,
    kernel: weightOf(context, "pointwiseKernel"),
    bias: context.weight("bias"),
    activation,
  });
}

function emitConvolution(
  context: LayerContext,
  step: {
    readonly x: Value;
    readonly window: Window2d;
    readonly filters: number;
    readonly kernel: Weight;
    readonly bias: Weight | null;
    readonly activation: GraphActivation;
  },
): Value {
  const { x, window, filters, kernel, bias, activation } = step;
  const rowsPerSample = window.outHeight * window.outWidth;
  if (isPointwise(window)) {
    return emitDense(context, { x, rowsPerSample, inputs: window.channels, units: filters, kernel, bias, activation });
  }
  const sizes = { window, filters };
  const y = context.value(rowsPerSample * filters, activation);
  const slots = { x: x.slot, kernel: kernel.slot, bias: bias?.slot ?? null, y: y.slot };
  context.emit({
    forward: [{ kind: "conv2d", ...sizes, activation, ...slots }],
    output: y,
    inputs: [x],
    trains: true,
    backward: (dy, into) => {
      const ops: BackwardOp[] = [];
      const gradients = weightGradients(kernel, bias);
      if (gradients) ops.push({ kind: "conv2dWeightGradient", ...sizes, x: x.slot, dy, ...gradients });
      const target = into(x);
      if (target) ops.push({ kind: "conv2dInputGradient", ...sizes, dy, kernel: kernel.slot, ...target });
      return ops;
    },
  });
  return y;
}

function emitDepthwise(
  context: LayerContext<Depthwise | Separable>,
  step: { readonly bias: Weight | null; readonly activation: GraphActivation },
): Value {
  const { bias, activation } = step;
  const { x } = onlyInput(context);
  const window = windowOf(context);
  const sizes = { window, multiplier: context.layer.depthMultiplier };
  const kernel = weightOf(context, "depthwiseKernel");
  const y = context.value(window.outHeight * window.outWidth * window.channels * sizes.multiplier, activation);
  const slots = { x: x.slot, kernel: kernel.slot, bias: bias?.slot ?? null, y: y.slot };
  context.emit({
    forward: [{ kind: "depthwise2d", ...sizes, activation, ...slots }],
    output: y,
    inputs: [x],
    trains: true,
    backward: (dy, into) => {
      const ops: BackwardOp[] = [];
      const gradients = weightGradients(kernel, bias);
      if (gradients) ops.push({ kind: "depthwise2dWeightGradient", ...sizes, x: x.slot, dy, ...gradients });
      const target = into(x);
      if (target) ops.push({ kind: "depthwise2dInputGradient", ...sizes, dy, kernel: kernel.slot, ...target });
      return ops;
    },
  });
  return y;
}

function windowOf(context: LayerContext<Convolution | Depthwise | Separable>): Window2d {
  const window = layerWindow(context.layer, onlyInput(context).shape);
  if (window === null) throw invalid(context.name, "shape");
  return window;
}
