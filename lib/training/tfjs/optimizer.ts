/** Optimisers of the model spec. */
import * as tf from "@tensorflow/tfjs-core";
import type { TrainParams } from "../model-spec";

const MOMENTUM = 0.9;

/** The optimiser by name, with the usual constants (momentum 0.9, RMSProp decay 0.9, Adam 0.9 and 0.999). */
export function optimizerFor({ optimizer, learningRate }: TrainParams): tf.Optimizer {
  switch (optimizer) {
    case "sgd":
      return tf.train.sgd(learningRate);
    case "momentum":
      return tf.train.momentum(learningRate, MOMENTUM);
    case "rmsprop":
      return tf.train.rmsprop(learningRate);
    case "adam":
      return tf.train.adam(learningRate);
  }
}
