import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { manualClock } from "../../clock";
import type { Engine, RawFeatures } from "../engine";
import { networkFor, type LossName, type ModelSpec, type OptimizerName, type TrainedNetwork } from "../model-spec";
import { clouds, plane } from "../testing/clouds";
import { digitsParts, type Digits } from "../testing/digits";
import { fitToEnd, trainParams } from "../testing/fit-to-end";
import { openBackend } from "../tfjs/backend";
import { tfjsEngine } from "../tfjs/engine";
import { compiledEngine, createCompiledEngine } from "./engine";
import { loadKernelFromDisk, spawnNodeThread } from "./testing/node-kernels";
import { createWasmTarget } from "./wasm/wasm-target";

const MLP: ModelSpec = { kind: "mlp", layers: [{ units: 16, activation: "relu", dropout: 0 }] };
const CNN: ModelSpec = {
  kind: "cnn",
  convolutions: [
    { filters: 6, kernelSize: 3, padding: "same", activation: "relu", batchNormalization: true, pool: 2 },
    { filters: 8, kernelSize: 3, padding: "valid", activation: "tanh", batchNormalization: false, pool: 1 },
  ],
  layers: [],
};
const data = clouds({ rows: 120, classes: 3, seed: 1 });
const validation = clouds({ rows: 60, classes: 3, seed: 2 });
const iris = networkFor({ model: MLP, task: "multiclass", inputWidth: 4, classCount: 3 });

let engine: Engine;
let threaded: Engine;
let reference: Engine;
let digits: Digits;
beforeAll(async () => {
  const options = { loadKernel: loadKernelFromDisk, clock: manualClock(), reproducible: true };
  engine = await createCompiledEngine(options);
  threaded = await createCompiledEngine({ ...options, threads: 2, spawnThread: spawnNodeThread });
  const backend = await openBackend("cpu", { wasmPath: null });
  if (!backend) throw new Error("no cpu backend");
  reference = tfjsEngine(backend, manualClock());
  digits = await digitsParts(await readFile("public/datasets/digits.csv"));
});

async function trained(on: Engine, model: ModelSpec, overrides: Parameters<typeof trainParams>[0] = {}) {
  const spec = digits.spec(model);
  const params = trainParams({ seed: 7, learningRate: 0.005, ...overrides });
  return fitToEnd(on.build(spec, { seed: params.seed }), { ...digits, params });
}

function largestDifference(a: TrainedNetwork, b: TrainedNetwork): number {
  return Math.max(
    ...a.weights.flatMap(({ kernel }, layer) => [...kernel.map((w, i) => Math.abs(w - b.weights[layer]!.kernel[i]!))]),
  );
}

