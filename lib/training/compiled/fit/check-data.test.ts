import { describe, expect, it } from "vitest";
import { sequence } from "../../layer-graph";
import { ADAM, DEFAULT_LOSS, type LossKind } from "../../objective";
import { checkRows } from "./check-data";
import type { HostRows } from "../device-plan";
import { compilePlan } from "../plan/compile-plan";

function planFor(kind: LossKind, units: number) {
  const graph = sequence([2], [{ kind: "dense", units, activation: "linear", useBias: true }]);
  const score = kind === "meanSquaredError" ? "squaredError" : "correct";
  const loss = { ...DEFAULT_LOSS, kind };
  return compilePlan({ graph, loss, score, optimizer: ADAM, clip: null, batchSize: 4, hasSampleWeights: true });
}

function rows(changes: Partial<Record<"features" | "targets" | "sampleWeights", readonly number[]>>): HostRows {
  const { features = [1, 2, 3, 4, 5, 6], targets = [0, 1, 0], sampleWeights = [1, 1, 1] } = changes;
  return {
    ...{ rows: 3, features: Float32Array.from(features), targets: Float32Array.from(targets) },
    sampleWeights: Float32Array.from(sampleWeights),
  };
}

describe("checkRows", () => {
  it.each([
    ["features", [1, 2, 3, 4, 5, NaN], 3],
    ["features", [1, 2, Infinity, 4, 5, 6], 2],
    ["targets", [0, -Infinity, 0], 2],
    ["sampleWeights", [NaN, 1, 1], 1],
  ] as const)("names the row of a number in the %s that is not finite", (part, values, row) => {
    expect(() => checkRows(planFor("binaryCrossEntropy", 1), rows({ [part]: values }))).toThrow(
      expect.objectContaining({ code: "training.data-invalid", details: { row } }),
    );
  });

  it.each<[LossKind, number, number, number]>([
    ["sparseCategoricalCrossEntropy", 3, 3, 3],
    ["sparseCategoricalCrossEntropy", 3, -1, 3],
    ["sparseCategoricalCrossEntropy", 3, 1.5, 3],
    ["binaryCrossEntropy", 1, 2, 2],
  ])("%s with %i outputs refuses the label %f", (kind, units, label, classes) => {
    expect(() => checkRows(planFor(kind, units), rows({ targets: [0, 1, label] }))).toThrow(
      expect.objectContaining({ code: "training.label-out-of-range", details: { row: 3, label, classes } }),
    );
  });

  it("takes any finite number as the target of a regression", () => {
    expect(() => checkRows(planFor("meanSquaredError", 1), rows({ targets: [-7, 0.5, 1e9] }))).not.toThrow();
  });

  it("refuses an input that is not in the embedding's table", () => {
    const graph = sequence(
      [2],
      [
        { kind: "embedding", inputDim: 5, outputDim: 3 },
        { kind: "flatten" },
        { kind: "dense", units: 1, activation: "linear", useBias: true },
      ],
    );
    const plan = compilePlan({
      ...{ graph, loss: { ...DEFAULT_LOSS, kind: "binaryCrossEntropy" }, score: "correct", optimizer: ADAM },
      ...{ clip: null, batchSize: 4, hasSampleWeights: false },
    });
    expect(() => checkRows(plan, rows({ features: [0, 1, 2, 3, 4, 4] }))).not.toThrow();
    expect(() => checkRows(plan, rows({ features: [0, 1, 2, 5, 4, 4] }))).toThrow(
      expect.objectContaining({ code: "training.label-out-of-range", details: { row: 2, label: 5, classes: 5 } }),
    );
  });
});
