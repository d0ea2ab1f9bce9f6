import { describe, expect, it } from "vitest";
import { manualClock } from "../clock";
import { AppError } from "../errors";
import type { EngineRequest } from "./choose-engine";
import type { BackendMeasurement, Engine } from "./engine";
import { networkFor, pinnedTo, type BackendName, type TrainParams } from "./model-spec";
import { pickEngine, pickFastest, type Candidate, type Picker } from "./picker";
import { clouds } from "./testing/clouds";
import { trainParams } from "./testing/fit-to-end";

const spec = networkFor({ model: { kind: "linear" }, task: "multiclass", inputWidth: 4, classCount: 3 });
/** 40 steps an epoch. */
const data = clouds({ rows: 40, classes: 3, seed: 1 });

const request = (params: Partial<TrainParams> = {}, rest: Partial<EngineRequest> = {}): EngineRequest => ({
  ...{ spec, data, params: trainParams({ backend: "auto", batchSize: 1, ...params }), reuse: null },
  ...{ signal: new AbortController().signal, ...rest },
});

interface Fake {
  readonly ms?: number;
  readonly lacks?: string;
  readonly missing?: boolean;
  readonly opensInMs?: number;
  readonly fails?: Error;
}

/** Candidates with known step times on a clock that they move; `asked` are those that were opened. */
function pickerOf(fakes: Partial<Record<BackendName, Fake>>, options: { readonly budgetMs?: number } = {}) {
  const clock = manualClock();
  const asked: BackendName[] = [];
  const candidate = ([backend, fake]: readonly [string, Fake]): Candidate => ({
    backend: backend as BackendName,
    lacks: () => fake.lacks ?? null,
    opensInMs: fake.opensInMs ?? 100,
    async open() {
      asked.push(backend as BackendName);
      if (fake.missing) return null;
      clock.advance(fake.opensInMs ?? 100);
      const measureStep = () => (fake.fails ? Promise.reject(fake.fails) : Promise.resolve(fake.ms ?? 1));
      return { backend, device: `${backend} device`, measureStep } as unknown as Engine;
    },
  });
  const candidates = Object.entries(fakes).map(candidate);
  const plain = candidate(["compiled-wasm", { ms: 3 }]);
  const picker: Picker = { candidates, reproducible: plain, clock, ...options };
  return { picker, asked };
}

const outcomes = (lines: readonly BackendMeasurement[]) => lines.map(({ backend, outcome }) => [backend, outcome]);

describe("pickFastest", () => {
  const line = (backend: BackendName, msPerStep: number | null): BackendMeasurement => ({
    ...{ backend, outcome: msPerStep === null ? "unavailable" : "measured", msPerStep, device: "" },
  });

  it("takes the fastest", () => {
    expect(pickFastest([line("compiled-wasm", 5), line("cpu", 9), line("webgpu", 2)])?.backend).toBe("webgpu");
  });

  it("stays on the processor when the GPU is less than 10 % faster", () => {
    expect(pickFastest([line("compiled-wasm", 1.09), line("compiled-webgpu", 1)])?.backend).toBe("compiled-wasm");
    expect(pickFastest([line("compiled-wasm", 1.2), line("compiled-webgpu", 1)])?.backend).toBe("compiled-webgpu");
  });

  it("passes over what could not be measured", () => {
    expect(pickFastest([line("wasm", null), line("cpu", 3)])?.backend).toBe("cpu");
    expect(pickFastest([line("wasm", null)])).toBeNull();
  });
});

