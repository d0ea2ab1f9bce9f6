/** The contract of a target, part 2: losses, scores, optimisers, clipping and penalties. */
import { describe, expect, it } from "vitest";
import { sequence, type GraphActivation, type LayerGraph } from "../../../layer-graph";
import { ADAM, DEFAULT_LOSS, type ClipSpec, type LossSpec, type OptimizerSpec } from "../../../objective";
import { compilePlan, type CompileOptions } from "../../plan/compile-plan";
import { checkStep, checkTensors } from "./check-step";
import { finiteDifferences } from "./finite-differences";
import { dense } from "../cases/layer-cases";
import { batchLoss, forward } from "../oracle/oracle";
import { meanLoss, meanScore, rowLoss } from "../oracle/oracle-loss";
import { clipGradients, optimizerStep } from "../oracle/oracle-optimizer";
import { INFERENCE } from "../oracle/oracle-value";
import { compileOptions, placeCase, plainStep, rowsOfStep, seededCase, type PlacedCase } from "../cases/placed-case";
import type { SuiteContext } from "./suite-context";
import { worstDifference, worstOfTensor } from "./worst-difference";

interface LossCase {
  readonly name: string;
  readonly loss: LossSpec;
  readonly outputs: number;
  readonly last: GraphActivation;
  readonly weighted?: boolean;
}

const from = (kind: LossSpec["kind"], options: Partial<LossSpec> = {}): LossSpec => ({
  ...DEFAULT_LOSS,
  kind,
  ...options,
});
const probabilities = { fromLogits: false };

const LOSS_CASES: readonly LossCase[] = [
  { name: "mean squared error", loss: from("meanSquaredError"), outputs: 3, last: "linear", weighted: true },
  { name: "mean squared error of a fused tanh", loss: from("meanSquaredError"), outputs: 2, last: "tanh" },
  { name: "mean squared error of a softmax", loss: from("meanSquaredError"), outputs: 3, last: "softmax" },
  { name: "mean absolute error", loss: from("meanAbsoluteError"), outputs: 2, last: "linear" },
  { name: "weighted mean absolute error", loss: from("meanAbsoluteError"), outputs: 1, last: "linear", weighted: true },
  { name: "Huber", loss: from("huber", { delta: 0.7 }), outputs: 3, last: "linear", weighted: true },
  { name: "binary cross-entropy", loss: from("binaryCrossEntropy"), outputs: 1, last: "linear", weighted: true },
  { name: "binary cross-entropy of three outputs", loss: from("binaryCrossEntropy"), outputs: 3, last: "linear" },
  {
    name: "binary, smoothed, weighted by class",
    loss: from("binaryCrossEntropy", { labelSmoothing: 0.2, classWeights: [0.5, 2] }),
    outputs: 1,
    last: "linear",
  },
  { name: "binary of a sigmoid", loss: from("binaryCrossEntropy", probabilities), outputs: 2, last: "sigmoid" },
  {
    name: "binary of a hard sigmoid",
    loss: from("binaryCrossEntropy", probabilities),
    outputs: 1,
    last: "hardSigmoid",
  },
  {
    name: "categorical cross-entropy",
    loss: from("categoricalCrossEntropy"),
    outputs: 4,
    last: "linear",
    weighted: true,
  },
  {
    name: "categorical, smoothed",
    loss: from("categoricalCrossEntropy", { labelSmoothing: 0.1 }),
    outputs: 5,
    last: "linear",
  },
  {
    name: "categorical of a softmax",
    loss: from("categoricalCrossEntropy", probabilities),
    outputs: 3,
    last: "softmax",
  },
  {
    name: "categorical of a softplus",
    loss: from("categoricalCrossEntropy", probabilities),
    outputs: 3,
    last: "softplus",
  },
  { name: "sparse categorical cross-entropy", loss: from("sparseCategoricalCrossEntropy"), outputs: 9, last: "linear" },
  {
    name: "sparse, smoothed, weighted by class and row",
    loss: from("sparseCategoricalCrossEntropy", { labelSmoothing: 0.3, classWeights: [1, 0.2, 3] }),
    outputs: 3,
    last: "linear",
    weighted: true,
  },
  {
    name: "sparse of a softmax",
    loss: from("sparseCategoricalCrossEntropy", probabilities),
    outputs: 4,
    last: "softmax",
  },
];

