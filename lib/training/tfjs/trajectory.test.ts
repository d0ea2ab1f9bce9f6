/** The compiled CPU target trains like TensorFlow.js: the same losses, step for step, from the same weights on the same batches. */
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import type * as tfl from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import { enableRelaxedSimd, loadKernelFromDisk } from "../compiled/testing/node-kernels";
import {
  lossesOf,
  placeRun,
  workloadRun,
  worstRelative,
  type WorkloadRun,
} from "../compiled/testing/cases/workload-run";
import { WORKLOADS, type Workload } from "../compiled/testing/cases/workloads";
import { createWasmTarget } from "../compiled/wasm/wasm-target";
import { toLayersModel } from "./layers-model";

enableRelaxedSimd();
beforeAll(async () => {
  await tf.setBackend("cpu");
});

const STEPS = 50;
const TOLERANCE = 1e-4;

/** A step of a convolutional network takes tfjs on the CPU more than a second at batch 32: these are followed at batch 2. */
const batchOf = ({ name, batchSize }: Workload) => (name.startsWith("cnn") ? 2 : batchSize);

describe.each(WORKLOADS)("50 steps of $name", (workload) => {
  const batchSize = batchOf(workload);
  const run = workloadRun(workload, { steps: STEPS, rows: Math.round(4.5 * batchSize), batchSize });
  let expected: readonly number[] = [];
  beforeAll(async () => {
    expected = await tfjsLosses(run);
  }, 120_000);

  it.each(["plain", "auto"] as const)("lose as much as TensorFlow.js, build %s", async (variant) => {
    const target = await createWasmTarget({ loadKernel: loadKernelFromDisk, variant, threads: 1 });
    const device = await placeRun(target, run);
    const losses = await lossesOf(device, run);
    expect(worstRelative(losses, expected)).toBeLessThan(TOLERANCE);
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    device.dispose();
    target.dispose();
  });
});

/** The losses of tfjs's own model, gradients and optimiser. */
async function tfjsLosses(run: WorkloadRun): Promise<readonly number[]> {
  const model = toLayersModel(run.workload.graph, run.tensors);
  const optimizer = tf.train.adam(run.steps[0]!.learningRate);
  const losses: number[] = [];
  for (const { start, rows } of run.steps) {
    const loss = tf.tidy(() => optimizer.minimize(() => batchLoss(run, model, { start, rows }), true)!);
    losses.push((await loss.data())[0]!);
    loss.dispose();
  }
  model.dispose();
  return losses;
}

function batchLoss(run: WorkloadRun, model: tfl.LayersModel, at: { start: number; rows: number }): tf.Scalar {
  const { features, targets } = run.data;
  const { graph, loss, inputWidth } = run.workload;
  const x = features.subarray(at.start * inputWidth, (at.start + at.rows) * inputWidth);
  const logits = model.apply(tf.tensor(x, [at.rows, ...graph.inputShape]), { training: true }) as tf.Tensor2D;
  const y = tf.tensor1d(targets.subarray(at.start, at.start + at.rows));
  if (loss.kind === "binaryCrossEntropy") {
    const logit = tf.reshape(logits, [at.rows]);
    return tf.mean(tf.sub(tf.softplus(logit), tf.mul(logit, y)));
  }
  const oneHot = tf.oneHot(tf.cast(y, "int32"), logits.shape[1]);
  return tf.neg(tf.mean(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1)));
}
