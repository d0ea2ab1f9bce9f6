/**
 * Floating-point operations of a call: 2 per multiply-add of a matrix product or convolution (padding counted as if it were data),
 * and a rough number per element elsewhere. Biases and fused activations are not counted.
 */
import type { PlanOp, UpdateOp } from "./plan";
import type { ForwardOp, Window2d } from "./forward-op";
import type { BackwardOp } from "./backward-op";

/** Per parameter, without clipping and penalties. */
const UPDATE_FLOPS: Readonly<Record<UpdateOp["optimizer"]["kind"], number>> = {
  sgd: 2,
  momentum: 4,
  rmsprop: 8,
  adam: 12,
  adamw: 14,
};
/** Per element: mean, squared distances, and the normalised value (forward); two sums and the gradient (backward). */
const NORM_FLOPS = 8;
/** Per output: softmax or sigmoid, its logarithm, and the gradient. */
const LOSS_FLOPS = 8;

export function opFlops(op: PlanOp, rows: number): number {
  if (op.kind === "update") return op.length * UPDATE_FLOPS[op.optimizer.kind];
  if (op.kind === "loss") return rows * op.outputs * LOSS_FLOPS;
  return rows * sampleFlops(op);
}

function sampleFlops(op: ForwardOp | BackwardOp): number {
  switch (op.kind) {
    case "dense":
    case "denseWeightGradient":
    case "denseInputGradient":
      return 2 * op.rowsPerSample * op.inputs * op.units;
    case "conv2d":
    case "conv2dWeightGradient":
    case "conv2dInputGradient":
      return 2 * windowReads(op.window) * op.filters;
    case "depthwise2d":
    case "depthwise2dWeightGradient":
    case "depthwise2dInputGradient":
      return 2 * windowReads(op.window) * op.multiplier;
    case "maxPool2d":
    case "averagePool2d":
    case "maxPool2dGradient":
    case "averagePool2dGradient":
      return windowReads(op.window);
    case "batchNorm":
    case "layerNorm":
    case "batchNormGradient":
    case "layerNormGradient":
      return NORM_FLOPS * op.rowsPerSample * op.channels;
    case "activation":
    case "activationGradient":
      return op.rowsPerSample * op.channels;
    case "lstm":
    case "gru":
      return recurrentFlops(op);
    case "lstmGradient":
    case "gruGradient":
      return 2 * recurrentFlops(op);
    case "embedding":
    case "embeddingGradient":
      return op.length * op.outputDim;
    case "copyColumns":
    case "copyColumnsGradient":
      return op.rowsPerSample * op.width;
    case "dropout":
    case "dropoutGradient":
    case "gaussianNoise":
    case "add":
    case "pass":
      return op.width;
  }
}

/** Numbers that all windows of a sample read together. */
function windowReads(window: Window2d): number {
  const { outHeight, outWidth, kernelHeight, kernelWidth, channels } = window;
  return outHeight * outWidth * kernelHeight * kernelWidth * channels;
}

function recurrentFlops(op: Extract<PlanOp, { kind: "lstm" | "gru" | "lstmGradient" | "gruGradient" }>): number {
  const gates = op.kind === "lstm" || op.kind === "lstmGradient" ? 4 : 3;
  return 2 * op.time * (op.features + op.units) * gates * op.units;
}
