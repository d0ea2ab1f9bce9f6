/** Where each activation is computed: inside the call that makes the value, in a call of its own, or in the loss. */
import type { GraphActivation, Layer, LayerGraph } from "../../layer-graph";
import type { LossSpec } from "../../objective";
import { isFusible } from "./coverage";

export interface NodeActivations {
  /** Computed by the layer's own call. */
  readonly fused: GraphActivation;
  /** Computed after it, by a separate call. */
  readonly separate: GraphActivation;
}

export interface Fusion {
  /** In the order of the nodes. */
  readonly nodes: readonly NodeActivations[];
  /** The activation that moved into the loss; "linear" for none. */
  readonly outputActivation: GraphActivation;
}

/**
 * An `activation` node moves into the dense, convolution or normalisation layer before it when that layer has none and nothing else
 * reads its value; only activations whose derivative follows from the output can (see FUSIBLE_ACTIVATIONS). A sigmoid or softmax
 * at the output moves into its cross-entropy: from logits the gradient is p − t, without a division by a vanishing p.
 */
export function fuseActivations(graph: LayerGraph, loss: LossSpec): Fusion {
  const own = graph.nodes.map(({ layer }) => ownActivation(layer));
  const outputActivation = intoLoss(own[own.length - 1] ?? "linear", loss);
  if (outputActivation !== "linear") own[own.length - 1] = "linear";
  const fused: GraphActivation[] = own.map(() => "linear");
  graph.nodes.forEach(({ layer, inputs }, index) => {
    const activation = own[index] ?? "linear";
    if (activation === "linear" || !isFusible(activation)) return;
    const producer = layer.kind === "activation" ? (inputs[0] ?? -1) : index;
    if (!hasRoom({ graph, own, fused, producer, consumer: index })) return;
    fused[producer] = activation;
    own[index] = "linear";
  });
  return {
    nodes: own.map((separate, index) => ({ fused: fused[index] ?? "linear", separate })),
    outputActivation,
  };
}

function ownActivation(layer: Layer): GraphActivation {
  // A recurrent layer's activation is a part of its recurrence.
  if (layer.kind === "lstm" || layer.kind === "gru" || !("activation" in layer)) return "linear";
  return layer.activation;
}

function intoLoss(last: GraphActivation, loss: LossSpec): GraphActivation {
  if (loss.fromLogits) return "linear";
  if (loss.kind === "binaryCrossEntropy") return last === "sigmoid" ? last : "linear";
  const categorical = loss.kind === "categoricalCrossEntropy" || loss.kind === "sparseCategoricalCrossEntropy";
  return categorical && last === "softmax" ? last : "linear";
}

function hasRoom(options: {
  readonly graph: LayerGraph;
  readonly own: readonly GraphActivation[];
  readonly fused: readonly GraphActivation[];
  readonly producer: number;
  readonly consumer: number;
}): boolean {
  const { graph, own, fused, producer, consumer } = options;
  const layer = graph.nodes[producer]?.layer;
  if (layer === undefined || !canFuse(layer) || fused[producer] !== "linear") return false;
  if (producer === consumer) return true;
  const readers = graph.nodes.flatMap(({ inputs }) => inputs.filter((input) => input === producer));
  return own[producer] === "linear" && readers.length === 1;
}

function canFuse(layer: Layer): boolean {
  switch (layer.kind) {
    case "dense":
    case "conv1d":
    case "conv2d":
    case "depthwiseConv2d":
    case "separableConv2d":
    case "batchNormalization":
      return true;
    default:
      return false;
  }
}