interface OptimizerCase {
  readonly name: string;
  readonly optimizer: OptimizerSpec;
  readonly clip?: ClipSpec;
  readonly penalty?: { readonly l1: number; readonly l2: number };
}

const SGD = { kind: "sgd" } as const;
const ADAMW: OptimizerSpec = { kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 };
const OPTIMIZER_CASES: readonly OptimizerCase[] = [
  { name: "sgd", optimizer: SGD },
  { name: "momentum", optimizer: { kind: "momentum", momentum: 0.9, nesterov: false } },
  { name: "Nesterov", optimizer: { kind: "momentum", momentum: 0.8, nesterov: true } },
  { name: "RMSProp", optimizer: { kind: "rmsprop", decay: 0.9, epsilon: 1e-7 } },
  { name: "Adam", optimizer: ADAM },
  { name: "AdamW", optimizer: ADAMW },
  { name: "sgd clipped by value", optimizer: SGD, clip: { kind: "value", limit: 0.05 } },
  { name: "sgd clipped by norm", optimizer: SGD, clip: { kind: "norm", limit: 0.1 } },
  { name: "sgd within its norm", optimizer: SGD, clip: { kind: "norm", limit: 1000 } },
  { name: "Adam clipped by norm", optimizer: ADAM, clip: { kind: "norm", limit: 0.1 } },
  { name: "sgd with L1", optimizer: SGD, penalty: { l1: 0.03, l2: 0 } },
  {
    name: "momentum with L2",
    optimizer: { kind: "momentum", momentum: 0.9, nesterov: false },
    penalty: { l1: 0, l2: 0.05 },
  },
  {
    name: "AdamW with both, clipped",
    optimizer: ADAMW,
    penalty: { l1: 0.02, l2: 0.03 },
    clip: { kind: "norm", limit: 0.2 },
  },
];

/** Losses, scores and what follows from the gradients. */
export function describeObjectives(context: SuiteContext): void {
  const { tolerances } = context.options;

  describe.each(LOSS_CASES)("the loss $name", ({ loss, outputs, last, weighted = false }) => {
    const options = { graph: classifier(outputs, last), loss, weighted, batchSize: 4, rows: 11, seed: 21 };

    it("has the oracle's gradients and evaluates like it", async () => {
      const placed = await placeCase(context.target(), options);
      await checkStep(placed, { step: { rows: 4 }, tolerances, placesPerTensor: 12 });
      await checkStep(placed, { step: { start: 8, rows: 3 }, tolerances, placesPerTensor: 4 });
      await checkEvaluation(context, placed);
      placed.device.dispose();
    });

    it("has the oracle's gradients with respect to the features", () => checkInputGradients(context, options));
  });

  it.each(OPTIMIZER_CASES)("steps like the oracle with $name", async ({ optimizer, clip = null, penalty }) => {
    const placed = await placeCase(context.target(), {
      graph: regression(penalty),
      optimizer,
      clip,
      rows: 5,
      seed: 22,
    });
    await checkTraining(context, placed, { optimizer, clip });
    placed.device.dispose();
  });
}

function classifier(outputs: number, last: GraphActivation): LayerGraph {
  return sequence([3], [dense(5, "tanh"), dense(outputs, last)]);
}

function regression(kernelRegularizer: OptimizerCase["penalty"]): LayerGraph {
  const penalized = kernelRegularizer ? { kernelRegularizer } : {};
  return sequence([3], [{ ...dense(5, "tanh"), ...penalized }, dense(2)]);
}

/** Predictions, mean loss and score over all rows, in inference mode. */
async function checkEvaluation(context: SuiteContext, { graph, loss, weights, batch, data, device }: PlacedCase) {
  const { output } = forward(graph, weights, batch);
  const { values } = context.options.tolerances;
  expect(worstDifference(await device.predict(batch), output.values), "outputs").toBeLessThan(values);
  const score = loss.kind.endsWith("CrossEntropy") ? "correct" : "squaredError";
  const expected = [meanLoss(loss, output, batch), meanScore(score, loss, { ...output, ...batch })];
  const evaluated = await device.evaluate(data);
  expect(worstDifference([evaluated.loss, evaluated.score], expected), "loss and score").toBeLessThan(values);
}

