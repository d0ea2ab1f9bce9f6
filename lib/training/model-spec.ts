/** Models and training as data. */
import type { Task } from "../data/goal";

export const ACTIVATIONS = ["relu", "tanh", "sigmoid", "elu", "linear"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export interface DenseLayer {
  readonly units: number;
  readonly activation: Activation;
  /** Share of outputs silenced while training, 0 to 0.9. */
  readonly dropout: number;
}

/** `linear` is linear or logistic regression, as the task asks: one dense layer from the inputs to the output. */
export type ModelSpec = { readonly kind: "linear" } | { readonly kind: "mlp"; readonly layers: readonly DenseLayer[] };

export const LOSSES = ["auto", "crossEntropy", "meanSquaredError", "meanAbsoluteError"] as const;
export type LossName = (typeof LOSSES)[number];

export const OPTIMIZERS = ["sgd", "momentum", "rmsprop", "adam"] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

export const BACKENDS = ["webgpu", "wasm", "webgl", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];

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
};

/** A model with its sizes known: what an engine builds and what ONNX encodes. The last layer gives logits (or the value). */
export interface NetworkSpec {
  readonly task: Task;
  readonly inputWidth: number;
  /** Classes for multiclass, 1 for binary and regression. */
  readonly outputWidth: number;
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
  const outputWidth = input.task === "multiclass" ? input.classCount : 1;
  const hidden = input.model.kind === "mlp" ? input.model.layers : [];
  const output: DenseLayer = { units: outputWidth, activation: "linear", dropout: 0 };
  return { task: input.task, inputWidth: input.inputWidth, outputWidth, layers: [...hidden, output] };
}

/** A dense layer's weights: kernel is row-major [inputs, units]. */
export interface DenseWeights {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** A trained network: spec and weights, layer by layer. */
export interface TrainedNetwork {
  readonly spec: NetworkSpec;
  readonly weights: readonly DenseWeights[];
}
