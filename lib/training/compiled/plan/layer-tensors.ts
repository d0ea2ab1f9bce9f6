/** The weights and statistics of a layer: names and shapes as Keras has them. */
import type { Layer, Regularizer, Shape } from "../../layer-graph";
import { channelsOf } from "./shapes";

export interface LayerTensor {
  /** The part after the slash in `node/weight`. */
  readonly weight: string;
  readonly shape: Shape;
  /** Statistics are kept and saved, not trained. */
  readonly trained: boolean;
  readonly regularizer: Regularizer | null;
}

const NO_PENALTY: Regularizer = { l1: 0, l2: 0 };

/** In the order in which Keras stores them. A kernel's penalty is on every kernel of the layer but the recurrent one. */
export function layerTensors(layer: Layer, input: Shape): readonly LayerTensor[] {
  const channels = channelsOf(input);
  switch (layer.kind) {
    case "dense":
      return [kernel("kernel", [channels, layer.units], layer), ...bias(layer.useBias, layer.units)];
    case "conv1d":
      return [
        kernel("kernel", [layer.kernelSize, channels, layer.filters], layer),
        ...bias(layer.useBias, layer.filters),
      ];
    case "conv2d":
      return [
        kernel("kernel", [...layer.kernelSize, channels, layer.filters], layer),
        ...bias(layer.useBias, layer.filters),
      ];
    case "depthwiseConv2d":
      return [
        kernel("depthwiseKernel", [...layer.kernelSize, channels, layer.depthMultiplier], layer),
        ...bias(layer.useBias, channels * layer.depthMultiplier),
      ];
    case "separableConv2d":
      return [
        kernel("depthwiseKernel", [...layer.kernelSize, channels, layer.depthMultiplier], layer),
        kernel("pointwiseKernel", [1, 1, channels * layer.depthMultiplier, layer.filters], layer),
        ...bias(layer.useBias, layer.filters),
      ];
    case "batchNormalization":
      return [
        plain("gamma", [channels]),
        plain("beta", [channels]),
        { ...plain("movingMean", [channels]), trained: false },
        { ...plain("movingVariance", [channels]), trained: false },
      ];
    case "layerNormalization":
      return [plain("gamma", [channels]), plain("beta", [channels])];
    case "embedding":
      return [plain("embeddings", [layer.inputDim, layer.outputDim])];
    case "lstm":
    case "gru":
      return recurrent(layer, channels);
    default:
      return [];
  }
}

function recurrent(layer: Extract<Layer, { kind: "lstm" | "gru" }>, features: number): readonly LayerTensor[] {
  const width = (layer.kind === "lstm" ? 4 : 3) * layer.units;
  return [
    kernel("kernel", [features, width], layer),
    plain("recurrentKernel", [layer.units, width]),
    plain("bias", [width]),
  ];
}

function kernel(weight: string, shape: Shape, layer: { readonly kernelRegularizer?: Regularizer }): LayerTensor {
  const { l1, l2 } = layer.kernelRegularizer ?? NO_PENALTY;
  return { weight, shape, trained: true, regularizer: l1 === 0 && l2 === 0 ? null : { l1, l2 } };
}

function bias(used: boolean, size: number): readonly LayerTensor[] {
  return used ? [plain("bias", [size])] : [];
}

function plain(weight: string, shape: Shape): LayerTensor {
  return { weight, shape, trained: true, regularizer: null };
}
