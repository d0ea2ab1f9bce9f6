import { describe, expect, it } from "vitest";
import { tableFromRows } from "../data/table";
import type { Predictions } from "../training/predictions";
import { actualOf, rowsWithTarget } from "./actual";
import { dummyPredictions } from "./dummy";
import { decodeEvaluationRows, encodeEvaluationRows } from "./evaluation-rows";
import { scorePredictions } from "./score";

const answers = (positive: readonly number[]): Predictions => ({
  kind: "classes",
  classes: ["no", "yes"],
  probabilities: Float32Array.from(positive.flatMap((p) => [1 - p, p])),
  labels: Int32Array.from(positive, (p) => (p > 0.5 ? 1 : 0)),
});

const truth = (labels: readonly (string | null)[]) =>
  tableFromRows(
    labels.map((y) => ({ y })),
    new Map([["y", "dictionary"]]),
  );

describe("scorePredictions", () => {
  it("gives the metrics of classification", () => {
    const actual = actualOf(truth(["no", "yes", "yes", "no"]), "y", ["no", "yes"]);
    const scores = scorePredictions({ task: "binary", predictions: answers([0.1, 0.9, 0.2, 0.3]), actual });
    expect(scores.accuracy).toBe(0.75);
    expect(scores.f1).toBeCloseTo(2 / 3, 12);
    expect(scores.auc).toBe(0.75);
    expect(scores.rmse).toBeUndefined();
  });

  it("leaves out AUC when only one class occurs", () => {
    const actual = actualOf(truth(["no", "no"]), "y", ["no", "yes"]);
    const scores = scorePredictions({ task: "binary", predictions: answers([0.1, 0.9]), actual });
    expect(scores).not.toHaveProperty("auc");
    expect(scores.accuracy).toBe(0.5);
  });

  it("counts a class that the model never saw as wrong, and keeps F1 on the positive class", () => {
    const actual = actualOf(truth(["yes", "maybe"]), "y", ["no", "yes"]);
    const scores = scorePredictions({ task: "binary", predictions: answers([0.9, 0.9]), actual });
    expect(scores.accuracy).toBe(0.5);
    expect(scores.f1).toBeCloseTo(2 / 3, 12);
    expect(scores.logLoss).toBeGreaterThan(15);
  });

  it("refuses no rows, and answers of another kind", () => {
    const actual = actualOf(truth([]), "y", ["no", "yes"]);
    expect(() => scorePredictions({ task: "binary", predictions: answers([]), actual })).toThrow(/evaluation.empty/);
    const values: Predictions = { kind: "values", values: new Float64Array(0) };
    expect(() => scorePredictions({ task: "binary", predictions: values, actual })).toThrow(/training.task-mismatch/);
  });
});

describe("dummy baseline", () => {
  it("answers the most frequent class with the class shares", () => {
    const dummy = dummyPredictions(actualOf(truth(["no", "yes", "yes", "yes"]), "y", ["no", "yes"]), 2);
    if (dummy.kind !== "classes") throw new Error("not classes");
    expect([...dummy.labels]).toEqual([1, 1]);
    expect([...dummy.probabilities]).toEqual([0.25, 0.75, 0.25, 0.75]);
  });

  it("answers the mean", () => {
    const dummy = dummyPredictions({ kind: "values", values: Float64Array.of(1, 2, 6) }, 2);
    expect(dummy).toEqual({ kind: "values", values: Float64Array.of(3, 3) });
  });
});

describe("evaluation rows", () => {
  it("skip rows without a target", () => {
    expect([...rowsWithTarget(truth(["a", null, "b"]), "y")]).toEqual([0, 2]);
  });

  it("survive their bytes", () => {
    const rows = { rows: Uint32Array.of(4, 9), actual: Float32Array.of(1, 2.5), predicted: Float32Array.of(0, -3) };
    expect(decodeEvaluationRows(encodeEvaluationRows(rows))).toEqual(rows);
    expect(() => decodeEvaluationRows(new Uint8Array(13))).toThrow(/storage.corrupt/);
  });
});
