import { expect, it } from "vitest";
import { manualClock, type Clock } from "../../clock";
import { applyRecipe } from "../../preprocess/apply";
import { rawFeatures } from "../../preprocess/raw-features";
import { tableFromRows } from "../../data/table";
import type { FittedRecipe } from "../../preprocess/recipe";
import type { TfjsBackendName, TrainParams } from "../model-spec";
import { networkFor } from "../model-spec";
import { clouds } from "../testing/clouds";
import { fitToEnd, trainParams } from "../testing/fit-to-end";
import { pickEngine } from "../picker";
import { openBackend } from "./backend";
import { tfjsCandidates } from "./candidates";
import { tfjsEngine } from "./engine";

const setup = { wasmPath: "/wasm/" };
const clock = { nowMs: () => performance.now() };
const data = clouds({ rows: 64, classes: 3, seed: 1 });
const layers = [{ units: 4, activation: "relu" as const, dropout: 0 }];
const spec = networkFor({ model: { kind: "mlp", layers }, task: "multiclass", inputWidth: 4, classCount: 3 });

async function engineOn(name: TfjsBackendName) {
  const backend = await openBackend(name, setup);
  if (!backend) throw new Error(`${name} does not run here`);
  return tfjsEngine(backend, clock);
}

/** Chooses among the backends of TensorFlow.js alone. */
function pick(options: { readonly params: TrainParams; readonly clock?: Clock; readonly budgetMs?: number }) {
  const { params, clock: paced = clock, ...rest } = options;
  const candidates = tfjsCandidates(setup, paced);
  const { signal } = new AbortController();
  return pickEngine(
    { spec, data, params, reuse: null, signal },
    { candidates, reproducible: candidates[0]!, clock: paced, ...rest },
  );
}

async function trainOn(name: TfjsBackendName) {
  const params = trainParams({ backend: name, epochs: 3, batchSize: 32, learningRate: 0.05 });
  const { engine, choice } = await pick({ params });
  const model = engine.build(spec, { seed: 7 });
  const { network, epochs } = await fitToEnd(model, { train: data, validation: data, params });
  const outputs = await model.predict(data.features);
  model.dispose();
  return { engine, choice, network, epochs, outputs };
}

it.each<[TfjsBackendName, RegExp]>([
  ["webgpu", /./],
  ["wasm", /^wasm/],
])("trains on %s and reaches the weights of the reference backend", async (name, device) => {
  const reference = await trainOn("cpu");
  const trained = await trainOn(name);
  expect(trained.engine.backend).toBe(name);
  expect(trained.choice).toMatchObject({ chosen: name, reason: "pinned" });
  expect(trained.engine.device).toMatch(device);
  expect(trained.epochs.length).toBe(3);
  trained.outputs.forEach((value, index) => {
    expect(Math.abs(value - reference.outputs[index]!)).toBeLessThanOrEqual(1e-3);
  });
});

it.each<TfjsBackendName>(["webgpu", "wasm"])("prepares features on %s as the float64 reference does", async (name) => {
  const recipe: FittedRecipe = {
    formatVersion: 1,
    spec: { steps: [] },
    features: [
      { kind: "numeric", column: "when", fill: 1_700_000_000_000, offset: 1_700_000_000_123, factor: 1e-6 },
      { kind: "one-hot", column: "city", fill: "Lima", categories: ["Lima", "Quito"] },
      { kind: "numeric", column: "age", fill: 40, offset: 35.5, factor: 0.1 },
    ],
    target: { kind: "labels", column: "y", classes: ["a", "b"] },
    outputNames: ["when", "city=Lima", "city=Quito", "age"],
  };
  const table = tableFromRows(
    [
      { when: 1_700_000_111_000, city: "Quito", age: 20 },
      { when: null, city: null, age: null },
      { when: 1_699_999_000_000, city: "Tacna", age: 80 },
    ],
    new Map([
      ["when", "numeric"],
      ["city", "dictionary"],
      ["age", "numeric"],
    ] as const),
  );
  const actual = await (await engineOn(name)).transform(rawFeatures(recipe, table));
  applyRecipe(recipe, table).features.forEach((value, index) => {
    expect(Math.abs(actual[index]! - value)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value)));
  });
});

it("measures the processor first and trains there when the budget is spent", async () => {
  const params = trainParams({ backend: "auto" });
  const { choice } = await pick({ params, budgetMs: 0 });
  expect(choice).toMatchObject({ chosen: "wasm", reason: "at-once" });
  expect(choice.measurements.map(({ backend, outcome }) => [backend, outcome])).toEqual([
    ["wasm", "measured"],
    ["cpu", "not-tried"],
    ["webgpu", "not-tried"],
    ["webgl", "not-tried"],
  ]);
});

it("leaves a backend that is late alone: it stops measuring and holds no memory", async () => {
  const { memory } = await import("@tensorflow/tfjs-core");
  const before = memory().numTensors;
  const params = trainParams({ backend: "auto" });
  const { choice } = await pick({ params, clock: manualClock(), budgetMs: 1 });
  const late = choice.measurements.find(({ backend }) => backend === "webgpu");
  expect(late).toMatchObject({ outcome: "not-tried", msPerStep: null });
  await expect.poll(() => memory().numTensors, { timeout: 60_000 }).toBe(before);
});

it("does not make a model that is heavy on wasm wait for plain JavaScript", async () => {
  let nowMs = 0;
  const slow = { nowMs: () => (nowMs += 1_000) };
  const params = trainParams({ backend: "auto" });
  const { choice } = await pick({ params, clock: slow, budgetMs: Infinity });
  const outcome = Object.fromEntries(choice.measurements.map((line) => [line.backend, line.outcome]));
  expect(outcome).toMatchObject({ wasm: "measured", cpu: "not-tried", webgpu: "measured" });
});

it("says that the GPU was lost, and finds it again for the next training", async () => {
  const engine = await engineOn("webgpu");
  const model = engine.build(spec, { seed: 7 });
  const events = model.fit({
    train: data,
    validation: data,
    params: trainParams({ epochs: 50 }),
    signal: new AbortController().signal,
  });
  await events.next();
  const { backend } = await import("@tensorflow/tfjs-core");
  (backend() as unknown as { device: GPUDevice }).device.destroy();
  const toEnd = async () => {
    while (!(await events.next()).done);
  };
  await expect(toEnd()).rejects.toMatchObject({ code: "training.device-lost" });
  expect((await trainOn("webgpu")).engine.backend).toBe("webgpu");
});
