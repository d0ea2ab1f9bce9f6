/** The WebGPU target keeps the contract, on the software adapter where there is no other. */
import { expect } from "vitest";
import { describeDevicePlan } from "../testing/device-plan-suite";
import { createWebgpuTarget } from "./target";

describeDevicePlan(
  "WebGPU",
  async () => {
    const target = await createWebgpuTarget();
    expect(target, "a WebGPU adapter").not.toBeNull();
    return target!;
  },
  { tolerances: { values: 1e-4, gradients: 1e-3 }, uncovered: ["lstm", "gru"], randomGraphs: 10 },
);
