import { beforeAll, expect, it } from "vitest";
import { manualClock } from "../../../clock";
import type { Engine, RawFeatures } from "../../engine";
import { openBackend } from "../../tfjs/backend";
import { tfjsEngine } from "../../tfjs/engine";
import { hostFeatures } from "./host-features";

let reference: Engine;
beforeAll(async () => {
  const backend = await openBackend("cpu", { wasmPath: null });
  if (!backend) throw new Error("no cpu backend");
  reference = tfjsEngine(backend, manualClock());
});

const features: RawFeatures = {
  rowCount: 4,
  plans: [
    { kind: "numeric", column: "a", fill: 2, offset: 1.1, factor: 0.3 },
    { kind: "one-hot", column: "b", fill: null, categories: ["x", "y", "z"] },
    { kind: "numeric", column: "c", fill: null, offset: 0, factor: 1 / 3 },
    { kind: "numeric", column: "d", fill: -5, offset: 1e6, factor: 1e-6 },
  ],
  columns: [
    Float32Array.of(0.5, NaN, -2, 3.25),
    Int32Array.of(2, -1, 0, 1),
    Float32Array.of(1, 2, 3, 4),
    Float32Array.of(NaN, 17, NaN, -0.25),
  ],
};

it("gives the bits of the tensor form", async () => {
  expect(hostFeatures(features)).toEqual(await reference.transform(features));
});

it("gives nothing for no columns", () => {
  expect(hostFeatures({ rowCount: 3, plans: [], columns: [] })).toEqual(new Float32Array(0));
});