describe("the compiled engine", () => {
  it("says what it is", () => {
    expect(engine).toMatchObject({ name: "compiled", backend: "compiled-wasm", device: "wasm SIMD" });
  });

  it("follows tfjs on the digits: same start, same batches, the same curve", async () => {
    const ours = await trained(engine, MLP, { epochs: 6, batchSize: 64 });
    const theirs = await trained(reference, MLP, { epochs: 6, batchSize: 64 });
    ours.epochs.forEach((epoch, index) => {
      const other = theirs.epochs[index]!;
      expect(epoch.trainLoss).toBeCloseTo(other.trainLoss, 3);
      expect(epoch.validationLoss).toBeCloseTo(other.validationLoss, 3);
      expect(Math.abs(epoch.validationScore - other.validationScore)).toBeLessThan(0.01);
      expect(epoch.best).toBe(other.best);
    });
    expect(largestDifference(ours.network, theirs.network)).toBeLessThan(1e-3);
    expect(ours.epochs.at(-1)!.validationScore).toBeGreaterThan(0.9);
  });

  it("learns the digits with convolutions and batch normalisation", async () => {
    const { epochs, network } = await trained(engine, CNN, { epochs: 4 });
    expect(epochs.at(-1)!.validationScore).toBeGreaterThan(0.93);
    expect(network.convolutions.map(({ normalization }) => normalization !== null)).toEqual([true, false]);
    expect(network.convolutions[0]!.normalization!.movingMean.some((mean) => mean !== 0)).toBe(true);
  });

  it("gives the same bits on one thread and on two", async () => {
    const options = { epochs: 2, batchSize: 128 };
    const one = await trained(engine, CNN, options);
    const two = await trained(threaded, CNN, options);
    expect(threaded.device).toBe("wasm SIMD, 2 threads");
    expect(two.network).toEqual(one.network);
  });

  it("resumes from any epoch to the bit, dropout and all", async () => {
    const model: ModelSpec = { kind: "mlp", layers: [{ units: 12, activation: "elu", dropout: 0.4 }] };
    const params = trainParams({ seed: 3, epochs: 4, earlyStopping: { patience: 9 } });
    const states: Uint8Array[] = [];
    const checkpoint = {
      due: () => true,
      save: async (_: unknown, state: Uint8Array | null) => void (state && states.push(state)),
    };
    const whole = await fitToEnd(engine.build(digits.spec(model), { seed: 3 }), { ...digits, params, checkpoint });
    expect(states.length).toBe(4);
    for (const resume of states) {
      const rest = await fitToEnd(engine.build(digits.spec(model), { seed: 3 }), { ...digits, params, resume });
      expect(rest.network).toEqual(whole.network);
    }
  });

  it.each<OptimizerName>(["sgd", "momentum", "rmsprop", "adam"])("recovers a plane with %s", async (optimizer) => {
    const linear = networkFor({ model: { kind: "linear" }, task: "regression", inputWidth: 2, classCount: 0 });
    const rows = plane({ rows: 128, seed: 4 });
    const params = trainParams({ optimizer, epochs: 30, batchSize: 16 });
    const fit = (on: Engine) => fitToEnd(on.build(linear, { seed: 3 }), { train: rows, validation: rows, params });
    const { epochs, network } = await fit(engine);
    const theirs = await fit(reference);
    expect(epochs.at(-1)!.validationScore).toBeLessThan(0.05);
    expect(network.weights[0]!.kernel[0]).toBeCloseTo(0.5, 1);
    expect(epochs[4]!.trainLoss).toBeCloseTo(theirs.epochs[4]!.trainLoss, 4);
  });

  it.each<LossName>(["crossEntropy", "meanSquaredError", "meanAbsoluteError"])(
    "separates classes with %s as tfjs does",
    async (loss) => {
      for (const [task, classes] of [
        ["binary", 2],
        ["multiclass", 3],
      ] as const) {
        const spec = networkFor({ model: MLP, task, inputWidth: 4, classCount: classes });
        const rows = clouds({ rows: 100, classes, seed: 5 });
        const params = trainParams({ loss, epochs: 6 });
        const fit = (on: Engine) => fitToEnd(on.build(spec, { seed: 1 }), { train: rows, validation: rows, params });
        const [ours, theirs] = [await fit(engine), await fit(reference)];
        expect(ours.epochs.at(-1)!.trainLoss).toBeCloseTo(theirs.epochs.at(-1)!.trainLoss, 4);
        expect(ours.epochs.at(-1)!.trainScore).toBeCloseTo(theirs.epochs.at(-1)!.trainScore, 1);
        expect(ours.epochs.at(-1)!.trainScore).toBeGreaterThan(0.9);
      }
    },
  );
});

describe("transform", () => {
  it("gives the bits of tfjs's tensor form", async () => {
    const features: RawFeatures = {
      rowCount: 4,
      plans: [
        { kind: "numeric", column: "a", fill: 2, offset: 1.1, factor: 0.3 },
        { kind: "one-hot", column: "b", fill: null, categories: ["x", "y", "z"] },
        { kind: "numeric", column: "c", fill: -5, offset: 1e6, factor: 1e-6 },
      ],
      columns: [Float32Array.of(0.5, NaN, -2, 3.25), Int32Array.of(2, -1, 0, 1), Float32Array.of(NaN, 17, NaN, -0.25)],
    };
    expect(await engine.transform(features)).toEqual(await reference.transform(features));
  });
});

describe("predict", () => {
  it.each([
    ["multiclass", 3],
    ["binary", 2],
    ["regression", 0],
  ] as const)("answers a %s question as tfjs does", async (task, classCount) => {
    const spec = networkFor({ model: MLP, task, inputWidth: 4, classCount });
    const ours = await engine.build(spec, { seed: 2 }).predict(validation.features);
    const theirs = await reference.build(spec, { seed: 2 }).predict(validation.features);
    expect(ours.length).toBe(theirs.length);
    ours.forEach((value, index) => expect(value).toBeCloseTo(theirs[index]!, 5));
  });

  it("answers with the weights that training gave", async () => {
    const model = engine.build(iris, { seed: 7 });
    const { network } = await fitToEnd(model, { train: data, validation, params: trainParams({ epochs: 8 }) });
    const answers = await model.predict(validation.features);
    const right = validation.targets.filter((label, row) => {
      const probabilities = answers.subarray(3 * row, 3 * row + 3);
      return probabilities.indexOf(Math.max(...probabilities)) === label;
    });
    expect(right.length).toBeGreaterThan(55);
    expect(network.weights[0]!.kernel).not.toEqual(new Float32Array(64));
  });
});

