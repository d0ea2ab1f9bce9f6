/** WebGPU trains like the CPU target (which trains like TensorFlow.js): the same losses from the same weights on the same batches. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlanTarget } from "../device-plan";
import { lossesOf, placeRun, workloadRun, worstRelative } from "../testing/cases/workload-run";
import { WORKLOADS, type Workload } from "../testing/cases/workloads";
import { createWasmTarget } from "../wasm/wasm-target";
import { createWebgpuTarget } from "./target";

const STEPS = 50;
const TOLERANCE = 1e-3;

/** The software adapter needs long for a convolution. */
const batchOf = ({ name, batchSize }: Workload) => (name.startsWith("cnn") ? 8 : batchSize);

let wasm: PlanTarget;
let webgpu: PlanTarget;
beforeAll(async () => {
  const loadKernel = async (file: string) => (await fetch(`/wasm/${file}.wasm`)).arrayBuffer();
  wasm = await createWasmTarget({ loadKernel, variant: "plain", threads: 1 });
  const target = await createWebgpuTarget();
  expect(target, "a WebGPU adapter").not.toBeNull();
  webgpu = target!;
});
afterAll(() => {
  wasm.dispose();
  webgpu.dispose();
});

describe("WebGPU", () => {
  it.each(WORKLOADS)("loses as much as the CPU over 50 steps of $name", async (workload) => {
    const batchSize = batchOf(workload);
    const run = workloadRun(workload, { steps: STEPS, rows: Math.round(4.5 * batchSize), batchSize });
    const [expected, losses] = [await losesOn(wasm), await losesOn(webgpu)];
    expect(worstRelative(losses, expected)).toBeLessThan(TOLERANCE);

    async function losesOn(target: PlanTarget): Promise<readonly number[]> {
      const device = await placeRun(target, run);
      const losses = await lossesOf(device, run);
      device.dispose();
      return losses;
    }
  });
});
