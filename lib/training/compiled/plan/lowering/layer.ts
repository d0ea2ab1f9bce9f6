/** Lowers a layer: emits its steps and returns the value that it makes. */
import type { Layer } from "../../../layer-graph";
import { lowerConvolution, lowerDepthwise, lowerSeparable } from "./convolution";
import { lowerDense } from "./dense";
import { lowerAdd, lowerConcatenate, lowerDropout, lowerNoise } from "./elementwise";
import { lowerBatchNorm, lowerLayerNorm } from "./normalization";
import { lowerPooling } from "./pooling";
import { lowerEmbedding, lowerRecurrent } from "./sequence";
import { onlyInput, type LayerContext, type Value } from "./step";

export function lowerLayer(context: LayerContext): Value {
  const { layer } = context;
  switch (layer.kind) {
    case "dense":
      return lowerDense({ ...context, layer });
    case "conv1d":
    case "conv2d":
      return lowerConvolution({ ...context, layer });
    case "depthwiseConv2d":
      return lowerDepthwise({ ...context, layer });
    case "separableConv2d":
      return lowerSeparable({ ...context, layer });
    case "batchNormalization":
      return lowerBatchNorm({ ...context, layer });
    case "layerNormalization":
      return lowerLayerNorm({ ...context, layer });
    case "dropout":
      return lowerDropout({ ...context, layer });
    case "gaussianNoise":
      return lowerNoise({ ...context, layer });
    case "embedding":
      return lowerEmbedding({ ...context, layer });
    case "lstm":
    case "gru":
      return lowerRecurrent({ ...context, layer });
    case "add":
      return lowerAdd(context);
    case "concatenate":
      return lowerConcatenate(context);
    // Row-major numbers stay where they are; an activation of its own is emitted for every layer alike.
    case "flatten":
    case "reshape":
    case "activation":
      return onlyInput(context).x;
    default:
      return lowerPooling({ ...context, layer } satisfies { layer: Layer });
  }
}
