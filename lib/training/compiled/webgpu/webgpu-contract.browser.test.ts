/** The WebGPU target keeps the contract, on the software adapter where there is no other. */
import { afterAll, beforeAll, describe, expect } from "vitest";
import { describeDevicePlan } from "../testing/suite/device-plan-suite";
import { describeLayers } from "../testing/suite/suite-layers";
import { createWebgpuTarget, type WebgpuTarget } from "./target";

const OPTIONS = { tolerances: { values: 1e-4, gradients: 1e-3 }, uncovered: ["lstm", "gru"] } as const;
/** As on a GPU: many small tiles, sums in parts. */
const GPU_PARALLELISM = 4096;

describeDevicePlan("WebGPU", () => open({}), { ...OPTIONS, randomGraphs: 10 });

describe("WebGPU with thousands of threads", () => {
  let target: WebgpuTarget;
  beforeAll(async () => {
    target = await open({ parallelism: GPU_PARALLELISM });
  });
  afterAll(() => target.dispose());
  describeLayers({ options: { ...OPTIONS, randomGraphs: 3 }, target: () => target });
});

async function open(options: Parameters<typeof createWebgpuTarget>[0]): Promise<WebgpuTarget> {
  const target = await createWebgpuTarget(options);
  expect(target, "a WebGPU adapter").not.toBeNull();
  return target!;
}
