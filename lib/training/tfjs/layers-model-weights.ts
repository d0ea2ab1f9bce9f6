/** Names of a layer's weights in the order in which TensorFlow.js lists them. */
import type { Layer } from "../layer-graph";

/** Trained weights first, then statistics: as `layer.getWeights()` gives them. */
export function weightNames(layer: Layer): readonly string[] {
  const bias = "useBias" in layer && !layer.useBias ? [] : ["bias"];
  switch (layer.kind) {
    case "dense":
    case "conv1d":
    case "conv2d":
      return ["kernel", ...bias];
    case "depthwiseConv2d":
      return ["depthwiseKernel", ...bias];
    case "separableConv2d":
      return ["depthwiseKernel", "pointwiseKernel", ...bias];
    case "batchNormalization":
      return ["gamma", "beta", "movingMean", "movingVariance"];
    case "layerNormalization":
      return ["gamma", "beta"];
    case "embedding":
      return ["embeddings"];
    case "lstm":
    case "gru":
      return ["kernel", "recurrentKernel", "bias"];
    default:
      return [];
  }
}
