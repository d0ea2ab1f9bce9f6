/** Losses and scores, averaged over the rows of a batch. */
import * as tf from "@tensorflow/tfjs-core";
import type { Task } from "../../data/goal";
import { AppError } from "../../errors";
import type { LossName, NetworkSpec } from "../model-spec";
import { answersOf } from "./build";

/** Mean loss of logits [rows, width] against targets [rows, width] (one-hot, 0/1, or the scaled value): a scalar. */
export type Loss = (logits: tf.Tensor2D, targets: tf.Tensor2D) => tf.Scalar;

/** The loss by name; `auto` is cross-entropy for classes and mean squared error for numbers. */
export function lossFor(spec: NetworkSpec, name: LossName): Loss {
  const answers = (logits: tf.Tensor2D) => answersOf(spec, logits);
  switch (name === "auto" ? defaultLoss(spec.task) : name) {
    case "crossEntropy":
      if (spec.task === "regression") throw new AppError("training.model-invalid", { details: { loss: name } });
      return spec.task === "binary" ? binaryCrossEntropy : crossEntropy;
    case "meanSquaredError":
      return (logits, targets) => tf.mean(tf.squaredDifference(answers(logits), targets));
    case "meanAbsoluteError":
      return (logits, targets) => tf.mean(tf.abs(tf.sub(answers(logits), targets)));
  }
}

/** Share of right answers, or the mean squared error (its root is the RMSE): a scalar. */
export function scoreOf(task: Task, logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  if (task === "regression") return tf.mean(tf.squaredDifference(logits, targets));
  const right =
    task === "binary"
      ? tf.equal(tf.greater(logits, 0), tf.greater(targets, 0.5))
      : tf.equal(tf.argMax(logits, 1), tf.argMax(targets, 1));
  return tf.mean(tf.cast(right, "float32"));
}

function defaultLoss(task: Task): Exclude<LossName, "auto"> {
  return task === "regression" ? "meanSquaredError" : "crossEntropy";
}

function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1)));
}

/** softplus(z) − z·y: the log-loss of sigmoid(z) without taking the log of a rounded probability. */
function binaryCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, targets)));
}
