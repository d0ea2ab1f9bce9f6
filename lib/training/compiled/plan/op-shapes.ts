/** The sizes of a call in the notation of mathematics, for a full batch. */
import type { PlanOp } from "./plan";
import type { ForwardOp, Window2d } from "./forward-op";
import type { BackwardOp } from "./backward-op";

/** As in `[128,64]·[64,128] → [128,128]`; `∗` is a convolution, `ᵀ` a transposed matrix. */
export function shapesOf(op: PlanOp, rows: number): string {
  if (op.kind === "update") return list([op.length]);
  if (op.kind === "loss") return `${list([rows, op.outputs])}, ${list([rows, op.targetWidth])} → []`;
  return callShapes(op, rows);
}

function callShapes(op: ForwardOp | BackwardOp, rows: number): string {
  switch (op.kind) {
    case "dense":
    case "denseWeightGradient":
    case "denseInputGradient":
      return denseShapes(op, rows);
    case "conv2d":
    case "conv2dWeightGradient":
    case "conv2dInputGradient":
      return windowShapes(op, { rows, outChannels: op.filters, last: op.filters });
    case "depthwise2d":
    case "depthwise2dWeightGradient":
    case "depthwise2dInputGradient":
      return windowShapes(op, { rows, outChannels: op.window.channels * op.multiplier, last: op.multiplier });
    case "maxPool2d":
    case "averagePool2d":
      return `${imageIn(op.window, rows)} → ${imageOut(op.window, rows, op.window.channels)}`;
    case "maxPool2dGradient":
    case "averagePool2dGradient":
      return `${imageOut(op.window, rows, op.window.channels)} → ${imageIn(op.window, rows)}`;
    case "lstm":
    case "gru":
      return `${list([rows, op.time, op.features])} → ${list([rows, op.y.width])}`;
    case "lstmGradient":
    case "gruGradient":
      return `${list([rows, op.dy.width])} → ${list([rows, op.time, op.features])}`;
    case "embedding":
      return `${list([rows, op.length])}, ${list([op.inputDim, op.outputDim])} → ${list([rows, op.length, op.outputDim])}`;
    case "embeddingGradient":
      return `${list([rows, op.length, op.outputDim])} → ${list([op.inputDim, op.outputDim])}`;
    default:
      return elementwiseShapes(op, rows);
  }
}

type Dense = Extract<PlanOp, { kind: "dense" | "denseWeightGradient" | "denseInputGradient" }>;

function denseShapes(op: Dense, rows: number): string {
  const count = rows * op.rowsPerSample;
  const x = list([count, op.inputs]);
  const y = list([count, op.units]);
  const kernel = list([op.inputs, op.units]);
  if (op.kind === "dense") return `${x}·${kernel} → ${y}`;
  return op.kind === "denseWeightGradient" ? `${x}ᵀ·${y} → ${kernel}` : `${y}·${kernel}ᵀ → ${x}`;
}

type Convolution = Extract<
  PlanOp,
  {
    kind:
      | "conv2d"
      | "conv2dWeightGradient"
      | "conv2dInputGradient"
      | "depthwise2d"
      | "depthwise2dWeightGradient"
      | "depthwise2dInputGradient";
  }
>;

function windowShapes(
  op: Convolution,
  sizes: { readonly rows: number; readonly outChannels: number; readonly last: number },
): string {
  const { window } = op;
  const kernel = list([window.kernelHeight, window.kernelWidth, window.channels, sizes.last]);
  const x = imageIn(window, sizes.rows);
  const y = imageOut(window, sizes.rows, sizes.outChannels);
  if (op.kind === "conv2d" || op.kind === "depthwise2d") return `${x} ∗ ${kernel} → ${y}`;
  const weights = op.kind === "conv2dWeightGradient" || op.kind === "depthwise2dWeightGradient";
  return weights ? `${x} ∗ ${y} → ${kernel}` : `${y} ∗ ${kernel}ᵀ → ${x}`;
}

function elementwiseShapes(op: ForwardOp | BackwardOp, rows: number): string {
  const to = "dx" in op ? op.dx : "y" in op ? op.y : null;
  const from = "dy" in op ? op.dy : "x" in op ? op.x : to;
  return `${list([rows, from?.width ?? 0])} → ${to ? list([rows, to.width]) : "∅"}`;
}

function imageIn(window: Window2d, rows: number): string {
  return list([rows, window.height, window.width, window.channels]);
}

function imageOut(window: Window2d, rows: number, channels: number): string {
  return list([rows, window.outHeight, window.outWidth, channels]);
}

function list(sizes: readonly number[]): string {
  return `[${sizes.join(",")}]`;
}
