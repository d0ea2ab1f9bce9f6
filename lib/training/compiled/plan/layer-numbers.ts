/** Whether a layer's numbers are in range: they may come from a file that a person wrote. */
import type { Layer } from "../../layer-graph";

/** Sizes are whole and at least 1, rates in [0, 1), momentum in [0, 1], epsilons and penalties not negative, paddings known. */
export function layerNumbersAreValid(layer: Layer): boolean {
  return sizesOf(layer).every(isSize) && rangesHold(layer) && penaltiesHold(layer) && paddingHolds(layer);
}

function sizesOf(layer: Layer): readonly number[] {
  switch (layer.kind) {
    case "dense":
    case "lstm":
    case "gru":
      return [layer.units];
    case "conv1d":
      return [layer.filters, layer.kernelSize, layer.strides, layer.dilation];
    case "conv2d":
      return [layer.filters, ...layer.kernelSize, ...layer.strides, ...layer.dilation];
    case "depthwiseConv2d":
      return [layer.depthMultiplier, ...layer.kernelSize, ...layer.strides, ...layer.dilation];
    case "separableConv2d":
      return [layer.filters, layer.depthMultiplier, ...layer.kernelSize, ...layer.strides, ...layer.dilation];
    case "maxPool1d":
    case "averagePool1d":
      return [layer.poolSize, layer.strides];
    case "maxPool2d":
    case "averagePool2d":
      return [...layer.poolSize, ...layer.strides];
    case "embedding":
      return [layer.inputDim, layer.outputDim];
    case "reshape":
      return layer.shape;
    default:
      return [];
  }
}

function rangesHold(layer: Layer): boolean {
  switch (layer.kind) {
    case "dropout":
      return layer.rate >= 0 && layer.rate < 1;
    case "gaussianNoise":
      return layer.stddev >= 0 && Number.isFinite(layer.stddev);
    case "batchNormalization":
      return layer.momentum >= 0 && layer.momentum <= 1 && isAmount(layer.epsilon);
    case "layerNormalization":
      return isAmount(layer.epsilon);
    default:
      return true;
  }
}

function penaltiesHold(layer: Layer): boolean {
  const penalty = "kernelRegularizer" in layer ? layer.kernelRegularizer : undefined;
  return penalty === undefined || (isAmount(penalty.l1) && isAmount(penalty.l2));
}

function paddingHolds(layer: Layer): boolean {
  return !("padding" in layer) || ["valid", "same"].includes(layer.padding);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
