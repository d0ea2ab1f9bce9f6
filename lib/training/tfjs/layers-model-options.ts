/** What a layer of TensorFlow.js says about itself, read as a layer of a graph. */
import { AppError } from "../../errors";
import { GRAPH_ACTIVATIONS, type GraphActivation, type Layer, type Padding, type Pair } from "../layer-graph";

/** A layer's options as `getConfig()` gives them. */
export type TfConfig = Readonly<Record<string, unknown>>;

/** A class of layers: how its options are read, and which options must have one value because a graph has no word for others. */
interface Reader {
  readonly read: (config: TfConfig) => Layer;
  readonly only?: Readonly<Record<string, readonly unknown[]>>;
  /** Its `axis` must be the last one. */
  readonly alongLast?: true;
}

const none = [null, undefined];
const channelsLast = { dataFormat: ["channelsLast", ...none] };
const product = { biasRegularizer: none, activityRegularizer: none, kernelConstraint: none, biasConstraint: none };
const recurrent = {
  ...product,
  ...{ recurrentRegularizer: none, recurrentConstraint: none, useBias: [true], resetAfter: [false, undefined] },
  ...{ dropout: [0], recurrentDropout: [0], returnState: [false], goBackwards: [false], stateful: [false] },
};
const norm = {
  ...{ center: [true], scale: [true], betaRegularizer: none, gammaRegularizer: none },
  ...{ betaConstraint: none, gammaConstraint: none },
};

const READERS: Readonly<Record<string, Reader>> = {
  Dense: { read: (c) => ({ kind: "dense", units: number(c.units), ...linear(c) }), only: product },
  Conv1D: {
    read: (c) => ({
      ...{ kind: "conv1d", filters: number(c.filters), kernelSize: first(c.kernelSize), strides: first(c.strides) },
      ...{ dilation: first(c.dilationRate), padding: padding(c), ...linear(c) },
    }),
    only: { ...product, ...channelsLast },
  },
  Conv2D: {
    read: (c) => ({ kind: "conv2d", filters: number(c.filters), ...windows(c), ...linear(c) }),
    only: { ...product, ...channelsLast },
  },
  DepthwiseConv2D: {
    read: (c) => ({
      ...{ kind: "depthwiseConv2d", depthMultiplier: number(c.depthMultiplier), ...windows(c) },
      ...linear({ ...c, kernelRegularizer: c.depthwiseRegularizer }),
    }),
    only: { ...product, ...channelsLast },
  },
  SeparableConv2D: {
    read: (c) => ({
      ...{ kind: "separableConv2d", filters: number(c.filters), depthMultiplier: number(c.depthMultiplier) },
      ...{ ...windows(c), ...linear({ ...c, kernelRegularizer: bothAlike(c) }) },
    }),
    only: { ...product, ...channelsLast, depthwiseConstraint: none, pointwiseConstraint: none },
  },
  MaxPooling1D: { read: (c) => ({ kind: "maxPool1d", ...pool1d(c) }) },
  AveragePooling1D: { read: (c) => ({ kind: "averagePool1d", ...pool1d(c) }) },
  MaxPooling2D: { read: (c) => ({ kind: "maxPool2d", ...pool2d(c) }), only: channelsLast },
  AveragePooling2D: { read: (c) => ({ kind: "averagePool2d", ...pool2d(c) }), only: channelsLast },
  GlobalMaxPooling1D: { read: () => ({ kind: "globalMaxPool" }) },
  GlobalMaxPooling2D: { read: () => ({ kind: "globalMaxPool" }), only: channelsLast },
  GlobalAveragePooling1D: { read: () => ({ kind: "globalAveragePool" }) },
  GlobalAveragePooling2D: { read: () => ({ kind: "globalAveragePool" }), only: channelsLast },
  BatchNormalization: {
    read: (c) => ({ kind: "batchNormalization", momentum: number(c.momentum), epsilon: number(c.epsilon) }),
    only: norm,
    alongLast: true,
  },
  LayerNormalization: {
    read: (c) => ({ kind: "layerNormalization", epsilon: number(c.epsilon) }),
    only: norm,
    alongLast: true,
  },
  Dropout: { read: (c) => ({ kind: "dropout", rate: number(c.rate) }), only: { noiseShape: none } },
  GaussianNoise: { read: (c) => ({ kind: "gaussianNoise", stddev: number(c.stddev) }) },
  Embedding: {
    read: (c) => ({ kind: "embedding", inputDim: number(c.inputDim), outputDim: number(c.outputDim) }),
    only: {
      embeddingsRegularizer: none,
      activityRegularizer: none,
      embeddingsConstraint: none,
      maskZero: [false, ...none],
    },
  },
  Flatten: { read: () => ({ kind: "flatten" }), only: channelsLast },
  Reshape: { read: (c) => ({ kind: "reshape", shape: c.targetShape as number[] }) },
  Concatenate: { read: () => ({ kind: "concatenate" }), alongLast: true },
  Add: { read: () => ({ kind: "add" }) },
  Activation: { read: (c) => ({ kind: "activation", activation: activation(c.activation) }) },
  Softmax: { read: () => ({ kind: "activation", activation: "softmax" }), alongLast: true },
  ReLU: {
    read: (c) => ({ kind: "activation", activation: c.maxValue === 6 ? "relu6" : "relu" }),
    only: { maxValue: [6, ...none] },
  },
  ELU: { read: () => ({ kind: "activation", activation: "elu" }), only: { alpha: [1] } },
  LSTM: { read: (c) => ({ kind: "lstm", ...unrolled(c) }), only: recurrent },
  GRU: { read: (c) => ({ kind: "gru", ...unrolled(c) }), only: recurrent },
};