/** The gradient of each row's own loss, and that of one output. */
async function checkInputGradients(context: SuiteContext, options: Parameters<typeof placeCase>[1]): Promise<void> {
  const { tensors, weights, batch } = seededCase(options);
  const compile = compileOptions(options);
  const { graph, loss } = compile;
  const features = Float64Array.from(batch.features);
  const outputOf = () => forward(graph, weights, { rows: batch.rows, features, mode: INFERENCE }).output;
  const ofLoss = () => {
    const output = outputOf();
    return Array.from({ length: batch.rows }, (_, row) => rowLoss(loss, output, { ...batch, row })).reduce(
      (a, b) => a + b,
    );
  };
  const ofOutput = () => {
    const { values, rows } = outputOf();
    return values.reduce((sum, value, index) => (index % (values.length / rows) === 0 ? sum + value : sum), 0);
  };
  const gradientOf = async (seed: NonNullable<CompileOptions["gradientOf"]>) =>
    context.target().inputGradients(compilePlan({ ...compile, gradientOf: seed }), { rows: batch, tensors });
  const { gradients } = context.options.tolerances;
  const lossGradient = finiteDifferences(ofLoss, features);
  expect(worstOfTensor(await gradientOf({ kind: "loss" }), lossGradient, 0.01)).toBeLessThan(gradients);
  // The gradient of an output is that of the raw one: a logit where the activation belongs to the loss.
  if (loss.kind.endsWith("CrossEntropy") && !loss.fromLogits) return;
  const outputGradient = finiteDifferences(ofOutput, features);
  expect(worstOfTensor(await gradientOf({ kind: "output", index: 0 }), outputGradient, 0.01)).toBeLessThan(gradients);
}

const STEPS = 4;
const RATE = 0.05;

/** Some steps on the device, in one burst, and the same by the book. */
async function checkTraining(
  context: SuiteContext,
  placed: PlacedCase,
  by: { readonly optimizer: OptimizerSpec; readonly clip: ClipSpec },
): Promise<void> {
  const { graph, loss, weights, device, seed } = placed;
  const steps = Array.from({ length: STEPS }, (_, step) => correctedStep(by.optimizer, { step, rows: 5 }));
  const { lossSum } = await device.run(steps);

  const trained = (await device.readGradients()).map(({ name }) => weights.get(name)!);
  const memories = trained.map((w) => ({ first: new Float64Array(w.length), second: new Float64Array(w.length) }));
  let expectedSum = 0;
  for (const step of steps) {
    const batch = { ...rowsOfStep(placed, step), mode: { training: true, seed, step: step.step } };
    const lossOf = () => batchLoss({ graph, loss }, weights, batch);
    expectedSum += lossOf();
    const gradients = clipGradients(
      by.clip,
      trained.map((w) => finiteDifferences(lossOf, w)),
    );
    trained.forEach((w, index) => {
      const at = { gradient: gradients[index]!, memory: memories[index]!, rate: RATE, time: step.step + 1 };
      optimizerStep(by.optimizer, w, at);
    });
  }
  const { values, gradients } = context.options.tolerances;
  expect(worstDifference([lossSum], [expectedSum]), "loss").toBeLessThan(STEPS * values);
  await checkTensors(device, weights, gradients);
}

/** A step with Adam's corrections, where the optimiser has some. */
export function correctedStep(optimizer: OptimizerSpec, at: { readonly step: number; readonly rows: number }) {
  const step = { ...at, learningRate: RATE };
  if (optimizer.kind !== "adam" && optimizer.kind !== "adamw") return plainStep(step);
  const time = at.step + 1;
  return plainStep({ ...step, correction1: 1 - optimizer.beta1 ** time, correction2: 1 - optimizer.beta2 ** time });
}
