/** Models and training as data. */
import type { Task } from "../data/goal";

export const ACTIVATIONS = ["relu", "tanh", "sigmoid", "elu", "linear"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export const PADDINGS = ["same", "valid"] as const;

export interface DenseLayer {
  readonly units: number;
  readonly activation: Activation;
  /** Share of outputs silenced while training, 0 to 0.9. */
  readonly dropout: number;
}

/** A convolution with stride 1 on an image, then (when `pool` > 1) the maximum of each pool × pool square. */
export interface ConvLayer {
  readonly filters: number;
  /** Side of the square kernel. */
  readonly kernelSize: number;
  readonly padding: (typeof PADDINGS)[number];
  readonly activation: Activation;
  readonly batchNormalization: boolean;
  readonly pool: number;
}

/**
 * `linear` is linear or logistic regression, as the task asks: one dense layer from the inputs to the output. `cnn` reads a row's
 * numbers as a square image with one channel, row by row: convolutions, then dense layers.
 */
export type ModelSpec =
  | { readonly kind: "linear" }
  | { readonly kind: "mlp"; readonly layers: readonly DenseLayer[] }
  | { readonly kind: "cnn"; readonly convolutions: readonly ConvLayer[]; readonly layers: readonly DenseLayer[] };

export const LOSSES = ["auto", "crossEntropy", "meanSquaredError", "meanAbsoluteError"] as const;
export type LossName = (typeof LOSSES)[number];

export const OPTIMIZERS = ["sgd", "momentum", "rmsprop", "adam"] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

/** `compiled-…` are ours; the others are TensorFlow.js's. */
export const BACKENDS = ["compiled-wasm", "compiled-webgpu", "webgpu", "wasm", "webgl", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];
/** The backends of TensorFlow.js. */
export type TfjsBackendName = Exclude<BackendName, `compiled-${string}`>;

export interface TrainParams {
  readonly model: ModelSpec;
  readonly loss: LossName;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  /** Stop when the validation loss has not improved for `patience` epochs, and keep the best weights; null trains on. */
  readonly earlyStopping: { readonly patience: number } | null;
  /** `auto` measures; a name is pinned. */
  readonly backend: "auto" | BackendName;
  /** Train on the compiled engine with plain SIMD: the same bits on every machine. Stronger than `backend`. */
  readonly reproducible: boolean;
}

export const DEFAULT_TRAIN: TrainParams = {
  model: { kind: "mlp", layers: [{ units: 32, activation: "relu", dropout: 0 }] },
  loss: "auto",
  optimizer: "adam",
  learningRate: 0.005,
  batchSize: 32,
  epochs: 20,
  seed: 7,
  earlyStopping: { patience: 5 },
  backend: "auto",
  reproducible: false,
};

/** For small images: an edge, then a shape, then the answer. */
export const DEFAULT_CNN: Extract<ModelSpec, { kind: "cnn" }> = {
  kind: "cnn",
  convolutions: [8, 16].map((filters) => ({
    ...{ filters, kernelSize: 3, padding: "same", activation: "relu", batchNormalization: false, pool: 2 },
  })),
  layers: [],
};

/** The two parameters that say where to train, when a person pins a backend: only one of them gives the same bits everywhere. */
export function pinnedTo(
  backend: TrainParams["backend"],
  before: Pick<TrainParams, "reproducible">,
): Pick<TrainParams, "backend" | "reproducible"> {
  return { backend, reproducible: before.reproducible && backend === "compiled-wasm" };
}

/** A model with its sizes known: what an engine builds and what ONNX encodes. The last layer gives logits (or the value). */
export interface NetworkSpec {
  readonly task: Task;
  readonly inputWidth: number;
  /** Classes for multiclass, 1 for binary and regression. */
  readonly outputWidth: number;
  /** Side of the square image that the inputs are, for a network with convolutions. */
  readonly imageSide: number | null;
  /** Before the dense layers; empty without an image. Batch normalisation stands between a convolution and its activation. */
  readonly convolutions: readonly ConvLayer[];
  /** Hidden layers, then the output layer with activation "linear". */
  readonly layers: readonly DenseLayer[];
}

/** The network for a model, a task and the sizes of the data. */
export function networkFor(input: {
  readonly model: ModelSpec;
  readonly task: Task;
  readonly inputWidth: number;
  readonly classCount: number;
}): NetworkSpec {
  const { model, task, inputWidth } = input;
  const outputWidth = task === "multiclass" ? input.classCount : 1;
  const hidden = model.kind === "linear" ? [] : model.layers;
  const output: DenseLayer = { units: outputWidth, activation: "linear", dropout: 0 };
  const image =
    model.kind === "cnn"
      ? { imageSide: Math.sqrt(inputWidth), convolutions: model.convolutions }
      : { imageSide: null, convolutions: [] };
  return { task, inputWidth, outputWidth, ...image, layers: [...hidden, output] };
}

/** A dense layer's weights: kernel is row-major [inputs, units]. */
export interface DenseWeights {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** A convolution's weights: kernel is row-major [side, side, channels, filters]. */
export interface ConvWeights {
  readonly channels: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  /** Each [filters]; null without batch normalisation (its epsilon is {@link BATCH_NORM_EPSILON}). */
  readonly normalization: {
    readonly gamma: Float32Array;
    readonly beta: Float32Array;
    readonly movingMean: Float32Array;
    readonly movingVariance: Float32Array;
  } | null;
}

/** Keras's defaults. */
export const BATCH_NORM_EPSILON = 1e-3;
export const BATCH_NORM_MOMENTUM = 0.99;

/** A trained network: spec and weights, layer by layer. */
export interface TrainedNetwork {
  readonly spec: NetworkSpec;
  readonly convolutions: readonly ConvWeights[];
  readonly weights: readonly DenseWeights[];
}