describe("pickEngine", () => {
  it("starts a small model at once on the processor, and opens nothing else", async () => {
    const { picker, asked } = pickerOf({ "compiled-wasm": { ms: 0.2 }, "compiled-webgpu": {}, webgl: {} });
    const { choice } = await pickEngine(request(), picker);
    expect(choice).toMatchObject({ chosen: "compiled-wasm", reason: "at-once", device: "compiled-wasm device" });
    expect(outcomes(choice.measurements)).toEqual([
      ["compiled-wasm", "measured"],
      ["compiled-webgpu", "not-tried"],
      ["webgl", "not-tried"],
    ]);
    expect(asked).toEqual(["compiled-wasm"]);
  });

  it("measures the others while the first epoch takes longer than a trial", async () => {
    const { picker } = pickerOf({
      "compiled-wasm": { ms: 10 },
      "compiled-webgpu": { ms: 6 },
      webgl: { opensInMs: 150 },
    });
    const { choice } = await pickEngine(request(), picker);
    expect(choice).toMatchObject({ chosen: "compiled-webgpu", reason: "measured" });
    // 40 steps of 6 ms: opening WebGL and measuring there takes longer.
    expect(outcomes(choice.measurements)).toContainEqual(["webgl", "not-tried"]);
  });

  it("stops trying when the budget is spent", async () => {
    const slow = { ms: 90, opensInMs: 700 };
    const { picker, asked } = pickerOf({ "compiled-wasm": slow, "compiled-webgpu": slow, webgpu: slow });
    await pickEngine(request(), picker);
    expect(asked).toEqual(["compiled-wasm", "compiled-webgpu"]);
  });

  it("does not make a heavy model wait for plain JavaScript", async () => {
    const { picker } = pickerOf({ "compiled-wasm": { ms: 26 }, cpu: { ms: 9 } }, { budgetMs: Infinity });
    const { choice } = await pickEngine(request(), picker);
    expect(outcomes(choice.measurements)).toContainEqual(["cpu", "not-tried"]);
  });

  it("says by name what an engine does not cover, and trains where it is covered", async () => {
    const { picker, asked } = pickerOf({
      "compiled-wasm": { lacks: "lstm" },
      wasm: { missing: true },
      webgl: { ms: 2 },
    });
    const { choice } = await pickEngine(request(), picker);
    expect(choice).toMatchObject({ chosen: "webgl", reason: "only-one" });
    expect(choice.measurements[0]).toMatchObject({ outcome: "uncovered", note: "lstm", msPerStep: null });
    expect(choice.measurements[1]).toMatchObject({ outcome: "unavailable" });
    expect(asked).toEqual(["wasm", "webgl"]);
  });

  it("uses a pinned engine without measuring, or says why it cannot", async () => {
    const { picker } = pickerOf({ "compiled-wasm": {}, webgpu: { missing: true }, wasm: { lacks: "conv2d" } });
    const { choice } = await pickEngine(request({ backend: "compiled-wasm" }), picker);
    expect(choice).toMatchObject({ chosen: "compiled-wasm", reason: "pinned", measurements: [] });
    await expect(pickEngine(request({ backend: "webgpu" }), picker)).rejects.toMatchObject({
      ...{ code: "training.backend-unavailable", details: { backend: "webgpu" } },
    });
    await expect(pickEngine(request({ backend: "wasm" }), picker)).rejects.toMatchObject({
      ...{ code: "training.uncovered", details: { what: "conv2d" } },
    });
  });

  it("reuses what an earlier run stored, and measures when that is gone", async () => {
    const { picker, asked } = pickerOf({ "compiled-wasm": { ms: 0.1 }, webgl: {}, webgpu: { missing: true } });
    const again = await pickEngine(request({}, { reuse: "webgl" }), picker);
    expect(again.choice).toMatchObject({ chosen: "webgl", reason: "reused", measurements: [] });
    expect(asked).toEqual(["webgl"]);
    const gone = await pickEngine(request({}, { reuse: "webgpu" }), picker);
    expect(gone.choice).toMatchObject({ chosen: "compiled-wasm", reason: "at-once" });
  });

  it("takes the plain build for a reproducible training, whatever was stored, and says what a step takes", async () => {
    const { picker, asked } = pickerOf({ "compiled-wasm": { ms: 1 }, webgpu: { ms: 0.1 } });
    const { choice } = await pickEngine(request({ reproducible: true }, { reuse: "webgpu" }), picker);
    expect(choice).toMatchObject({ chosen: "compiled-wasm", reason: "reproducible" });
    expect(choice.measurements).toMatchObject([{ msPerStep: 3 }, { outcome: "not-tried" }]);
    expect(asked).toEqual(["compiled-wasm", "compiled-wasm"]);
  });

  it("tells of rows that nobody can train on, and passes over an engine that fails by itself", async () => {
    const bad = new AppError("training.data-invalid", { details: { row: 3 } });
    await expect(pickEngine(request(), pickerOf({ "compiled-wasm": { fails: bad } }).picker)).rejects.toBe(bad);
    const { picker } = pickerOf({ "compiled-wasm": { fails: new Error("broken") }, cpu: { ms: 4 } });
    expect((await pickEngine(request(), picker)).choice).toMatchObject({ chosen: "cpu" });
    await expect(pickEngine(request(), pickerOf({ cpu: { missing: true } }).picker)).rejects.toMatchObject({
      code: "training.backend-unavailable",
    });
  });

  it("refuses a loss that does not fit the task, and ends with cancelled when its signal aborts", async () => {
    const { picker } = pickerOf({ "compiled-wasm": {} });
    const regression = networkFor({ model: { kind: "linear" }, task: "regression", inputWidth: 4, classCount: 0 });
    const wrong = request({ loss: "crossEntropy" }, { spec: regression });
    await expect(pickEngine(wrong, picker)).rejects.toMatchObject({ code: "training.model-invalid" });
    const aborted = request({}, { signal: AbortSignal.abort() });
    await expect(pickEngine(aborted, picker)).rejects.toMatchObject({ code: "cancelled" });
  });
});

it("pinning another engine gives up the same bits everywhere", () => {
  expect(pinnedTo("webgpu", { reproducible: true })).toEqual({ backend: "webgpu", reproducible: false });
  expect(pinnedTo("compiled-wasm", { reproducible: true }).reproducible).toBe(true);
  expect(pinnedTo("auto", { reproducible: true }).reproducible).toBe(false);
});
