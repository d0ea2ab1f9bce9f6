/** A dense network as TensorFlow.js variables, and its forward pass. */
import * as tf from "@tensorflow/tfjs-core";
import { initialWeights } from "../initial-weights";
import type { Activation, DenseLayer, DenseWeights, NetworkSpec, TrainedNetwork } from "../model-spec";
import type { OpenBackend } from "./backend";

export interface NetworkLayer {
  readonly layer: DenseLayer;
  /** [inputs, units] */
  readonly kernel: tf.Variable<tf.Rank.R2>;
  /** [units] */
  readonly bias: tf.Variable<tf.Rank.R1>;
}

export interface Network {
  readonly spec: NetworkSpec;
  readonly layers: readonly NetworkLayer[];
}

/** Variables for a network on the active backend, with our seeded starting weights. */
export function buildNetwork(spec: NetworkSpec, seed: number): Network {
  const weights = initialWeights(spec, seed);
  const layers = spec.layers.map((layer, index) => {
    const { inputs, units, kernel, bias } = weights[index]!;
    return {
      layer,
      kernel: variable(() => tf.tensor2d(kernel, [inputs, units])),
      bias: variable(() => tf.tensor1d(bias)),
    };
  });
  return { spec, layers };
}

/** Every trainable variable, kernel before bias, layer by layer. */
export function variablesOf(network: Network): tf.Variable[] {
  return network.layers.flatMap(({ kernel, bias }) => [kernel, bias] as tf.Variable[]);
}

/** Logits (or the scaled value) [rows, outputWidth]. `dropoutSeed` silences units as in training; null keeps them all. */
export function forward(network: Network, features: tf.Tensor2D, dropoutSeed: string | null): tf.Tensor2D {
  return network.layers.reduce((input, { layer, kernel, bias }, index) => {
    const output = activate(tf.add(tf.matMul(input, kernel), bias), layer.activation);
    if (dropoutSeed === null || layer.dropout === 0) return output;
    return tf.dropout(output, layer.dropout, undefined, `${dropoutSeed}/${index}`) as tf.Tensor2D;
  }, features);
}

/** Logits as the port's answers: class probabilities, the probability of class 1, or the value. */
export function answersOf(spec: NetworkSpec, logits: tf.Tensor2D): tf.Tensor2D {
  if (spec.task === "multiclass") return tf.softmax(logits);
  return spec.task === "binary" ? tf.sigmoid(logits) : logits;
}

/** Reads the weights back from the device. `from` are tensors in the order of {@link variablesOf}. */
export async function readWeights(
  network: Network,
  from: readonly tf.Tensor[],
  backend: OpenBackend,
): Promise<TrainedNetwork> {
  backend.activate();
  const copies = from.map((tensor) => tf.clone(tensor));
  const values = await Promise.all(copies.map((copy) => backend.read(copy)));
  const weights = network.layers.map(({ kernel }, index): DenseWeights => {
    const [inputs, units] = kernel.shape;
    return { inputs, units, kernel: values[2 * index]!.slice(), bias: values[2 * index + 1]!.slice() };
  });
  return { spec: network.spec, convolutions: [], weights };
}

function variable<R extends tf.Rank>(initial: () => tf.Tensor<R>): tf.Variable<R> {
  return tf.tidy(() => tf.variable(initial()));
}

function activate(input: tf.Tensor2D, activation: Activation): tf.Tensor2D {
  switch (activation) {
    case "relu":
      return tf.relu(input);
    case "tanh":
      return tf.tanh(input);
    case "sigmoid":
      return tf.sigmoid(input);
    case "elu":
      return tf.elu(input);
    case "linear":
      return input;
  }
}