/**
 * The layer of the graph; `training.uncovered` names the class, or the class and the option, that has no counterpart. `rank`:
 * dimensions of its output, the batch included.
 */
export function readLayer(className: string, config: TfConfig, rank: number): Layer {
  const reader = READERS[className];
  if (!reader) throw uncovered(className);
  if (config.trainable === false) throw uncovered(`${className} (trainable)`);
  for (const [option, allowed] of Object.entries(reader.only ?? {})) {
    if (!allowed.includes(config[option])) throw uncovered(`${className} (${option})`);
  }
  if (reader.alongLast && !isLast(config.axis, rank)) throw uncovered(`${className} (axis)`);
  return reader.read(config);
}

/** tfjs gives an axis as a number or a list of one, counted from the front or from the back. */
function isLast(axis: unknown, rank: number): boolean {
  const [only, ...more] = [axis].flat();
  return more.length === 0 && (only === -1 || only === rank - 1);
}

function linear(config: TfConfig) {
  const regularizer = config.kernelRegularizer as {
    readonly config: { readonly l1: number; readonly l2: number };
  } | null;
  return {
    activation: activation(config.activation),
    useBias: config.useBias === true,
    ...(regularizer ? { kernelRegularizer: { l1: regularizer.config.l1, l2: regularizer.config.l2 } } : {}),
  };
}

function unrolled(config: TfConfig) {
  const { useBias: _, ...options } = linear(config);
  return {
    ...options,
    units: number(config.units),
    recurrentActivation: activation(config.recurrentActivation),
    returnSequences: config.returnSequences === true,
  };
}

function windows(config: TfConfig) {
  return {
    kernelSize: pair(config.kernelSize),
    strides: pair(config.strides),
    dilation: pair(config.dilationRate),
    padding: padding(config),
  };
}

function pool1d(config: TfConfig) {
  return { poolSize: first(config.poolSize), strides: first(config.strides), padding: padding(config) };
}

function pool2d(config: TfConfig) {
  return { poolSize: pair(config.poolSize), strides: pair(config.strides), padding: padding(config) };
}

/** A graph has one penalty for both kernels of a separable convolution. */
function bothAlike(config: TfConfig): unknown {
  const { depthwiseRegularizer, pointwiseRegularizer } = config;
  if (JSON.stringify(depthwiseRegularizer) === JSON.stringify(pointwiseRegularizer)) return depthwiseRegularizer;
  throw uncovered("SeparableConv2D (pointwiseRegularizer)");
}

function activation(name: unknown): GraphActivation {
  const known = GRAPH_ACTIVATIONS.find((activation) => activation === name);
  if (!known) throw uncovered(String(name));
  return known;
}

function padding(config: TfConfig): Padding {
  if (config.padding === "valid" || config.padding === "same") return config.padding;
  throw uncovered(`padding ${String(config.padding)}`);
}

function number(value: unknown): number {
  return value as number;
}

/** tfjs lists even the one size of a sequence layer. */
function first(sizes: unknown): number {
  return Array.isArray(sizes) ? (sizes[0] as number) : ((sizes as number | null) ?? 1);
}

/** One size stands for both; none stands for 1. */
function pair(sizes: unknown): Pair {
  return Array.isArray(sizes) ? [sizes[0] as number, sizes[1] as number] : [first(sizes), first(sizes)];
}

function uncovered(what: string): AppError {
  return new AppError("training.uncovered", { details: { what } });
}
