/** A network as TensorFlow.js variables, and its forward pass. */
import * as tf from "@tensorflow/tfjs-core";
import { denseInputs } from "../image-sizes";
import { initialNetwork } from "../initial-weights";
import {
  BATCH_NORM_EPSILON,
  BATCH_NORM_MOMENTUM,
  type Activation,
  type NetworkSpec,
  type TrainedNetwork,
} from "../model-spec";
import { networkToTensors, tensorsToNetwork } from "../network-tensors";
import type { OpenBackend } from "./backend";

export interface Network {
  readonly spec: NetworkSpec;
  /** By the names of `network-tensors.ts`: `conv0/kernel`, `norm0/movingMean`, `dense0/bias`, and in its order. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
}

/** Variables for a network on the active backend, with our seeded starting weights. */
export function buildNetwork(spec: NetworkSpec, seed: number): Network {
  const tensors = networkToTensors(initialNetwork(spec, seed));
  const variables = tensors.map(({ name, shape, values }): [string, tf.Variable] => [
    name,
    tf.tidy(() => tf.variable(tf.tensor(values, [...shape]), !isStatistic(name))),
  ]);
  return { spec, variables: new Map(variables) };
}

/** Everything that a training leaves behind: weights and the running statistics of batch normalisation. */
export function variablesOf(network: Network): tf.Variable[] {
  return [...network.variables.values()];
}

/** What the optimiser moves. */
export function trainableOf(network: Network): tf.Variable[] {
  return variablesOf(network).filter(({ trainable }) => trainable);
}

/**
 * Logits (or the scaled value) [rows, outputWidth]. With a `dropoutSeed` as in training: units are silenced, and batch
 * normalisation takes the batch's statistics and remembers them. Null is inference.
 */
export function forward(network: Network, features: tf.Tensor2D, dropoutSeed: string | null): tf.Tensor2D {
  const { spec } = network;
  const flat = spec.imageSide === null ? features : flattened(network, features, dropoutSeed !== null);
  return spec.layers.reduce<tf.Tensor2D>((input, layer, index) => {
    const product = tf.matMul(input, at<tf.Rank.R2>(network, `dense${index}/kernel`));
    const output = activate(tf.add<tf.Tensor2D>(product, at(network, `dense${index}/bias`)), layer.activation);
    if (dropoutSeed === null || layer.dropout === 0) return output;
    return tf.dropout(output, layer.dropout, undefined, `${dropoutSeed}/${index}`) as tf.Tensor2D;
  }, flat);
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
  const tensors = [...network.variables].map(([name, { shape }], index) => ({ name, shape, values: values[index]! }));
  return tensorsToNetwork(network.spec, tensors);
}

/** The features as images with one channel, through the convolutions, as rows again. */
function flattened(network: Network, features: tf.Tensor2D, training: boolean): tf.Tensor2D {
  const side = network.spec.imageSide ?? 0;
  let image: tf.Tensor4D = tf.reshape(features, [features.shape[0], side, side, 1]);
  network.spec.convolutions.forEach((layer, index) => {
    const { padding, activation, batchNormalization, pool } = layer;
    const convolved = tf.conv2d(image, at<tf.Rank.R4>(network, `conv${index}/kernel`), 1, padding);
    const biased: tf.Tensor4D = tf.add(convolved, at(network, `conv${index}/bias`));
    const output = activate(
      batchNormalization ? normalise(network, { image: biased, index, training }) : biased,
      activation,
    );
    image = pool > 1 ? tf.maxPool(output, pool, pool, "valid") : output;
  });
  return tf.reshape(image, [features.shape[0], denseInputs(network.spec)]);
}

/** Batch normalisation over rows and pixels, as Keras does it; the running variance is the biased one. */
function normalise(
  network: Network,
  { image, index, training }: { readonly image: tf.Tensor4D; readonly index: number; readonly training: boolean },
): tf.Tensor4D {
  const part = (name: string) => at<tf.Rank.R1>(network, `norm${index}/${name}`);
  const [movingMean, movingVariance] = [part("movingMean"), part("movingVariance")];
  if (!training)
    return tf.batchNorm4d(image, movingMean, movingVariance, part("beta"), part("gamma"), BATCH_NORM_EPSILON);
  const { mean, variance } = tf.moments(image, [0, 1, 2]) as {
    readonly mean: tf.Tensor1D;
    readonly variance: tf.Tensor1D;
  };
  follow(movingMean, mean);
  follow(movingVariance, variance);
  return tf.batchNorm4d(image, mean, variance, part("beta"), part("gamma"), BATCH_NORM_EPSILON);
}

function follow(running: tf.Variable<tf.Rank.R1>, batch: tf.Tensor1D): void {
  running.assign(tf.add(tf.mul(running, BATCH_NORM_MOMENTUM), tf.mul(batch, 1 - BATCH_NORM_MOMENTUM)));
}

function at<R extends tf.Rank>(network: Network, name: string): tf.Variable<R> {
  return network.variables.get(name) as tf.Variable<R>;
}

function isStatistic(name: string): boolean {
  return name.includes("/moving");
}

function activate<T extends tf.Tensor>(input: T, activation: Activation): T {
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
