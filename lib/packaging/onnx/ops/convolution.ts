/** Convolutions. An image is float [N, channels, side, side] between them: ONNX keeps channels first. */
import { BATCH_NORM_EPSILON, type ConvLayer, type ConvWeights } from "../../../training/model-spec";
import type { GraphBuilder } from "../graph-builder";
import type { Attribute } from "../node";
import { floatTensor, int64Tensor } from "../tensor";
import { ACTIVATION_OPS } from "./activation";

export type ConvolutionOp = (
  graph: GraphBuilder,
  input: string,
  options: { readonly layer: ConvLayer; readonly weights: ConvWeights },
) => string;

/** Rows of numbers, float [N, side · side], as images with one channel. 0 keeps N. */
export function imageOp(graph: GraphBuilder, input: string, side: number): string {
  return graph.node("Reshape", [input, graph.constant(int64Tensor([4], [0, 1, side, side]))]);
}

/** Images as rows again, in the order that the dense layers were trained on: channels last. */
export function flattenOp(graph: GraphBuilder, input: string, width: number): string {
  const channelsLast = graph.node("Transpose", [input], { attributes: { perm: ints([0, 2, 3, 1]) } });
  return graph.node("Reshape", [channelsLast, graph.constant(int64Tensor([2], [0, width]))]);
}

/** Convolution with stride 1, batch normalisation, activation, maximum of each square: what the layer has of it. */
export const convolutionOp: ConvolutionOp = (graph, input, { layer, weights }) => {
  const { kernelSize, filters, pool } = layer;
  const kernel = floatTensor([filters, weights.channels, kernelSize, kernelSize], filtersFirst(layer, weights));
  const convolved = graph.node(
    "Conv",
    [input, graph.constant(kernel), graph.constant(floatTensor([filters], weights.bias))],
    { attributes: { kernel_shape: ints([kernelSize, kernelSize]), pads: ints(padsOf(layer)) } },
  );
  const active = ACTIVATION_OPS[layer.activation](graph, normalised(graph, convolved, weights));
  if (pool === 1) return active;
  return graph.node("MaxPool", [active], {
    attributes: { kernel_shape: ints([pool, pool]), strides: ints([pool, pool]) },
  });
};

function normalised(graph: GraphBuilder, input: string, { normalization, bias }: ConvWeights): string {
  if (!normalization) return input;
  const { gamma, beta, movingMean, movingVariance } = normalization;
  const constants = [gamma, beta, movingMean, movingVariance].map((values) =>
    graph.constant(floatTensor([bias.length], values)),
  );
  return graph.node("BatchNormalization", [input, ...constants], {
    attributes: { epsilon: { kind: "float", value: BATCH_NORM_EPSILON } },
  });
}

/** Top, left, bottom, right: "same" puts the odd pixel at the end. */
function padsOf({ padding, kernelSize }: ConvLayer): readonly number[] {
  if (padding === "valid") return [0, 0, 0, 0];
  const before = Math.floor((kernelSize - 1) / 2);
  const after = kernelSize - 1 - before;
  return [before, before, after, after];
}

/** [height, width, channels, filters] to [filters, channels, height, width]. */
function filtersFirst({ kernelSize, filters }: ConvLayer, { kernel, channels }: ConvWeights): Float32Array {
  const square = kernelSize * kernelSize;
  const turned = new Float32Array(kernel.length);
  for (let place = 0; place < square; place++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let filter = 0; filter < filters; filter++) {
        turned[(filter * channels + channel) * square + place] =
          kernel[(place * channels + channel) * filters + filter]!;
      }
    }
  }
  return turned;
}

function ints(value: readonly number[]): Attribute {
  return { kind: "ints", value };
}
