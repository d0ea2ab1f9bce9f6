/** What the compiled engine does not cover, by name: such a model goes to TensorFlow.js. */
import { AppError } from "../../../errors";
import {
  GRAPH_ACTIVATIONS,
  type GraphActivation,
  type Layer,
  type LayerGraph,
  type LayerKind,
} from "../../layer-graph";
import type { LossKind, LossSpec } from "../../objective";
import type { ScoreKind } from "./plan";
import { FUSIBLE_ACTIVATIONS } from "./backward-op";

export type CompiledTarget = "wasm" | "webgpu";

const LAYER_KINDS: Readonly<Record<LayerKind, true>> = {
  dense: true,
  conv1d: true,
  conv2d: true,
  depthwiseConv2d: true,
  separableConv2d: true,
  maxPool1d: true,
  averagePool1d: true,
  maxPool2d: true,
  averagePool2d: true,
  globalMaxPool: true,
  globalAveragePool: true,
  batchNormalization: true,
  layerNormalization: true,
  dropout: true,
  gaussianNoise: true,
  embedding: true,
  flatten: true,
  reshape: true,
  concatenate: true,
  add: true,
  activation: true,
  lstm: true,
  gru: true,
};

const CLASSIFICATION: Readonly<Record<LossKind, boolean>> = {
  meanSquaredError: false,
  meanAbsoluteError: false,
  huber: false,
  binaryCrossEntropy: true,
  categoricalCrossEntropy: true,
  sparseCategoricalCrossEntropy: true,
};

/**
 * Names of what a target cannot run: layer kinds ("lstm" on WebGPU), unknown kinds and activations as they are written, a
 * recurrent layer's activation with the layer ("gru swish"). Each name once; empty when everything is covered.
 */
export function uncovered(graph: LayerGraph, target: CompiledTarget): readonly string[] {
  return [...new Set(graph.nodes.flatMap(({ layer }) => uncoveredIn(layer, target)))];
}

/** Names of a loss, or of a combination of loss, score, class weights and output, that no target has. */
export function uncoveredLoss(options: {
  readonly loss: LossSpec;
  readonly score: ScoreKind;
  /** Dimensions of the output without the batch, and its numbers per row. */
  readonly outputRank: number;
  readonly outputs: number;
}): readonly string[] {
  const { loss, score, outputRank, outputs } = options;
  const classifies = known(CLASSIFICATION, loss.kind) ? CLASSIFICATION[loss.kind] : null;
  if (classifies === null) return [loss.kind];
  const names: string[] = [];
  const oneClassPerRow =
    loss.kind === "sparseCategoricalCrossEntropy" || (loss.kind === "binaryCrossEntropy" && outputs === 1);
  if (score !== (classifies ? "correct" : "squaredError")) names.push(`${loss.kind} ${score}`);
  if (loss.classWeights !== null && !oneClassPerRow) names.push(`${loss.kind} classWeights`);
  if (classifies && loss.kind !== "binaryCrossEntropy" && outputRank !== 1) names.push(`${loss.kind} [${outputRank}]`);
  return names;
}

/** Throws `training.uncovered` for the first name. */
export function requireCovered(names: readonly string[]): void {
  const [what] = names;
  if (what !== undefined) throw new AppError("training.uncovered", { details: { what } });
}

export function isFusible(activation: GraphActivation): boolean {
  return FUSIBLE_ACTIVATIONS.includes(activation);
}

function uncoveredIn(layer: Layer, target: CompiledTarget): readonly string[] {
  if (!known(LAYER_KINDS, layer.kind)) return [String(layer.kind)];
  if (layer.kind === "lstm" || layer.kind === "gru") {
    const inner = [layer.activation, layer.recurrentActivation].filter((activation) => !isFusible(activation));
    return [...(target === "webgpu" ? [layer.kind] : []), ...inner.map((activation) => `${layer.kind} ${activation}`)];
  }
  if (!("activation" in layer)) return [];
  return GRAPH_ACTIVATIONS.includes(layer.activation) ? [] : [String(layer.activation)];
}

/** Own keys only: a name from a file may be "constructor". */
function known(table: object, name: string): boolean {
  return Object.hasOwn(table, name);
}
