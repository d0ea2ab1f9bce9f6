/** What each layer computes and which weights it has. */
import type { Layer, Regularizer, Shape } from "../../../layer-graph";
import { activate } from "./oracle-activations";
import { conv1d, conv2d, depthwiseConv2d, separableConv2d } from "./oracle-convolution";
import { dense, embedding } from "./oracle-dense";
import { dropout, gaussianNoise } from "./oracle-noise";
import { batchNormalization, layerNormalization } from "./oracle-normalization";
import { globalPool, pool1d, pool2d } from "./oracle-pooling";
import { recurrent } from "./oracle-recurrent";
import { channelsOf, sizeOf, zeros, type OracleMode, type OracleValue, type WeightsOf } from "./oracle-value";

/** Where and how a layer is computed. `saveStatistic` gets the running statistics after the batch. */
export interface LayerContext {
  readonly weights: WeightsOf;
  readonly mode: OracleMode;
  /** The layer's place in the graph: it keys the random numbers. */
  readonly node: number;
  readonly saveStatistic: (name: string, values: Float64Array) => void;
}

/** The layer's output. Most layers have one input. */
export function computeLayer(layer: Layer, inputs: readonly OracleValue[], context: LayerContext): OracleValue {
  const input = inputs[0]!;
  const { weights, node, mode } = context;
  switch (layer.kind) {
    case "dense":
      return dense(layer, input, weights);
    case "conv1d":
      return conv1d(layer, input, weights);
    case "conv2d":
      return conv2d(layer, input, weights);
    case "depthwiseConv2d":
      return depthwiseConv2d(layer, input, weights);
    case "separableConv2d":
      return separableConv2d(layer, input, weights);
    case "maxPool1d":
    case "averagePool1d":
      return pool1d(layer, input);
    case "maxPool2d":
      return pool2d("max", layer, input);
    case "averagePool2d":
      return pool2d("average", layer, input);
    case "globalMaxPool":
      return globalPool("max", input);
    case "globalAveragePool":
      return globalPool("average", input);
    case "batchNormalization": {
      const normalized = batchNormalization(layer, input, { weights, training: mode.training });
      context.saveStatistic("movingMean", normalized.movingMean);
      context.saveStatistic("movingVariance", normalized.movingVariance);
      return normalized.output;
    }
    case "layerNormalization":
      return layerNormalization(layer, input, weights);
    case "dropout":
      return dropout(layer.rate, input, { ...mode, node });
    case "gaussianNoise":
      return gaussianNoise(layer.stddev, input, { ...mode, node });
    case "embedding":
      return embedding(layer, input, weights);
    case "flatten":
      return { ...input, shape: [sizeOf(input.shape)] };
    case "reshape":
      return { ...input, shape: layer.shape };
    case "concatenate":
      return concatenate(inputs);
    case "add":
      return { ...input, values: input.values.map((_, i) => inputs.reduce((sum, { values }) => sum + values[i]!, 0)) };
    case "activation":
      return activate(layer.activation, input);
    case "lstm":
    case "gru":
      return recurrent(layer, input, weights);
  }
}

/** Shapes of the weights and statistics of a layer, in the order in which they are saved. */
export function weightShapes(layer: Layer, input: Shape): Readonly<Record<string, Shape>> {
  const channels = channelsOf(input);
  switch (layer.kind) {
    case "dense":
      return { kernel: [channels, layer.units], ...bias(layer, layer.units) };
    case "conv1d":
      return { kernel: [layer.kernelSize, channels, layer.filters], ...bias(layer, layer.filters) };
    case "conv2d":
      return { kernel: [...layer.kernelSize, channels, layer.filters], ...bias(layer, layer.filters) };
    case "depthwiseConv2d": {
      const depthwiseKernel = [...layer.kernelSize, channels, layer.depthMultiplier];
      return { depthwiseKernel, ...bias(layer, channels * layer.depthMultiplier) };
    }
    case "separableConv2d": {
      const depthwiseKernel = [...layer.kernelSize, channels, layer.depthMultiplier];
      const pointwiseKernel = [1, 1, channels * layer.depthMultiplier, layer.filters];
      return { depthwiseKernel, pointwiseKernel, ...bias(layer, layer.filters) };
    }
    case "batchNormalization":
      return { gamma: [channels], beta: [channels], movingMean: [channels], movingVariance: [channels] };
    case "layerNormalization":
      return { gamma: [channels], beta: [channels] };
    case "embedding":
      return { embeddings: [layer.inputDim, layer.outputDim] };
    case "lstm":
    case "gru": {
      const wide = (layer.kind === "lstm" ? 4 : 3) * layer.units;
      return { kernel: [channels, wide], recurrentKernel: [layer.units, wide], bias: [wide] };
    }
    default:
      return {};
  }
}

/** Statistics follow the data and are not trained. */
export function isStatistic(name: string): boolean {
  return name === "movingMean" || name === "movingVariance";
}

/** The penalty on one of a layer's weights: every kernel but the recurrent one, no bias. */
export function penaltyOn(layer: Layer, name: string): Regularizer | null {
  const penalized = name === "kernel" || name === "depthwiseKernel" || name === "pointwiseKernel";
  return penalized && "kernelRegularizer" in layer ? (layer.kernelRegularizer ?? null) : null;
}

function bias(layer: { readonly useBias: boolean }, units: number): Readonly<Record<string, Shape>> {
  return layer.useBias ? { bias: [units] } : {};
}

/** Side by side along the last dimension. */
function concatenate(inputs: readonly OracleValue[]): OracleValue {
  const first = inputs[0]!;
  const width = inputs.reduce((sum, { shape }) => sum + channelsOf(shape), 0);
  const output = zeros(first.rows, [...first.shape.slice(0, -1), width]);
  let column = 0;
  for (const { shape, values } of inputs) {
    const channels = channelsOf(shape);
    values.forEach((value, i) => {
      output.values[Math.floor(i / channels) * width + column + (i % channels)] = value;
    });
    column += channels;
  }
  return output;
}
