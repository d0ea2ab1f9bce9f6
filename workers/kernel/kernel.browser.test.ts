/** The CPU target in a page: kernels over HTTP, threads as Web Workers. */
import { expect, it } from "vitest";
import type { DevicePlan } from "../../lib/training/compiled/device-plan";
import { placeCase } from "../../lib/training/compiled/testing/cases/placed-case";
import { imageNetwork } from "../../lib/training/compiled/testing/cases/workloads";
import { canShareMemory, hasRelaxedSimd, type KernelVariant } from "../../lib/training/compiled/wasm/load-kernel";
import { createWasmTarget } from "../../lib/training/compiled/wasm/wasm-target";
import { ADAM, DEFAULT_LOSS } from "../../lib/training/objective";
import { fetchKernel } from "./fetch-kernel";
import { spawnKernelThread } from "./kernel-thread.client";

const LOSS = { ...DEFAULT_LOSS, kind: "sparseCategoricalCrossEntropy" } as const;
const STEPS = Array.from({ length: 4 }, (_, step) => ({
  ...{ start: 0, rows: 32 - 9 * step, step, learningRate: 0.003 },
  ...{ correction1: 1 - 0.9 ** (step + 1), correction2: 1 - 0.999 ** (step + 1) },
}));

async function place(threads: number, variant: KernelVariant): Promise<DevicePlan> {
  const target = await createWasmTarget({ loadKernel: fetchKernel, variant, threads, spawnThread: spawnKernelThread });
  const graph = imageNetwork({ batchNormalization: true });
  const { device } = await placeCase(target, { graph, loss: LOSS, optimizer: ADAM, batchSize: 32, rows: 32 });
  return device;
}

async function train(device: DevicePlan): Promise<readonly number[]> {
  await device.run(STEPS);
  const { parameters, statistics } = await device.readState();
  return [...new Uint32Array(Float32Array.of(...parameters, ...statistics).buffer)];
}

it("has relaxed SIMD, and memory that threads can share, in Chromium", () => {
  expect(hasRelaxedSimd()).toBe(true);
  expect(canShareMemory()).toBe(true);
});

it.each(["plain", "auto"] as const)("trains to the same bits on one thread and on several (%s)", async (variant) => {
  const expected = await train(await place(1, variant));
  for (const threads of [2, 3]) {
    const device = await place(threads, variant);
    expect(device.threads).toBe(threads);
    expect(await train(device)).toEqual(expected);
    device.dispose();
  }
});
