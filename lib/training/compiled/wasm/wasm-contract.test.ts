/** The CPU target keeps the contract, with either build of its kernels and with several threads. */
import { describe, expect, it } from "vitest";
import { describeDevicePlan } from "../testing/suite/device-plan-suite";
import { enableRelaxedSimd, loadKernelFromDisk, spawnNodeThread } from "../testing/node-kernels";
import { hasRelaxedSimd } from "./load-kernel";
import { createWasmTarget } from "./wasm-target";

enableRelaxedSimd();

const OPTIONS = { tolerances: { values: 2e-5, gradients: 5e-4 }, uncovered: [], randomGraphs: 80 };
const alone = { loadKernel: loadKernelFromDisk, threads: 1 };
const together = { ...alone, threads: 3, spawnThread: spawnNodeThread };

describeDevicePlan("plain SIMD", () => createWasmTarget({ ...alone, variant: "plain" }), OPTIONS);
describeDevicePlan("relaxed SIMD", () => createWasmTarget({ ...alone, variant: "auto" }), OPTIONS);
describeDevicePlan("three threads", () => createWasmTarget({ ...together, variant: "auto" }), {
  ...OPTIONS,
  randomGraphs: 5,
});

describe("this Node", () => {
  it("runs the relaxed build, so that both builds are tested", () => {
    expect(hasRelaxedSimd()).toBe(true);
  });
});
