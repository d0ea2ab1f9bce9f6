/** What is peculiar to a GPU: dispatches, memory, limits, a device that computes wrongly or goes away, features by WGSL. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../../random";
import { ADAM, DEFAULT_LOSS } from "../../objective";
import { sequence } from "../../layer-graph";
import type { DevicePlan } from "../device-plan";
import { applyFeatureProgram, columnWidth, type ColumnProgram } from "../feature-program";
import { compilePlan } from "../plan/compile-plan";
import { checkStep } from "../testing/suite/check-step";
import { finiteDifferences } from "../testing/suite/finite-differences";
import { conv2d, dense } from "../testing/cases/layer-cases";
import { forward } from "../testing/oracle/oracle";
import { compileOptions, placeCase, plainStep, seededCase } from "../testing/cases/placed-case";
import { lossesOf, placeRun, workloadRun } from "../testing/cases/workload-run";
import { WORKLOADS } from "../testing/cases/workloads";
import { worstOfTensor } from "../testing/suite/worst-difference";
import { createWebgpuTarget, type WebgpuTarget } from "./target";

const GRAPH = sequence([6], [dense(5, "relu"), dense(3)]);
const OPTIONS = { graph: GRAPH, optimizer: ADAM, batchSize: 4, rows: 9 } as const;

let target: WebgpuTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.dispose());

async function openTarget(options: Parameters<typeof createWebgpuTarget>[0] = {}): Promise<WebgpuTarget> {
  const opened = await createWebgpuTarget(options);
  if (!opened) throw new Error("no WebGPU here");
  return opened;
}

/** A device whose answers to some calls are the test's own. */
async function deviceWith(replaced: Partial<GPUDevice>): Promise<GPUDevice> {
  const device = await (await navigator.gpu.requestAdapter())!.requestDevice();
  for (const [name, value] of Object.entries(replaced)) Object.defineProperty(device, name, { value });
  return device;
}

describe("dispatches of one Adam step", () => {
  it.each([
    ["logistic", 12],
    ["tabular-b32", 12],
    ["tabular-b256", 12],
    ["mlp-64", 12],
    ["mlp-784", 12],
    ["cnn", 40],
    ["cnn-bn", 40],
  ])("are few for %s, and all that is recorded", async (name, most) => {
    const workload = WORKLOADS.find((known) => known.name === name)!;
    const run = workloadRun(workload, { steps: 3, rows: 4, batchSize: 2 });
    let dispatched = 0;
    const own = await openTarget();
    const device = await placeRun(own, run);
    const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
    GPUComputePassEncoder.prototype.dispatchWorkgroups = function (x, y, z) {
      dispatched++;
      dispatch.call(this, x, y, z);
    };
    await device.run(run.steps).finally(() => (GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatch));
    expect(dispatched).toBe(run.steps.length * device.dispatchesPerStep()!);
    expect(device.dispatchesPerStep()).toBeLessThanOrEqual(most);
    own.dispose();
  });

  it("stay within the bound on a GPU with thousands of threads", async () => {
    const many = await openTarget({ parallelism: 4096 });
    for (const workload of WORKLOADS) {
      const { graph, loss, batchSize } = workload;
      const base = { graph, loss, batchSize, optimizer: ADAM, clip: null, hasSampleWeights: false } as const;
      const device = await many.place(compilePlan({ ...base, score: "correct" }), { seed: 1 });
      expect(device.dispatchesPerStep(), workload.name).toBeLessThanOrEqual(workload.name.startsWith("cnn") ? 40 : 12);
      device.dispose();
    }
    many.dispose();
  });
});

