/** A plan takes the memory that it needs and no more, or says that it does not fit. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { ADAM } from "../../objective";
import type { PlanTarget } from "../device-plan";
import { compilePlan } from "../plan/compile-plan";
import { loadKernelFromDisk, spawnNodeThread } from "../testing/node-kernels";
import { WORKLOADS, type Workload } from "../testing/cases/workloads";
import { createWasmTarget } from "./wasm-target";

const MEGABYTE = 1_048_576;

function target(options: { readonly threads?: number; readonly limitBytes?: number } = {}): Promise<PlanTarget> {
  const common = { loadKernel: loadKernelFromDisk, variant: "plain", spawnThread: spawnNodeThread } as const;
  return createWasmTarget({ ...common, threads: 1, ...options });
}

function planOf({ graph, loss, batchSize }: Workload) {
  return compilePlan({
    graph,
    loss,
    batchSize,
    optimizer: ADAM,
    clip: null,
    hasSampleWeights: false,
    score: "correct",
  });
}

function rowsOf({ rows, inputWidth }: Workload) {
  const features = new Float32Array(rows * inputWidth);
  return { rows, features, targets: new Float32Array(rows), sampleWeights: null };
}

const byName = (name: string) => WORKLOADS.find((workload) => workload.name === name)!;

describe.each(WORKLOADS)("$name", (workload) => {
  it("takes at most 1.3 times the numbers it works on, and a megabyte", async () => {
    const plan = planOf(workload);
    const { sizes } = plan;
    const place = await target({ threads: 2 });
    const device = await place.place(plan, { seed: 1 });
    const rows = rowsOf(workload);
    device.setOrder(device.upload(rows), new Uint32Array(workload.rows));
    const perRow = sizes.batch + sizes.activations + sizes.deltas;
    const numbers =
      sizes.parameters * 2 + sizes.state + sizes.statistics + perRow + rows.features.length + workload.rows;
    expect(device.memoryBytes()).toBeLessThanOrEqual(1.3 * 4 * numbers + MEGABYTE);
    device.dispose();
    place.dispose();
  });
});

describe("a limit", () => {
  afterEach(() => void vi.restoreAllMocks());
  const doesNotFit = expect.objectContaining({ code: "training.does-not-fit" }) as Error;

  it("is told before the plan's memory is made", async () => {
    const place = await target({ limitBytes: MEGABYTE });
    const made = vi.spyOn(WebAssembly, "Memory");
    await expect(place.place(planOf(byName("cnn")), { seed: 1 })).rejects.toThrow(doesNotFit);
    expect(made).not.toHaveBeenCalled();
  });

  it("is told before the rows' memory is made, and the plan goes on", async () => {
    const place = await target({ limitBytes: 2 * MEGABYTE });
    const workload = byName("tabular-b32");
    const device = await place.place(planOf(workload), { seed: 1 });
    const bytes = device.memoryBytes();
    expect(() => device.upload(rowsOf({ ...workload, rows: 30_000 }))).toThrow(doesNotFit);
    expect(device.memoryBytes()).toBe(bytes);
    const rows = device.upload(rowsOf({ ...workload, rows: 100 }));
    expect(await device.evaluate(rows)).toEqual({ loss: expect.closeTo(Math.log(2)) as number, score: 1 });
  });

  it("is what 32 bits can address, where none is given", async () => {
    const plan = planOf(byName("tabular-b32"));
    const huge = { ...plan, sizes: { ...plan.sizes, activations: 2 ** 30 } };
    await expect((await target()).place(huge, { seed: 1 })).rejects.toThrow(doesNotFit);
  });
});

describe("rows", () => {
  it("lie where released ones lay", async () => {
    const workload = byName("mlp-64");
    const device = await (await target()).place(planOf(workload), { seed: 1 });
    const kept = device.upload(rowsOf(workload));
    const first = device.upload(rowsOf({ ...workload, rows: 500 }));
    const bytes = device.memoryBytes();
    first.release();
    first.release();
    for (let turn = 0; turn < 10; turn++) {
      const rows = device.upload(rowsOf({ ...workload, rows: 500 - turn }));
      device.setOrder(kept, new Uint32Array(1));
      rows.release();
    }
    expect(device.memoryBytes()).toBe(bytes);
  });

  it("cannot be used after their release", async () => {
    const workload = byName("tabular-b32");
    const device = await (await target()).place(planOf(workload), { seed: 1 });
    const rows = device.upload(rowsOf(workload));
    rows.release();
    await expect(device.evaluate(rows)).rejects.toThrow(expect.objectContaining({ code: "unexpected" }) as Error);
  });

  it("keep their values when the memory grows under them", async () => {
    const workload = byName("tabular-b32");
    const device = await (await target({ threads: 2 })).place(planOf(workload), { seed: 1 });
    const features = Float32Array.from({ length: 40 }, (_, index) => Math.sin(index));
    const small = device.upload({ rows: 2, features, targets: Float32Array.of(0, 1), sampleWeights: null });
    const plan = device.plan;
    device.writeTensors(
      plan.tensors.map(({ name, shape, slot }) => ({ name, shape, values: new Float32Array(slot.width).fill(0.1) })),
    );
    const before = await device.evaluate(small);
    device.upload(rowsOf({ ...workload, rows: 200_000 }));
    expect(await device.evaluate(small)).toEqual(before);
  });
});
