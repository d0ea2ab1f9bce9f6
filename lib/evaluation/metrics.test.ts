import { describe, expect, it } from "vitest";
import { caseOf, inputOf, isClose, numbersOf } from "../testing/reference";
import { accuracy } from "./accuracy";
import { confusionMatrix } from "./confusion";
import { logLoss } from "./log-loss";
import { mae } from "./mae";
import { classScores, precisionRecallF1 } from "./precision-recall-f1";
import { r2 } from "./r2";
import { rmse } from "./rmse";
import { binaryAuc, rocAuc } from "./roc-auc";

function expectMetrics(id: string, got: Readonly<Record<string, number | null>>): void {
  const entry = caseOf(id);
  const want = entry.expected as Readonly<Record<string, number>>;
  for (const [name, value] of Object.entries(got)) {
    expect(isClose(value ?? NaN, want[name]!, entry.tol), `${name}: ${value} is not ${want[name]}`).toBe(true);
  }
}

describe("metrics", () => {
  it("agree with scikit-learn on two classes, ties and certain wrong answers included", () => {
    const entry = caseOf("binary_classification");
    const [truth, prob, predicted] = ["y_true", "y_prob", "y_pred"].map((name) => numbersOf(entry, name)) as [
      readonly number[],
      readonly number[],
      readonly number[],
    ];
    const both = prob.flatMap((p) => [1 - p, p]);
    const matrix = confusionMatrix(predicted, truth, ["0", "1"]);
    const { precision, recall, f1 } = precisionRecallF1(matrix, 2);
    expectMetrics("binary_classification", {
      accuracy: accuracy(predicted, truth),
      precision,
      recall,
      f1,
      roc_auc: rocAuc(both, truth, 2),
      log_loss: logLoss(both, truth, 2),
    });
    expect(matrix.counts).toEqual(
      (entry.expected as { confusion_matrix_rows_true: unknown }).confusion_matrix_rows_true,
    );
  });

  it("agree with scikit-learn on three classes", () => {
    const entry = caseOf("multiclass_classification");
    const truth = numbersOf(entry, "y_true");
    const predicted = numbersOf(entry, "y_pred");
    const probabilities = (inputOf(entry, "y_prob") as readonly (readonly number[])[]).flat();
    const matrix = confusionMatrix(predicted, truth, ["0", "1", "2"]);
    const macro = precisionRecallF1(matrix, 3);
    expectMetrics("multiclass_classification", {
      accuracy: accuracy(predicted, truth),
      precision_macro: macro.precision,
      recall_macro: macro.recall,
      f1_macro: macro.f1,
      roc_auc_ovr_macro: rocAuc(probabilities, truth, 3),
      log_loss: logLoss(probabilities, truth, 3),
    });
    const want = entry.expected as { f1_per_class: number[]; confusion_matrix_rows_true: unknown };
    want.f1_per_class.forEach((f1, index) => expect(classScores(matrix, index).f1).toBeCloseTo(f1, 9));
    expect(matrix.counts).toEqual(want.confusion_matrix_rows_true);
  });

  it("agree with scikit-learn on numbers", () => {
    for (const id of ["regression", "regression/zero_target"]) {
      const entry = caseOf(id);
      const truth = numbersOf(entry, "y_true");
      const predicted = numbersOf(entry, "y_pred");
      const got = { r2: r2(predicted, truth), mae: mae(predicted, truth), rmse: rmse(predicted, truth) };
      const wanted = Object.keys(entry.expected as object);
      expectMetrics(id, Object.fromEntries(Object.entries(got).filter(([name]) => wanted.includes(name))));
    }
  });

  it("leave AUC undefined when the truth is all of one kind", () => {
    expect(binaryAuc([0.1, 0.9], () => true)).toBeNull();
    expect(rocAuc([0.2, 0.8, 0.4, 0.6], [0, 0], 2)).toBeNull();
  });

  it("give a constant score an AUC of one half", () => {
    expect(binaryAuc([0.5, 0.5, 0.5, 0.5], (row) => row % 2 === 0)).toBe(0.5);
  });

  it("end on scores that are not numbers", () => {
    expect(binaryAuc([NaN, NaN, 1], (row) => row === 0)).not.toBeUndefined();
  });

  it("leave R² undefined for a constant truth", () => {
    expect(r2([1, 2], [3, 3])).toBeNull();
  });
});
