/** Threads share a step without changing a bit of it, and their end is survived. */
import { afterAll, describe, expect, it } from "vitest";
import { sequence, type LayerGraph } from "../../layer-graph";
import { ADAM, DEFAULT_LOSS, type ClipSpec } from "../../objective";
import type { DevicePlan, PlanTarget } from "../device-plan";
import { conv2d, dense } from "../testing/cases/layer-cases";
import { enableRelaxedSimd, loadKernelFromDisk, spawnNodeThread } from "../testing/node-kernels";
import { placeCase } from "../testing/cases/placed-case";
import type { KernelVariant } from "./load-kernel";
import type { KernelThread } from "./pooled-thread";
import type { SpawnThread } from "./thread-pool";
import { createWasmTarget } from "./wasm-target";

enableRelaxedSimd();

/** Everything that adds over rows or draws random numbers, large enough to be split into four shards. */
const GRAPH: LayerGraph = sequence(
  [28, 28, 1],
  [
    conv2d(16, { kernelSize: [5, 5] }),
    { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 },
    { kind: "activation", activation: "relu" },
    { kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" },
    { kind: "flatten" },
    { kind: "dropout", rate: 0.3 },
    { ...dense(16, "tanh"), kernelRegularizer: { l1: 1e-4, l2: 1e-3 } } as LayerGraph["nodes"][number]["layer"],
    { kind: "layerNormalization", epsilon: 1e-3 },
    dense(5),
  ],
);

/** Three batches of 32 and one of 5, which leaves shards empty. */
const ROWS = 101;
const BATCH = 32;

const steps = Array.from({ length: 12 }, (_, step) => {
  const start = (step % 4) * BATCH;
  const t = step + 1;
  const corrections = { correction1: 1 - 0.9 ** t, correction2: 1 - 0.999 ** t };
  return { start, rows: Math.min(BATCH, ROWS - start), step, learningRate: 0.003, ...corrections };
});

const targets: PlanTarget[] = [];
afterAll(() => targets.forEach((target) => target.dispose()));

async function place(options: {
  readonly threads: number;
  readonly variant?: KernelVariant;
  readonly clip?: ClipSpec;
  readonly spawnThread?: SpawnThread;
}): Promise<DevicePlan> {
  const { threads, variant = "plain", clip = null, spawnThread = spawnNodeThread } = options;
  const target = await createWasmTarget({ loadKernel: loadKernelFromDisk, variant, threads, spawnThread });
  targets.push(target);
  const loss = { ...DEFAULT_LOSS, kind: "sparseCategoricalCrossEntropy" } as const;
  const placed = await placeCase(target, { graph: GRAPH, loss, clip, optimizer: ADAM, batchSize: BATCH, rows: ROWS });
  return placed.device;
}

/** All that a training leaves behind, as bits. */
async function train(device: DevicePlan): Promise<readonly (readonly number[])[]> {
  const { lossSum } = await device.run(steps);
  const state = await device.readState();
  const bits = (values: Float32Array | Float64Array) => [...new Uint32Array(values.slice().buffer)];
  return [bits(Float64Array.of(lossSum)), bits(state.parameters), bits(state.optimizer), bits(state.statistics)];
}

describe.each(["plain", "auto"] as const)("the %s build", (variant) => {
  it.each([null, { kind: "norm", limit: 0.5 }] as const)(
    "trains to the same bits on 1, 2, 3 and 4 threads (clipping: %o)",
    async (clip) => {
      const one = await place({ threads: 1, variant, clip });
      expect(one.plan.shards).toBe(4);
      const expected = await train(one);
      for (const threads of [2, 3, 4]) {
        const device = await place({ threads, variant, clip });
        expect(device.threads).toBe(threads);
        expect(await train(device)).toEqual(expected);
        device.dispose();
      }
    },
  );
});

describe("a pool of threads", () => {
  it("serves several plans, one after the other and at a time", async () => {
    const spawned: KernelThread[] = [];
    const target = await createWasmTarget({
      ...{ loadKernel: loadKernelFromDisk, variant: "plain", threads: 2 },
      spawnThread: () => (spawned.push(spawnNodeThread()), spawned.at(-1)!),
    });
    targets.push(target);
    const expected = await train(await place({ threads: 1 }));
    const loss = { ...DEFAULT_LOSS, kind: "sparseCategoricalCrossEntropy" } as const;
    const next = () => placeCase(target, { graph: GRAPH, loss, optimizer: ADAM, batchSize: BATCH, rows: ROWS });
    for (const device of [(await next()).device, (await next()).device]) {
      expect(await train(device)).toEqual(expected);
    }
    expect(spawned.length).toBe(2);
    (await next()).device.dispose();
    const { device } = await next();
    expect(await train(device)).toEqual(expected);
    expect(spawned.length).toBe(3);
  });

  it("wakes no thread for a plan that is not split", async () => {
    const target = await createWasmTarget({
      ...{ loadKernel: loadKernelFromDisk, variant: "plain", threads: 4 },
      spawnThread: () => expect.unreachable("a thread was made"),
    });
    targets.push(target);
    const { device } = await placeCase(target, { graph: sequence([4], [dense(3)]) });
    expect(device.threads).toBe(1);
  });

  it("goes on alone, with the same bits, when its threads cannot start", async () => {
    const silent = { post: () => undefined, onReady: () => undefined, terminate: () => undefined };
    const stillborn: SpawnThread = () => ({ ...silent, onDeath: (listener) => void setTimeout(listener) });
    const device = await place({ threads: 3, spawnThread: stillborn });
    expect(device.threads).toBe(1);
    expect(await train(device)).toEqual(await train(await place({ threads: 1 })));
  });

  it("goes on alone, with the same bits, when a thread ends between two bursts", async () => {
    const spawned: KernelThread[] = [];
    const device = await place({ threads: 2, spawnThread: () => (spawned.push(spawnNodeThread()), spawned[0]!) });
    await device.run(steps.slice(0, 1));
    spawned[0]!.terminate();
    // Nobody has seen the end yet: the burst finds out by itself.
    await device.run(steps.slice(1, 2));
    expect(device.threads).toBe(1);
    const alone = await place({ threads: 1 });
    await alone.run(steps.slice(0, 2));
    expect(await device.readState()).toEqual(await alone.readState());
  });
});
