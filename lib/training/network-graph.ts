/** A network of the product as a graph of layers and an objective: what the compiled engine trains. */
import { AppError } from "../errors";
import type { GraphNode, Layer, LayerGraph } from "./layer-graph";
import {
  BATCH_NORM_EPSILON,
  BATCH_NORM_MOMENTUM,
  type ConvLayer,
  type DenseLayer,
  type LossName,
  type NetworkSpec,
  type OptimizerName,
  type TrainParams,
} from "./model-spec";
import { ADAM, DEFAULT_LOSS, type ClipSpec, type LearningRate, type LossSpec, type OptimizerSpec } from "./objective";

/** What a training minimises, how, and what it is scored by. */
export interface Objective {
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  readonly learningRate: LearningRate;
  readonly clip: ClipSpec;
  readonly score: "correct" | "squaredError";
  /** Classes under a regression loss: their right answers are counted on the host. */
  readonly scoresOnHost: boolean;
}

/** The usual constants, those of the tfjs engine: momentum 0.9, RMSProp decay 0.9, Adam 0.9 and 0.999. */
const OPTIMIZER_SPECS: Readonly<Record<OptimizerName, OptimizerSpec>> = {
  sgd: { kind: "sgd" },
  momentum: { kind: "momentum", momentum: 0.9, nesterov: false },
  rmsprop: { kind: "rmsprop", decay: 0.9, epsilon: 1e-7 },
  adam: ADAM,
};

/**
 * The network's layers. Nodes with weights are named `conv0`, `norm0`, … and `dense0`, …. The output is logits (or the value); under a
 * loss that compares probabilities with targets, their activation follows as node `answer`.
 */
export function networkGraph(spec: NetworkSpec, loss: LossName = "auto"): LayerGraph {
  const layers: (readonly [string, Layer])[] = [
    ...imageLayers(spec),
    ...spec.layers.flatMap((layer, index) => denseLayers(layer, index)),
  ];
  if (comparesProbabilities(spec, loss)) layers.push(["answer", { kind: "activation", activation: answerOf(spec) }]);
  const nodes = layers.map(([name, layer], index): GraphNode => ({ name, layer, inputs: [index - 1] }));
  return { inputShape: [spec.inputWidth], nodes };
}

/** The network with its answers as outputs: class probabilities, the probability of class 1, or the value. */
export function answerGraph(spec: NetworkSpec): LayerGraph {
  return networkGraph(spec, "meanSquaredError");
}

/** Loss, optimiser and score by the names in the parameters; `training.model-invalid` for cross-entropy on numbers. */
export function objectiveOf(
  spec: NetworkSpec,
  params: Pick<TrainParams, "loss" | "optimizer" | "learningRate">,
): Objective {
  const onProbabilities = comparesProbabilities(spec, params.loss);
  return {
    loss: lossOf(spec, params.loss),
    optimizer: OPTIMIZER_SPECS[params.optimizer],
    learningRate: { rate: params.learningRate, schedule: { kind: "constant" }, warmupSteps: 0 },
    clip: null,
    score: spec.task === "regression" || onProbabilities ? "squaredError" : "correct",
    scoresOnHost: onProbabilities,
  };
}

function answerOf(spec: NetworkSpec): "sigmoid" | "softmax" {
  return spec.task === "binary" ? "sigmoid" : "softmax";
}

/** Targets are class numbers, one per row, and must be spread to one-hot rows for this loss. */
export function needsOneHot(spec: NetworkSpec, loss: LossName): boolean {
  return spec.task === "multiclass" && comparesProbabilities(spec, loss);
}

/** The regression losses on classes: mean of |p − t| or (p − t)² over all outputs. */
function comparesProbabilities(spec: NetworkSpec, loss: LossName): boolean {
  return spec.task !== "regression" && (loss === "meanSquaredError" || loss === "meanAbsoluteError");
}

function lossOf(spec: NetworkSpec, name: LossName): LossSpec {
  const isCrossEntropy = name === "crossEntropy" || (name === "auto" && spec.task !== "regression");
  if (!isCrossEntropy) {
    const kind = name === "meanAbsoluteError" ? name : "meanSquaredError";
    return { ...DEFAULT_LOSS, kind, fromLogits: false };
  }
  if (spec.task === "regression") throw new AppError("training.model-invalid", { details: { loss: name } });
  return { ...DEFAULT_LOSS, kind: spec.task === "binary" ? "binaryCrossEntropy" : "sparseCategoricalCrossEntropy" };
}

function imageLayers(spec: NetworkSpec): readonly (readonly [string, Layer])[] {
  if (spec.imageSide === null) return [];
  return [
    ["image", { kind: "reshape", shape: [spec.imageSide, spec.imageSide, 1] }],
    ...spec.convolutions.flatMap((layer, index) => convLayers(layer, index)),
    ["flatten", { kind: "flatten" }],
  ];
}

function convLayers(layer: ConvLayer, index: number): readonly (readonly [string, Layer])[] {
  const { filters, kernelSize, padding, activation, batchNormalization, pool } = layer;
  const convolution: Layer = {
    ...{ kind: "conv2d", filters, kernelSize: [kernelSize, kernelSize], strides: [1, 1], dilation: [1, 1], padding },
    ...{ activation: batchNormalization ? "linear" : activation, useBias: true },
  };
  const layers: [string, Layer][] = [[`conv${index}`, convolution]];
  if (batchNormalization) {
    const constants = { momentum: BATCH_NORM_MOMENTUM, epsilon: BATCH_NORM_EPSILON };
    layers.push([`norm${index}`, { kind: "batchNormalization", ...constants }]);
    if (activation !== "linear") layers.push([`activation${index}`, { kind: "activation", activation }]);
  }
  if (pool > 1) {
    layers.push([
      `pool${index}`,
      { kind: "maxPool2d", poolSize: [pool, pool], strides: [pool, pool], padding: "valid" },
    ]);
  }
  return layers;
}

function denseLayers({ units, activation, dropout }: DenseLayer, index: number): readonly (readonly [string, Layer])[] {
  const layers: [string, Layer][] = [[`dense${index}`, { kind: "dense", units, activation, useBias: true }]];
  if (dropout > 0) layers.push([`dropout${index}`, { kind: "dropout", rate: dropout }]);
  return layers;
}
