/** The CPU target keeps the contract, with either build of its kernels and with several threads. */
import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { describeDevicePlan } from "../testing/device-plan-suite";
import { hasRelaxedSimd, type LoadKernel } from "./load-kernel";
import { createWasmTarget } from "./wasm-target";
import { describe, expect, it } from "vitest";

// Node 20 has relaxed SIMD behind a flag.
setFlagsFromString("--experimental-wasm-relaxed-simd");

const loadKernel: LoadKernel = (file) => readFile(`public/wasm/${file}.wasm`);
const OPTIONS = { tolerances: { values: 2e-5, gradients: 5e-4 }, uncovered: [], randomGraphs: 80 };

describeDevicePlan("plain SIMD", () => createWasmTarget({ loadKernel, variant: "plain", threads: 1 }), OPTIONS);
describeDevicePlan("relaxed SIMD", () => createWasmTarget({ loadKernel, variant: "auto", threads: 1 }), OPTIONS);

describe("this Node", () => {
  it("runs the relaxed build, so that both builds are tested", () => {
    expect(hasRelaxedSimd()).toBe(true);
  });
});
