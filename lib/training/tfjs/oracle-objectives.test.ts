/** The oracle's losses and optimisers against those of TensorFlow.js. */
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../random";
import { finiteDifferences } from "../compiled/testing/suite/finite-differences";
import { meanLoss, meanScore } from "../compiled/testing/oracle/oracle-loss";
import { clipGradients, optimizerStep } from "../compiled/testing/oracle/oracle-optimizer";
import { worstDifference } from "../compiled/testing/suite/worst-difference";
import { ADAM, DEFAULT_LOSS, type LossKind, type LossSpec, type OptimizerSpec } from "../objective";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const ROWS = 6;
const WIDTH = 3;
const TOLERANCE = 1e-5;
const random = seededRandom(8);
const logits = Float32Array.from({ length: ROWS * WIDTH }, () => random.normal());
const numbers = Float32Array.from({ length: ROWS * WIDTH }, () => random.normal());
const bits = numbers.map((value) => Number(value > 0));
const labels = Float32Array.from({ length: ROWS }, () => random.int(WIDTH));
const weights = Float32Array.from({ length: ROWS }, () => random.next());

const matrix = (values: Float32Array) => tf.tensor2d(values, [ROWS, WIDTH]);
const oneHot = () => tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), WIDTH), "float32");
const probabilities = () => tf.softmax(matrix(logits));
/** Over the rows: what Keras makes of a loss per row. */
const weightedMean = (perRow: tf.Tensor) => tf.mean(tf.mul(perRow, tf.tensor1d(weights)));
const { meanSquaredError, meanAbsoluteError, categoricalCrossentropy, binaryCrossentropy } = tfl.metrics;

interface Compared {
  readonly name: string;
  readonly loss: Partial<LossSpec> & { readonly kind: LossKind };
  readonly targets: Float32Array;
  readonly weighted?: boolean;
  /** The output is the softmax of the logits. */
  readonly ofProbabilities?: boolean;
  readonly theirs: () => tf.Tensor;
}

const LOSSES: readonly Compared[] = [
  {
    name: "mean squared error, weighted",
    loss: { kind: "meanSquaredError" },
    targets: numbers,
    weighted: true,
    theirs: () => weightedMean(meanSquaredError(matrix(numbers), matrix(logits))),
  },
  {
    name: "mean absolute error",
    loss: { kind: "meanAbsoluteError" },
    targets: numbers,
    theirs: () => tf.mean(meanAbsoluteError(matrix(numbers), matrix(logits))),
  },
  {
    name: "Huber",
    loss: { kind: "huber", delta: 0.6 },
    targets: numbers,
    theirs: () => tf.losses.huberLoss(matrix(numbers), matrix(logits), undefined, 0.6),
  },
  {
    name: "binary cross-entropy from logits, smoothed",
    loss: { kind: "binaryCrossEntropy", labelSmoothing: 0.2 },
    targets: bits,
    theirs: () => tf.losses.sigmoidCrossEntropy(matrix(bits), matrix(logits), undefined, 0.2),
  },
  {
    name: "binary cross-entropy of probabilities",
    loss: { kind: "binaryCrossEntropy", fromLogits: false },
    targets: bits,
    ofProbabilities: true,
    theirs: () => tf.mean(binaryCrossentropy(matrix(bits), probabilities())),
  },
  {
    name: "sparse cross-entropy from logits, smoothed",
    loss: { kind: "sparseCategoricalCrossEntropy", labelSmoothing: 0.3 },
    targets: labels,
    theirs: () => tf.losses.softmaxCrossEntropy(oneHot(), matrix(logits), undefined, 0.3),
  },
  {
    name: "categorical cross-entropy of outputs that do not sum to 1",
    loss: { kind: "categoricalCrossEntropy", fromLogits: false },
    targets: logits.map(Math.exp),
    ofProbabilities: true,
    theirs: () => tf.mean(categoricalCrossentropy(matrix(logits.map(Math.exp)), tf.mul(probabilities(), 2))),
  },
];