describe("inputGradients", () => {
  it("are the slopes of an output and of each row's own loss", async () => {
    const linear = networkFor({ model: { kind: "linear" }, task: "binary", inputWidth: 4, classCount: 2 });
    const model = engine.build(linear, { seed: 2 });
    const rows = clouds({ rows: 60, classes: 2, seed: 3 });
    const { network } = await fitToEnd(model, { train: rows, validation: rows, params: trainParams({ epochs: 1 }) });
    const kernel = network.weights[0]!.kernel;
    const slopes = await model.inputGradients!(validation.features, { kind: "output", index: 0 });
    expect(slopes.length).toBe(60 * 4);
    for (let row = 0; row < 60; row++) expect(slopes.subarray(4 * row, 4 * row + 4)).toEqual(kernel);

    const targets = validation.targets.map((label) => Number(label === 1));
    const ofLoss = await model.inputGradients!(validation.features, { kind: "loss", targets });
    const probabilities = await model.predict(validation.features);
    targets.forEach((target, row) => {
      kernel.forEach((weight, column) => {
        expect(ofLoss[4 * row + column]).toBeCloseTo((probabilities[row]! - target) * weight, 5);
      });
    });
  });
});

describe("bad input", () => {
  it("is named before anything is allocated", async () => {
    const fit = (changes: Partial<typeof data>) =>
      fitToEnd(engine.build(iris, { seed: 1 }), { train: { ...data, ...changes }, validation });
    const columns = data.features.columns.map((column) => column.slice());
    columns[2]![10] = Infinity;
    await expect(fit({ features: { ...data.features, columns } })).rejects.toMatchObject({
      code: "training.data-invalid",
      details: { row: 11 },
    });
    const targets = data.targets.slice();
    targets[4] = 3;
    await expect(fit({ targets })).rejects.toMatchObject({
      code: "training.label-out-of-range",
      details: { row: 5, label: 3, classes: 3 },
    });
  });

  it("a training that the device cannot hold is refused with both sizes", async () => {
    const target = await createWasmTarget({
      ...{ loadKernel: loadKernelFromDisk, variant: "plain", threads: 1, limitBytes: 4_000_000 },
    });
    const small = compiledEngine({ target, clock: manualClock() });
    const wide = networkFor({
      model: { kind: "mlp", layers: [{ units: 400_000, activation: "relu", dropout: 0 }] },
      ...{ task: "multiclass", inputWidth: 4, classCount: 3 },
    });
    await expect(fitToEnd(small.build(wide, { seed: 1 }), { train: data, validation })).rejects.toMatchObject({
      code: "training.does-not-fit",
      details: { limitMb: 4 },
    });
    await fitToEnd(small.build(iris, { seed: 1 }), { train: data, validation, params: trainParams({ epochs: 1 }) });
  });

  it("a diverging training stops with its step, keeps the last good weights and saves them", async () => {
    const saved: TrainedNetwork[] = [];
    const checkpoint = { due: () => false, save: async (network: TrainedNetwork) => void saved.push(network) };
    const model = engine.build(networkFor({ model: MLP, task: "regression", inputWidth: 4, classCount: 0 }), {
      seed: 1,
    });
    const params = trainParams({ optimizer: "sgd", learningRate: 1e6, epochs: 50 });
    const training = fitToEnd(model, { train: data, validation, params, checkpoint });
    await expect(training).rejects.toMatchObject({ code: "training.loss-not-finite", details: { epoch: 1 } });
    expect(saved.length).toBe(1);
    expect(saved[0]!.weights.every(({ kernel }) => kernel.every(Number.isFinite))).toBe(true);
    expect((await model.predict(validation.features)).every(Number.isFinite)).toBe(true);
  });
});

describe("describe", () => {
  it("lists the kernels of a step", () => {
    const { lines, flopsPerStep } = engine.describe!(iris, trainParams({}));
    expect(lines.map(({ phase, kernel }) => `${phase} ${kernel}`)).toContain("forward dense");
    expect(lines.at(-1)).toMatchObject({ phase: "update" });
    expect(flopsPerStep).toBeGreaterThan(1_000);
  });
});
