import { describe, expect, it } from "vitest";
import { tableFromRows } from "../data/table";
import { caseOf, inputOf, isClose, numbersOf } from "../testing/reference";
import type { Predictions } from "../training/predictions";
import { actualOf, rowsWithTarget } from "./actual";
import { baselinePredictions } from "./baseline";
import type { Scores } from "./evaluation";
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

/** Probabilities are stored in 32 bits, so that log-loss agrees to 7 digits only. */
const STORED = 1e-6;

function expectScores(id: string, scores: Scores, names: Readonly<Record<string, keyof Scores>>): void {
  const { expected, tol } = caseOf(id);
  for (const [name, metric] of Object.entries(names)) {
    const want = (expected as Readonly<Record<string, number>>)[name]!;
    const close = isClose(scores[metric] ?? NaN, want, metric === "logLoss" ? STORED : tol);
    expect(close, `${name}: ${scores[metric]} is not ${want}`).toBe(true);
  }
}

describe("scorePredictions", () => {
  it("agrees with scikit-learn on two classes, ties and certain wrong answers included", () => {
    const entry = caseOf("binary_classification");
    const positive = numbersOf(entry, "y_prob");
    const scores = scorePredictions({
      task: "binary",
      predictions: { ...answers(positive), labels: Int32Array.from(numbersOf(entry, "y_pred")) } as Predictions,
      actual: { kind: "classes", classes: ["0", "1"], labels: Int32Array.from(numbersOf(entry, "y_true")) },
    });
    expectScores(entry.id, scores, { accuracy: "accuracy", f1: "f1", roc_auc: "auc" });
    // One of the 120 rows is certain and wrong: −ln 2⁻²³ in 32 bits, where the golden number has −ln 1e-15.
    const golden = (entry.expected as Readonly<Record<string, number>>)["log_loss"]!;
    expect(isClose(scores.logLoss!, golden - (15 * Math.LN10 - 23 * Math.LN2) / 120, STORED)).toBe(true);
  });

  it("agrees with scikit-learn on three classes", () => {
    const entry = caseOf("multiclass_classification");
    const classes = ["0", "1", "2"];
    const scores = scorePredictions({
      task: "multiclass",
      predictions: {
        kind: "classes",
        classes,
        probabilities: Float32Array.from((inputOf(entry, "y_prob") as readonly (readonly number[])[]).flat()),
        labels: Int32Array.from(numbersOf(entry, "y_pred")),
      },
      actual: { kind: "classes", classes, labels: Int32Array.from(numbersOf(entry, "y_true")) },
    });
    const names = { accuracy: "accuracy", f1_macro: "f1", roc_auc_ovr_macro: "auc", log_loss: "logLoss" } as const;
    expectScores(entry.id, scores, names);
  });

  it("agrees with scikit-learn on numbers", () => {
    for (const id of ["regression", "regression/zero_target"]) {
      const entry = caseOf(id);
      const scores = scorePredictions({
        task: "regression",
        predictions: { kind: "values", values: Float64Array.from(numbersOf(entry, "y_pred")) },
        actual: { kind: "values", values: Float64Array.from(numbersOf(entry, "y_true")) },
      });
      const wanted = Object.keys(entry.expected as object);
      const names = (["r2", "mae", "rmse"] as const).filter((name) => wanted.includes(name));
      expectScores(id, scores, Object.fromEntries(names.map((name) => [name, name])));
    }
  });

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
    expect(scores.logLoss).toBeCloseTo((23 * Math.LN2 - Math.log(0.9)) / 2, 6);
  });

  it("counts an answer of another model's class as wrong", () => {
    const actual = actualOf(truth(["yes", "no"]), "y", ["no", "yes"]);
    const strange = { ...answers([0.9, 0.9]), labels: Int32Array.of(1, -1) } as Predictions;
    expect(scorePredictions({ task: "binary", predictions: strange, actual }).accuracy).toBe(0.5);
  });

  it("leaves out what numbers cannot tell: R² of one row, errors of what is no number", () => {
    const actual = { kind: "values", values: Float64Array.of(3, 3) } as const;
    const scoresOf = (...values: number[]) =>
      scorePredictions({
        task: "regression",
        predictions: { kind: "values", values: Float64Array.from(values) },
        actual,
      });
    expect(scoresOf(1, 2)).toEqual({ rmse: Math.sqrt(2.5), mae: 1.5, r2: 0 });
    const one = { kind: "values", values: Float64Array.of(3) } as const;
    expect(scorePredictions({ task: "regression", predictions: one, actual: one })).toEqual({ rmse: 0, mae: 0 });
    expect(scoresOf(1, NaN)).toEqual({});
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
    const dummy = baselinePredictions(actualOf(truth(["no", "yes", "yes", "yes"]), "y", ["no", "yes"]), 2);
    if (dummy?.kind !== "classes") throw new Error("not classes");
    expect([...dummy.labels]).toEqual([1, 1]);
    expect([...dummy.probabilities]).toEqual([0.25, 0.75, 0.25, 0.75]);
  });

  it("answers the mean", () => {
    const dummy = baselinePredictions({ kind: "values", values: Float64Array.of(1, 2, 6) }, 2);
    expect(dummy).toEqual({ kind: "values", values: Float64Array.of(3, 3) });
    expect(baselinePredictions({ kind: "values", values: new Float64Array(0) }, 2)).toBeNull();
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
