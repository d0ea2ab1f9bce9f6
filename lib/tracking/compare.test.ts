import { expect, it } from "vitest";
import { compareMetrics, compareParams } from "./compare";
import { aRun } from "./testing/a-run";

it("sets the parameters of runs side by side and marks the ones that differ", () => {
  const runs = [aRun({ params: { seed: "7", lr: "0.1" } }), aRun({ params: { seed: "7", lr: "0.2", depth: "2" } })];
  expect(compareParams(runs)).toEqual([
    { key: "depth", values: [null, "2"], differs: true },
    { key: "lr", values: ["0.1", "0.2"], differs: true },
    { key: "seed", values: ["7", "7"], differs: false },
  ]);
});

it("sets the last metrics side by side", () => {
  expect(compareMetrics([aRun({ metrics: { a: 1 } }), aRun({ metrics: { b: 2 } })])).toEqual([
    { key: "a", values: [1, null] },
    { key: "b", values: [null, 2] },
  ]);
});
