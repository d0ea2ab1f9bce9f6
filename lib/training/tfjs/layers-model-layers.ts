/** Each layer of a graph as a layer of TensorFlow.js. Both name their options after Keras, so this is mostly a table. */
import * as tfl from "@tensorflow/tfjs-layers";
import { AppError } from "../../errors";
import type { GraphActivation, Layer, Pair, Regularizer } from "../layer-graph";

type TfActivation = Parameters<typeof tfl.layers.activation>[0]["activation"];

/** The layer with its name. `rank`: dimensions of its input without the batch. `training.uncovered` where tfjs cannot compute it. */
export function tfLayer(layer: Layer, at: { readonly name: string; readonly rank: number }): tfl.layers.Layer {
  const { name, rank } = at;
  switch (layer.kind) {
    case "dense":
      return tfl.layers.dense({ name, units: layer.units, ...linear(layer) });
    case "conv1d":
      return tfl.layers.conv1d({ name, ...sliding(layer), ...linear(layer), filters: layer.filters });
    case "conv2d":
      return tfl.layers.conv2d({ name, ...sliding(layer), ...linear(layer), filters: layer.filters });
    case "depthwiseConv2d": {
      const { depthMultiplier, kernelRegularizer } = layer;
      const depthwiseRegularizer = penalty(kernelRegularizer);
      const options = { name, depthMultiplier, depthwiseRegularizer, ...sliding(layer), ...linear(layer) };
      return tfl.layers.depthwiseConv2d({ ...options, kernelSize: [...layer.kernelSize] });
    }
    case "separableConv2d": {
      const { filters, depthMultiplier } = layer;
      const { kernelRegularizer, ...options } = linear(layer);
      const penalties = { depthwiseRegularizer: kernelRegularizer, pointwiseRegularizer: kernelRegularizer };
      return tfl.layers.separableConv2d({
        name,
        filters,
        depthMultiplier,
        ...sliding(layer),
        ...options,
        ...penalties,
      });
    }
    case "maxPool1d":
      return tfl.layers.maxPooling1d({
        name,
        poolSize: layer.poolSize,
        strides: layer.strides,
        padding: layer.padding,
      });
    case "averagePool1d":
      return tfl.layers.averagePooling1d({
        name,
        poolSize: layer.poolSize,
        strides: layer.strides,
        padding: layer.padding,
      });
    case "maxPool2d":
      return tfl.layers.maxPooling2d({ name, ...pool2d(layer) });
    case "averagePool2d":
      return tfl.layers.averagePooling2d({ name, ...pool2d(layer) });
    case "globalMaxPool":
      return rank === 2 ? tfl.layers.globalMaxPooling1d({ name }) : tfl.layers.globalMaxPooling2d({ name });
    case "globalAveragePool":
      return rank === 2 ? tfl.layers.globalAveragePooling1d({ name }) : tfl.layers.globalAveragePooling2d({ name });
    case "batchNormalization":
      return tfl.layers.batchNormalization({ name, momentum: layer.momentum, epsilon: layer.epsilon });
    case "layerNormalization":
      return tfl.layers.layerNormalization({ name, epsilon: layer.epsilon });
    case "dropout":
      return tfl.layers.dropout({ name, rate: layer.rate });
    case "gaussianNoise":
      return tfl.layers.gaussianNoise({ name, stddev: layer.stddev });
    case "embedding":
      return tfl.layers.embedding({ name, inputDim: layer.inputDim, outputDim: layer.outputDim });
    case "flatten":
      // tfjs flattens nothing that is flat already.
      return rank === 1 ? tfl.layers.activation({ name, activation: "linear" }) : tfl.layers.flatten({ name });
    case "reshape":
      return tfl.layers.reshape({ name, targetShape: [...layer.shape] });
    case "concatenate":
      return tfl.layers.concatenate({ name });
    case "add":
      return tfl.layers.add({ name });
    case "activation":
      return tfl.layers.activation({ name, activation: tfActivation(layer.activation) });
    case "lstm":
    case "gru": {
      const { units, returnSequences } = layer;
      const recurrentActivation = tfActivation(layer.recurrentActivation);
      // Replaced at once; the default initialiser, a QR decomposition, needs operations that are not loaded here.
      const recurrentInitializer = "zeros";
      const inner = { recurrentActivation, recurrentInitializer } as const;
      const options = { name, units, returnSequences, ...inner, ...linear({ ...layer, useBias: true }) };
      return layer.kind === "lstm" ? tfl.layers.lstm(options) : tfl.layers.gru(options);
    }
  }
}

/** Activation, bias and penalty: what all layers with a product have. */
function linear(layer: {
  readonly activation: GraphActivation;
  readonly useBias: boolean;
  readonly kernelRegularizer?: Regularizer;
}) {
  const { activation, useBias, kernelRegularizer } = layer;
  return { activation: tfActivation(activation), useBias, kernelRegularizer: penalty(kernelRegularizer) };
}

/** tfjs spells the same names; its type knows them but for one. */
function tfActivation(activation: GraphActivation): TfActivation {
  return activation as TfActivation;
}

function penalty(regularizer: Regularizer | undefined): ReturnType<typeof tfl.regularizers.l1l2> {
  // Undefined means none; the parameter's type does not say so.
  return (regularizer && tfl.regularizers.l1l2({ ...regularizer })) as ReturnType<typeof tfl.regularizers.l1l2>;
}

/** tfjs refuses a convolution that both strides and is dilated, and mistakes the shape of a dilated depthwise one. */
function sliding(layer: Extract<Layer, { readonly dilation: number | Pair }>) {
  const { kind, kernelSize, strides, dilation, padding } = layer;
  const several = (size: number | Pair) => [size].flat().some((value) => value > 1);
  if (several(dilation) && (several(strides) || kind === "depthwiseConv2d")) {
    throw new AppError("training.uncovered", { details: { what: `${kind} (dilation)` } });
  }
  return { kernelSize: sizes(kernelSize), strides: sizes(strides), dilationRate: sizes(dilation), padding };
}

function pool2d(layer: { readonly poolSize: Pair; readonly strides: Pair; readonly padding: "valid" | "same" }) {
  const { poolSize, strides, padding } = layer;
  return { poolSize: [...poolSize] as [number, number], strides: [...strides] as [number, number], padding };
}

/** A copy that tfjs may keep. */
function sizes(size: number | Pair): number | [number, number] {
  return typeof size === "number" ? size : [size[0], size[1]];
}
