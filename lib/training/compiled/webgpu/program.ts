/** A plan as lists of kernels: a training step, an evaluated batch, a predicted batch, an input gradient. */
import { AppError } from "../../../errors";
import type { Plan } from "../plan/plan";
import type { ForwardOp } from "../plan/forward-op";
import type { BackwardOp } from "../plan/backward-op";
import { batchNormGradientKernels, batchNormKernels } from "./shaders/batch-norm";
import { conv2dKernel } from "./shaders/windows/conv2d";
import { conv2dInputGradientKernel } from "./shaders/windows/conv2d-input-gradient";
import { conv2dWeightGradientKernels } from "./shaders/windows/conv2d-weight-gradient";
import { denseInputGradientKernel, denseKernel } from "./shaders/dense";
import { denseWeightGradientKernels } from "./shaders/dense-weight-gradient";
import {
  depthwise2dInputGradientKernel,
  depthwise2dKernel,
  depthwise2dWeightGradientKernels,
} from "./shaders/windows/depthwise2d";
import { embeddingGradientKernels, embeddingKernel } from "./shaders/embedding";
import { gatherKernel } from "./shaders/gather";
import type { Kernel, KernelContext } from "./shaders/kernel";
import { layerNormGradientKernels, layerNormKernel } from "./shaders/layer-norm";
import { lossKernels } from "./shaders/loss";
import {
  activationGradientKernel,
  activationKernel,
  addKernel,
  copyColumnsGradientKernel,
  copyColumnsKernel,
  outputActivationKernels,
  passKernel,
} from "./shaders/elementwise";
import { dropoutGradientKernel, dropoutKernel, gaussianNoiseKernel } from "./shaders/noise";
import { averagePool2dGradientKernel, maxPool2dGradientKernel, pool2dKernel } from "./shaders/windows/pool2d";
import { updateKernels } from "./shaders/update";

export type ProgramKind = "train" | "evaluate" | "predict" | "inputGradients";

/** The kernels of one batch, in order. */
export function programOf(context: KernelContext, plan: Plan, kind: ProgramKind): readonly Kernel[] {
  const training = kind === "train";
  const forward = plan.forward.flatMap((op) => forwardKernels(context, op, training));
  const backward = () => plan.backward.flatMap((op) => backwardKernels(context, op, training));
  switch (kind) {
    case "train":
      return [
        gatherKernel(context, plan),
        ...forward,
        ...lossKernels(context, plan.loss, "train"),
        ...backward(),
        ...updateKernels(context, plan),
      ];
    case "evaluate":
      return [gatherKernel(context, plan), ...forward, ...lossKernels(context, plan.loss, "evaluate")];
    case "predict":
      return [...forward, ...outputActivationKernels(context, plan)];
    case "inputGradients":
      return [...forward, ...lossKernels(context, plan.loss, "train"), ...backward()];
  }
}

function forwardKernels(context: KernelContext, op: ForwardOp, training: boolean): readonly Kernel[] {
  switch (op.kind) {
    case "dense":
      return [denseKernel(context, op)];
    case "conv2d":
      return [conv2dKernel(context, op)];
    case "depthwise2d":
      return [depthwise2dKernel(context, op)];
    case "maxPool2d":
    case "averagePool2d":
      return [pool2dKernel(context, op)];
    case "batchNorm":
      return batchNormKernels(context, op, training);
    case "layerNorm":
      return [layerNormKernel(context, op)];
    case "embedding":
      return [embeddingKernel(context, op)];
    case "dropout":
      return [dropoutKernel(context, op, training)];
    case "gaussianNoise":
      return [gaussianNoiseKernel(context, op, training)];
    case "copyColumns":
      return [copyColumnsKernel(context, op)];
    case "add":
      return [addKernel(context, op)];
    case "activation":
      return [activationKernel(context, op)];
    default:
      throw new AppError("training.uncovered", { details: { what: op.kind } });
  }
}

function backwardKernels(context: KernelContext, op: BackwardOp, training: boolean): readonly Kernel[] {
  switch (op.kind) {
    case "denseWeightGradient":
      return denseWeightGradientKernels(context, op);
    case "denseInputGradient":
      return [denseInputGradientKernel(context, op)];
    case "conv2dWeightGradient":
      return conv2dWeightGradientKernels(context, op);
    case "conv2dInputGradient":
      return [conv2dInputGradientKernel(context, op)];
    case "depthwise2dWeightGradient":
      return depthwise2dWeightGradientKernels(context, op);
    case "depthwise2dInputGradient":
      return [depthwise2dInputGradientKernel(context, op)];
    case "maxPool2dGradient":
      return [maxPool2dGradientKernel(context, op)];
    case "averagePool2dGradient":
      return [averagePool2dGradientKernel(context, op)];
    case "batchNormGradient":
      return batchNormGradientKernels(context, op);
    case "layerNormGradient":
      return layerNormGradientKernels(context, op);
    case "embeddingGradient":
      return embeddingGradientKernels(context, op);
    case "dropoutGradient":
      return [dropoutGradientKernel(context, op, training)];
    case "copyColumnsGradient":
      return [copyColumnsGradientKernel(context, op)];
    case "pass":
      return [passKernel(context, op)];
    case "activationGradient":
      return [activationGradientKernel(context, op)];
    default:
      throw new AppError("training.uncovered", { details: { what: op.kind } });
  }
}
