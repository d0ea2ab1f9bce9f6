import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { manualClock } from "../../clock";
import type { Engine } from "../engine";
import { DEFAULT_CNN, networkFor, type ConvWeights, type ModelSpec, type OptimizerName } from "../model-spec";
import { bars, clouds, numericFeatures, plane } from "../testing/clouds";
import { fitToEnd, trainParams } from "../testing/fit-to-end";
import { openBackend } from "./backend";
import { tfjsEngine } from "./engine";

const MLP: ModelSpec = { kind: "mlp", layers: [{ units: 8, activation: "relu", dropout: 0 }] };
const train = clouds({ rows: 120, classes: 3, seed: 1 });
const validation = clouds({ rows: 60, classes: 3, seed: 2 });
const iris = networkFor({ model: MLP, task: "multiclass", inputWidth: 4, classCount: 3 });

let engine: Engine;
beforeAll(async () => {
  const backend = await openBackend("cpu", { wasmPath: null });
  if (!backend) throw new Error("no cpu backend");
  engine = tfjsEngine(backend, manualClock());
});

describe("fit", () => {
  it("learns three clouds of points and says how well after each epoch", async () => {
    const model = engine.build(iris, { seed: 7 });
    const { epochs } = await fitToEnd(model, { train, validation, params: trainParams({ epochs: 15 }) });
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(epochs.at(-1)!.validationScore).toBeGreaterThan(0.95);
    expect(epochs.at(-1)!.trainLoss).toBeLessThan(epochs[0]!.trainLoss);
    const probabilities = await model.predict(validation.features);
    expect(probabilities.length).toBe(60 * 3);
    expect(probabilities[0]! + probabilities[1]! + probabilities[2]!).toBeCloseTo(1, 5);
  });

  it("trains convolutions with batch normalisation, and remembers the statistics of the images", async () => {
    const convolution = { ...DEFAULT_CNN.convolutions[0]!, filters: 4, batchNormalization: true };
    const model = { ...DEFAULT_CNN, convolutions: [convolution] };
    const data = bars({ rows: 60, side: 4, seed: 1 });
    const spec = networkFor({ model, task: "binary", inputWidth: 16, classCount: 2 });
    const params = trainParams({ epochs: 40, batchSize: 20 });
    const { epochs, network } = await fitToEnd(engine.build(spec, { seed: 7 }), {
      train: data,
      validation: data,
      params,
    });
    expect(epochs.at(-1)!.validationScore).toBeGreaterThan(0.95);
    const [{ normalization }] = network.convolutions as [ConvWeights];
    expect([...normalization!.movingMean].every((mean) => mean !== 0)).toBe(true);
    expect([...normalization!.movingVariance].every((variance) => variance > 0 && variance !== 1)).toBe(true);
  });

  it("gives the same weights for the same seed and other weights for another", async () => {
    const weightsOf = async (seed: number) => {
      const model = engine.build(iris, { seed });
      return (await fitToEnd(model, { train, validation, params: trainParams({ epochs: 2, seed }) })).network.weights;
    };
    const first = await weightsOf(7);
    expect(await weightsOf(7)).toEqual(first);
    expect(await weightsOf(8)).not.toEqual(first);
  });

  it.each<OptimizerName>(["sgd", "momentum", "rmsprop", "adam"])("recovers a plane with %s", async (optimizer) => {
    const linear = networkFor({ model: { kind: "linear" }, task: "regression", inputWidth: 2, classCount: 0 });
    const model = engine.build(linear, { seed: 3 });
    const data = plane({ rows: 128, seed: 4 });
    const params = trainParams({ optimizer, epochs: 30, batchSize: 16 });
    const { epochs, network } = await fitToEnd(model, { train: data, validation: data, params });
    expect(epochs.at(-1)!.validationScore).toBeLessThan(0.05);
    expect(network.weights[0]!.kernel[0]).toBeCloseTo(0.5, 1);
    expect(network.weights[0]!.kernel[1]).toBeCloseTo(-0.25, 1);
  });

  it.each(["crossEntropy", "meanSquaredError", "meanAbsoluteError"] as const)(
    "separates two classes with %s",
    async (loss) => {
      const two = networkFor({ model: MLP, task: "binary", inputWidth: 4, classCount: 2 });
      const data = clouds({ rows: 100, classes: 2, seed: 5 });
      const { epochs } = await fitToEnd(engine.build(two, { seed: 1 }), {
        train: data,
        validation: data,
        params: trainParams({ loss, epochs: 20 }),
      });
      expect(epochs.at(-1)!.trainScore).toBeGreaterThan(0.95);
    },
  );

  it("stops early and keeps the weights of the best epoch", async () => {
    const shuffled = { ...validation, targets: validation.targets.map((label) => (label + 1) % 3) };
    const model = engine.build(iris, { seed: 7 });
    const params = trainParams({ epochs: 50, earlyStopping: { patience: 2 } });
    const { epochs, network } = await fitToEnd(model, { train, validation: shuffled, params });
    const best = epochs.findLast((epoch) => epoch.best)!;
    expect(epochs.length).toBe(best.epoch + 2);

    const until = { train, validation: shuffled, params: trainParams({ epochs: best.epoch }) };
    expect(network.weights).toEqual((await fitToEnd(engine.build(iris, { seed: 7 }), until)).network.weights);
  });

  it("names the epoch and step at which the loss stopped being a number", async () => {
    const broken = { features: numericFeatures([Float32Array.of(1, NaN)]), targets: Float32Array.of(0, 1) };
    const data = { ...broken, features: { ...broken.features, plans: [{ ...broken.features.plans[0]!, fill: null }] } };
    const spec = networkFor({ model: { kind: "linear" }, task: "regression", inputWidth: 1, classCount: 0 });
    const training = fitToEnd(engine.build(spec, { seed: 1 }), { train: data, validation: data });
    await expect(training).rejects.toMatchObject({ code: "training.loss-not-finite", details: { epoch: 1, step: 1 } });
  });

  it("ends with cancelled when its signal aborts", async () => {
    const controller = new AbortController();
    const model = engine.build(iris, { seed: 7 });
    const events = model.fit({ train, validation, params: trainParams({ epochs: 99 }), signal: controller.signal });
    await events.next();
    controller.abort();
    await expect(events.next()).rejects.toMatchObject({ code: "cancelled" });
  });

  it("leaves no tensor behind, also when it is abandoned", async () => {
    const layers = [{ units: 6, activation: "tanh" as const, dropout: 0.3 }];
    const spec = networkFor({ model: { kind: "mlp", layers }, task: "multiclass", inputWidth: 4, classCount: 3 });
    const before = tf.memory().numTensors;
    const model = engine.build(spec, { seed: 7 });
    await fitToEnd(model, { train, validation, params: trainParams({ earlyStopping: { patience: 3 } }) });
    await model.predict(validation.features);
    const abandoned = model.fit({ train, validation, params: trainParams({}), signal: new AbortController().signal });
    await abandoned.next();
    await abandoned.return(undefined as never);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("repeats a training with dropout", async () => {
    const layers = [{ units: 16, activation: "elu" as const, dropout: 0.5 }];
    const spec = networkFor({ model: { kind: "mlp", layers }, task: "multiclass", inputWidth: 4, classCount: 3 });
    const run = async () => (await fitToEnd(engine.build(spec, { seed: 7 }), { train, validation })).epochs;
    expect(await run()).toEqual(await run());
  });

  it("saves a checkpoint when one is due", async () => {
    const saved: number[] = [];
    let calls = 0;
    await fitToEnd(engine.build(iris, { seed: 7 }), {
      train,
      validation,
      params: trainParams({ epochs: 4 }),
      checkpoint: {
        due: () => ++calls % 2 === 0,
        save: async (network) => void saved.push(network.weights.length),
      },
    });
    expect(saved).toEqual([2, 2]);
  });
});
