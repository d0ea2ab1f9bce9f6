/** Rows on the device: uploaded once, then gathered by index. */
import * as tf from "@tensorflow/tfjs-core";
import type { EngineData } from "../engine";
import type { NetworkSpec } from "../model-spec";
import { featureTensor } from "./transform";

export interface DeviceData {
  readonly rows: number;
  /** [rows, inputWidth] */
  readonly features: tf.Tensor2D;
  /** [rows, outputWidth]: one-hot classes, 0/1, or the scaled value. */
  readonly targets: tf.Tensor2D;
  dispose(): void;
}

/** Uploads a part of the data to the active backend. */
export function uploadData(spec: NetworkSpec, data: EngineData): DeviceData {
  const rows = data.targets.length;
  const features = featureTensor(data.features);
  const targets = tf.tidy(() => {
    if (spec.task !== "multiclass") return tf.tensor2d(data.targets, [rows, 1]);
    const classes = tf.tensor2d(
      Int32Array.from({ length: spec.outputWidth }, (_, index) => index),
      [1, spec.outputWidth],
    );
    return tf.cast<tf.Tensor2D>(tf.equal(tf.tensor2d(Int32Array.from(data.targets), [rows, 1]), classes), "float32");
  });
  return { rows, features, targets, dispose: () => tf.dispose([features, targets]) };
}