describe("memory", () => {
  it("is the sum of the buffers that were created and not destroyed", async () => {
    let bytes = 0;
    const device = await deviceWith({});
    const create = device.createBuffer.bind(device);
    Object.defineProperty(device, "createBuffer", {
      value(descriptor: GPUBufferDescriptor) {
        const buffer = create(descriptor);
        bytes += descriptor.size;
        const destroy = buffer.destroy.bind(buffer);
        buffer.destroy = () => {
          bytes -= descriptor.size;
          destroy();
        };
        return buffer;
      },
    });
    const own = await openTarget({ requestDevice: async () => device });
    expect(bytes).toBe(0);
    const placed = await placeCase(own, OPTIONS);
    expect(placed.device.memoryBytes()).toBe(bytes);
    await placed.device.run([plainStep({ rows: 4 }), plainStep({ start: 4, rows: 4 })]);
    await placed.device.evaluate(placed.data);
    await placed.device.predict(placed.batch);
    await placed.device.readState();
    expect(placed.device.memoryBytes()).toBe(bytes);
    expect(bytes).toBeGreaterThan(0);
    placed.data.release();
    expect(placed.device.memoryBytes()).toBe(bytes);
    placed.device.dispose();
    expect(bytes).toBe(0);
    own.dispose();
  });

  it("refuses a model that is larger than the device's buffers, before it allocates", async () => {
    const device = await deviceWith({});
    let created = 0;
    const own = await openTarget({ requestDevice: async () => device });
    const create = device.createBuffer.bind(device);
    Object.defineProperty(device, "createBuffer", {
      value: (descriptor: GPUBufferDescriptor) => (created++, create(descriptor)),
    });
    const graph = sequence([8192], [dense(8192)]);
    const loss = { ...DEFAULT_LOSS, kind: "meanSquaredError" } as const;
    const plan = compilePlan({
      ...{ graph, loss, optimizer: { kind: "sgd" }, clip: null, batchSize: 2 },
      ...{ hasSampleWeights: false, score: "squaredError" },
    });
    await expect(own.place(plan, { seed: 1 })).rejects.toMatchObject({
      ...{ code: "training.does-not-fit", details: { limitMb: 128 } },
    });
    expect(created).toBe(0);
    own.dispose();
  });
});

describe("a device", () => {
  it("is none without an adapter, or when asking for one fails", async () => {
    expect(await createWebgpuTarget({ requestDevice: async () => null })).toBeNull();
    expect(await createWebgpuTarget({ requestDevice: () => Promise.reject(new Error("blocked")) })).toBeNull();
  });

  it("is none when it computes wrongly", async () => {
    const device = await deviceWith({});
    const make = device.createShaderModule.bind(device);
    Object.defineProperty(device, "createShaderModule", {
      value: ({ code }: GPUShaderModuleDescriptor) => make({ code: code.replace("sum += ", "sum += 0.001 + ") }),
    });
    expect(await createWebgpuTarget({ requestDevice: async () => device })).toBeNull();
  });

  it("that went away fails every call with a typed error, and a new one takes over", async () => {
    const first = await openTarget();
    const placed = await placeCase(first, OPTIONS);
    await placed.device.run([plainStep({ rows: 4, learningRate: 0.1 })]);
    const state = await placed.device.readState();
    const lost = { code: "training.device-lost", details: { device: first.device } };
    const running = placed.device.run(Array.from({ length: 200 }, (_, step) => plainStep({ rows: 4, step })));
    first.gpu.destroy();
    await expect(running).rejects.toMatchObject(lost);
    const calls: readonly ((device: DevicePlan) => Promise<unknown>)[] = [
      (device) => device.run([plainStep({ rows: 4 })]),
      (device) => device.evaluate(placed.data),
      (device) => device.predict(placed.batch),
      (device) => device.readTensors(),
      (device) => device.readState(),
      (device) => device.readGradients(),
    ];
    for (const call of calls) await expect(call(placed.device)).rejects.toMatchObject(lost);
    await expect(first.place(placed.device.plan, { seed: 1 })).rejects.toMatchObject(lost);

    const second = await openTarget();
    const device = await second.place(placed.device.plan, { seed: 1 });
    device.writeState(state);
    expect(await device.readState()).toEqual(state);
    second.dispose();
  });
});

describe("bursts", () => {
  it("longer than the step table train like single steps", async () => {
    const run = workloadRun(WORKLOADS[0]!, { steps: 150, rows: 70, batchSize: 16 });
    const whole = await placeRun(target, run);
    const single = await placeRun(target, run);
    const { lossSum } = await whole.run(run.steps);
    const losses = await lossesOf(single, run);
    expect(lossSum).toBeCloseTo(
      losses.reduce((sum, loss) => sum + loss, 0),
      3,
    );
    expect(await whole.readTensors()).toEqual(await single.readTensors());
    whole.dispose();
    single.dispose();
  });
});

