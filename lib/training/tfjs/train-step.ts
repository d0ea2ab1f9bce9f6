/** One step of gradient descent, and the scores of a part: the two things a training does with tensors. */
import * as tf from "@tensorflow/tfjs-core";
// For its side effect: it registers the gradients of all operations, in Node and in bundles alike (core alone does not).
import "@tensorflow/tfjs-layers";
import { forward, trainableOf, type Network } from "./build";
import type { DeviceData } from "./device-data";
import { scoreOf, type Loss } from "./loss";

const SCORE_ROWS = 8_192;

export interface StepInput {
  readonly network: Network;
  readonly optimizer: tf.Optimizer;
  readonly loss: Loss;
  readonly data: DeviceData;
  /** Row numbers of the batch, int32. */
  readonly rows: tf.Tensor1D;
  readonly dropoutSeed: string;
}

/** Moves the weights one step down the gradient of the batch; returns its loss, still on the device. */
export function trainStep({ network, optimizer, loss, data, rows, dropoutSeed }: StepInput): tf.Scalar {
  return tf.tidy(() => {
    const features = tf.gather(data.features, rows);
    const targets = tf.gather(data.targets, rows);
    const cost = optimizer.minimize(
      () => loss(forward(network, features, dropoutSeed), targets),
      true,
      trainableOf(network),
    );
    return cost ?? tf.scalar(NaN);
  });
}

/** Mean loss and score (see `scoreOf`) of a part, as a tensor [2] on the device. Takes the rows in blocks to bound the memory. */
export function scorePart(network: Network, loss: Loss, data: DeviceData): tf.Tensor1D {
  return tf.tidy(() => {
    let sums = tf.zeros<tf.Rank.R1>([2]);
    for (let start = 0; start < data.rows; start += SCORE_ROWS) {
      const rows = Math.min(SCORE_ROWS, data.rows - start);
      const block = tf.tidy(() => {
        const targets = tf.slice2d(data.targets, [start, 0], [rows, -1]);
        const logits = forward(network, tf.slice2d(data.features, [start, 0], [rows, -1]), null);
        const both = tf.stack([loss(logits, targets), scoreOf(network.spec.task, logits, targets)]) as tf.Tensor1D;
        return tf.mul<tf.Tensor1D>(both, rows / data.rows);
      });
      sums = tf.add(sums, block);
    }
    return sums;
  });
}
