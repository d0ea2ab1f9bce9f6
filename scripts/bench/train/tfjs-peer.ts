/** TensorFlow.js: a LayersModel trained by `optimizer.minimize`, its quickest loop: batches gathered on the device, one read-back a run. */
import * as tf from "@tensorflow/tfjs-core";
import { toLayersModel } from "../../../lib/training/tfjs/layers-model";
import { batchCursor, type BenchSession, type BenchWorkload, type TrainPeer } from "./peer";

export type TfjsBackend = "cpu" | "wasm" | "webgpu";

/** The peer on one backend. `load` imports and configures it. */
export function tfjsPeer(backend: TfjsBackend, load: () => Promise<unknown>): TrainPeer {
  return {
    name: `tfjs ${backend}`,
    async open(workload) {
      // Its wasm backend has no gradient of a convolution's kernel.
      if (backend === "wasm" && workload.graph.nodes.some(({ layer }) => layer.kind === "conv2d")) return null;
      await load();
      if (!(await tf.setBackend(backend).catch(() => false))) return null;
      await tf.ready();
      return openSession(workload, backend);
    },
  };
}

function openSession(workload: BenchWorkload, backend: TfjsBackend): BenchSession {
  const { rows, batchSize, inputWidth, graph, tensors, learningRate } = workload;
  const cursor = batchCursor(rows, batchSize);
  const model = toLayersModel(graph, tensors);
  const optimizer = tf.train.adam(learningRate);
  const features = tf.tensor(workload.features, [rows, inputWidth]);
  const targets = targetsOf(workload);
  const loss = lossOf(workload);

  const step = (): tf.Scalar => {
    const { start, end } = cursor();
    return tf.tidy(() => {
      const size = end - start;
      const x = tf.reshape(tf.slice(features, [start, 0], [size, inputWidth]), [size, ...graph.inputShape]);
      const y = tf.slice(targets, [start, 0], [size, -1]);
      return optimizer.minimize(() => loss(model.apply(x, { training: true }) as tf.Tensor2D, y), true)!;
    });
  };
  return {
    async run(steps) {
      await tf.setBackend(backend);
      const startMs = performance.now();
      let last = step();
      for (let index = 1; index < steps; index++) {
        last.dispose();
        last = step();
      }
      const [value] = await last.data();
      const ms = performance.now() - startMs;
      last.dispose();
      return { ms, loss: value! };
    },
    dispose() {
      model.dispose();
      optimizer.dispose();
      tf.dispose([features, targets]);
    },
  };
}

function targetsOf({ targets, rows, outputWidth, loss }: BenchWorkload): tf.Tensor2D {
  if (loss.kind !== "sparseCategoricalCrossEntropy") return tf.tensor2d(targets, [rows, 1]);
  const labels = tf.tensor1d(Int32Array.from(targets), "int32");
  return tf.tidy(() => tf.cast(tf.oneHot(labels, outputWidth), "float32") as tf.Tensor2D);
}

function lossOf({ loss }: BenchWorkload): (logits: tf.Tensor2D, targets: tf.Tensor2D) => tf.Scalar {
  if (loss.kind === "sparseCategoricalCrossEntropy") {
    return (logits, targets) => tf.losses.softmaxCrossEntropy(targets, logits);
  }
  return (logits, targets) => tf.losses.sigmoidCrossEntropy(targets, logits);
}