describe("a training that diverges", () => {
  it.each([
    { name: "cross-entropy", loss: { ...DEFAULT_LOSS, kind: "sparseCategoricalCrossEntropy" } },
    { name: "squared error", loss: { ...DEFAULT_LOSS, kind: "meanSquaredError" } },
  ] as const)("shows in its $name", async ({ loss }) => {
    const placed = await placeCase(target, { ...OPTIONS, optimizer: { kind: "sgd" }, loss });
    const steps = Array.from({ length: 12 }, (_, step) => plainStep({ rows: 4, step, learningRate: 1e12 }));
    expect((await placed.device.run(steps)).lossSum).not.toSatisfy(Number.isFinite);
    placed.device.dispose();
  });
});

describe("input gradients", () => {
  it("go back through every layer of an image network, in inference mode", async () => {
    const norm = { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 } as const;
    const graph = sequence(
      [6, 6, 2],
      [
        ...[conv2d(4, { padding: "same" }), norm, { kind: "activation", activation: "relu" } as const],
        { kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" },
        ...[{ kind: "dropout", rate: 0.5 } as const, conv2d(5, { kernelSize: [2, 2] })],
        ...[{ kind: "globalAveragePool" } as const, { kind: "layerNormalization", epsilon: 1e-3 } as const, dense(3)],
      ],
    );
    const options = { graph, batchSize: 2, rows: 3, seed: 6 };
    const { tensors, weights, batch } = seededCase(options);
    const plan = compilePlan({ ...compileOptions(options), gradientOf: { kind: "output", index: 1 } });
    const features = Float64Array.from(batch.features);
    const sum = () => {
      const { values } = forward(graph, weights, { rows: 3, features }).output;
      return values[1]! + values[4]! + values[7]!;
    };
    const gradients = await target.inputGradients(plan, { rows: batch, tensors });
    expect(worstOfTensor(gradients, finiteDifferences(sum, features), 0.01)).toBeLessThan(1e-3);
  });
});

describe("sizes beyond one workgroup", () => {
  it("sum the loss of many outputs row by row", async () => {
    const graph = sequence([3], [dense(1100)]);
    const placed = await placeCase(target, { graph, batchSize: 16, rows: 16, seed: 4 });
    const tolerances = { values: 1e-4, gradients: 1e-3 };
    await checkStep(placed, { step: { rows: 16 }, tolerances, placesPerTensor: 6 });
    await checkStep(placed, { step: { rows: 5 }, tolerances, placesPerTensor: 3 });
    placed.device.dispose();
  });
});

describe("features", () => {
  it("are those of the program to the last bit, missing numbers too", async () => {
    const random = seededRandom(77);
    const columns: readonly ColumnProgram[] = [
      { kind: "affine", fill: Math.fround(0.3), factor: Math.fround(1.7) },
      { kind: "oneHot", categories: 4 },
      { kind: "bin", fill: NaN, edges: [-1, 0.1, 0.9], oneHot: true },
      { kind: "affine", fill: NaN, factor: Math.fround(1 / 3) },
      { kind: "bin", fill: NaN, edges: [0], oneHot: false },
      { kind: "bin", fill: 2, edges: [-0.5, 1], oneHot: false },
    ];
    const rows = 301;
    const number = () => (random.next() < 0.2 ? NaN : random.normal());
    const raw = columns.map((column) =>
      column.kind === "oneHot"
        ? Int32Array.from({ length: rows }, () => random.int(6) - 1)
        : Float32Array.from({ length: rows }, number),
    );
    const program = { columns, width: columns.reduce((sum, column) => sum + columnWidth(column), 0) };
    const features = await target.transform(program, raw, rows);
    const bits = (values: Float32Array) => new Uint32Array(values.buffer);
    expect(bits(features)).toEqual(bits(applyFeatureProgram(program, raw, rows)));
  });
});
