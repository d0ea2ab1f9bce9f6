/** A trained network as graph nodes: dense layers with their activations, then the head of its task. */
import { AppError } from "../../errors";
import type { TargetPlan } from "../../preprocess/recipe";
import type { TrainedNetwork } from "../../training/model-spec";
import type { GraphBuilder } from "./graph-builder";
import { opFor } from "./ops/registry";

/** Adds the network to the graph: from float [N, inputWidth] to the declared outputs. Dropout does nothing outside training. */
export function encodeNetwork(
  graph: GraphBuilder,
  options: { readonly features: string; readonly network: TrainedNetwork; readonly target: TargetPlan },
): void {
  const { spec, weights } = options.network;
  let current = options.features;
  spec.layers.forEach((layer, index) => {
    const layerWeights = weights[index];
    if (!layerWeights) throw new AppError("training.model-invalid", { details: { layer: index } });
    current = opFor("layer", "dense")(graph, current, layerWeights);
    current = opFor("activation", layer.activation)(graph, current);
  });
  opFor("head", spec.task)(graph, current, options.target);
}