describe("the oracle's losses", () => {
  it.each(LOSSES)("$name", async ({ loss, targets, weighted, ofProbabilities, theirs }) => {
    const values = Float64Array.from(ofProbabilities ? await probabilities().data() : logits);
    const output = { rows: ROWS, shape: [WIDTH], values };
    const batch = { targets, sampleWeights: weighted ? weights : null };
    const ours = meanLoss({ ...DEFAULT_LOSS, ...loss }, output, batch);
    expect(worstDifference([ours], await theirs().data())).toBeLessThan(TOLERANCE);
  });

  it("count a row by the weight of its class, and score it whatever its weight", () => {
    const output = { rows: 2, shape: [2], values: Float64Array.of(0, 0, 3, 1) };
    const loss = { ...DEFAULT_LOSS, kind: "sparseCategoricalCrossEntropy", classWeights: [1, 4] } as const;
    const batch = { targets: [1, 0], sampleWeights: [0.5, 1] };
    expect(meanLoss(loss, output, batch)).toBeCloseTo((0.5 * 4 * Math.log(2) + Math.log(1 + Math.exp(-2))) / 2, 12);
    expect(meanScore("correct", loss, { ...output, ...batch })).toBe(0.5);
    expect(meanScore("squaredError", { ...loss, kind: "huber" }, { ...output, ...batch, targets: [0, 1, 3, 3] })).toBe(
      (0.5 + 2) / 2,
    );
  });
});

const RATE = 0.1;
const OPTIMIZERS: readonly (readonly [name: string, ours: OptimizerSpec, theirs: () => tf.Optimizer])[] = [
  ["sgd", { kind: "sgd" }, () => tf.train.sgd(RATE)],
  ["momentum", { kind: "momentum", momentum: 0.9, nesterov: false }, () => tf.train.momentum(RATE, 0.9)],
  ["Nesterov", { kind: "momentum", momentum: 0.8, nesterov: true }, () => tf.train.momentum(RATE, 0.8, true)],
  ["RMSProp", { kind: "rmsprop", decay: 0.9, epsilon: 1e-7 }, () => tf.train.rmsprop(RATE, 0.9)],
  ["Adam", ADAM, () => tf.train.adam(RATE)],
];

describe("the oracle's optimisers", () => {
  it.each(OPTIMIZERS)("%s", async (_name, ours, theirs) => {
    const start = [1, -2, 0.5];
    const variable = tf.variable(tf.tensor1d(start));
    const optimizer = theirs();
    const w = Float64Array.from(start);
    const memory = { first: new Float64Array(3), second: new Float64Array(3) };
    const loss = () => w.reduce((sum, x, i) => sum + (i + 1) * (x - 0.3) ** 2, 0);
    for (let time = 1; time <= 6; time++) {
      optimizer.minimize(() => tf.sum<tf.Scalar>(tf.mul(tf.tensor1d([1, 2, 3]), tf.square(tf.sub(variable, 0.3)))));
      optimizerStep(ours, w, { gradient: finiteDifferences(loss, w), memory, rate: RATE, time });
    }
    expect(worstDifference(await variable.data(), w)).toBeLessThan(TOLERANCE);
  });

  it("shrink weights before the step with AdamW, whatever the gradient", () => {
    const w = Float64Array.of(2);
    const memory = { first: new Float64Array(1), second: new Float64Array(1) };
    const at = { gradient: new Float64Array(1), memory, rate: RATE, time: 1 };
    optimizerStep({ kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.5 }, w, at);
    expect(w[0]).toBeCloseTo(2 * (1 - RATE * 0.5), 12);
  });

  it("see gradients that were clipped one by one, or together", () => {
    const gradients = [Float64Array.of(3), Float64Array.of(-4)];
    expect(clipGradients({ kind: "value", limit: 3.5 }, gradients)).toEqual([
      Float64Array.of(3),
      Float64Array.of(-3.5),
    ]);
    expect(clipGradients({ kind: "norm", limit: 1 }, gradients)).toEqual([Float64Array.of(0.6), Float64Array.of(-0.8)]);
    expect(clipGradients({ kind: "norm", limit: 6 }, gradients)).toEqual(gradients);
  });
});
