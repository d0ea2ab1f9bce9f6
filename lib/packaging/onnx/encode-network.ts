/** A trained network as graph nodes: convolutions, dense layers with their activations, then the head of its task. */
import { AppError } from "../../errors";
import { denseInputs } from "../../training/image-sizes";
import type { TrainedNetwork } from "../../training/model-spec";
import type { GraphBuilder } from "./graph-builder";
import type { HeadOptions } from "./ops/head";
import { flattenOp, imageOp } from "./ops/convolution";
import { opFor } from "./ops/registry";

/** Adds the network to the graph: from float [N, inputWidth] to the declared outputs. Dropout does nothing outside training. */
export function encodeNetwork(
  graph: GraphBuilder,
  options: HeadOptions & { readonly features: string; readonly network: TrainedNetwork },
): void {
  const { spec, weights } = options.network;
  let current = encodeImage(graph, options.features, options.network);
  spec.layers.forEach((layer, index) => {
    const layerWeights = weights[index];
    if (!layerWeights) throw new AppError("training.model-invalid", { details: { layer: index } });
    current = opFor("layer", "dense")(graph, current, layerWeights);
    current = opFor("activation", layer.activation)(graph, current);
  });
  opFor("head", spec.task)(graph, current, options);
}

function encodeImage(graph: GraphBuilder, features: string, { spec, convolutions }: TrainedNetwork): string {
  if (spec.imageSide === null) return features;
  const last = spec.convolutions.reduce(
    (image, layer, index) => {
      const weights = convolutions[index];
      if (!weights) throw new AppError("training.model-invalid", { details: { layer: index } });
      opFor("activation", layer.activation);
      return opFor("layer", "convolution")(graph, image, { layer, weights });
    },
    imageOp(graph, features, spec.imageSide),
  );
  return flattenOp(graph, last, denseInputs(spec));
}
