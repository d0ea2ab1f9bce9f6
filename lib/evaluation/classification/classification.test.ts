import { describe, expect, it, test } from "vitest";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { caseOf, casesOf, inputOf, isClose, numbersOf } from "../../testing/reference";
import type { Metric } from "../metric";
import { averagedScores, scoresOfClass, type AveragedScores } from "./averaged-scores";
import { balancedAccuracy } from "./balanced-accuracy";
import { brierScore, classBrierScore } from "./brier";
import { calibrationCurve } from "./calibration-curve";
import { fromPositive } from "./class-probabilities";
import { classRocAuc } from "./class-roc-auc";
import { crossEntropy } from "./cross-entropy";
import { equalCountCalibration } from "./equal-count-calibration";
import { cohenKappa } from "./kappa";
import { labelCounts } from "./label-counts";
import { matthewsCorrelation } from "./matthews";
import { precisionRecallCurve } from "./precision-recall-curve";
import { rocCurve } from "./roc-curve";
import { topKAccuracy } from "./top-k-accuracy";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}
const value = (result: Metric): number => must(result).value;

/** Every field of what the case expects, each compared with the figure of that name. */
function expectAll(id: string, got: Readonly<Record<string, unknown>>): void {
  const { expected, tol } = caseOf(id);
  expect(Object.keys(got).sort()).toEqual(Object.keys(expected as object).sort());
  for (const [name, want] of Object.entries(expected as Readonly<Record<string, unknown>>)) {
    const pairs = [want, got[name]].map((figure) => JSON.parse(JSON.stringify(figure)) as unknown);
    const [wanted, figures] = pairs.map((figure) => [figure].flat(3) as number[]) as [number[], number[]];
    expect(figures.length, name).toBe(wanted.length);
    figures.forEach((figure, index) =>
      expect(isClose(figure, wanted[index]!, tol), `${name}[${index}]: ${figure} is not ${wanted[index]}`).toBe(true),
    );
  }
}

describe("binary classification", () => {
  const entry = caseOf("binary_classification");
  const truth = numbersOf(entry, "y_true");
  const scores = numbersOf(entry, "y_prob");
  const answers = numbersOf(entry, "y_pred");

  it("agrees with scikit-learn in every figure, ties and certain wrong answers included", () => {
    const { counts } = must(labelCounts({ truth, answers, classCount: 2 }));
    const positive = must(scoresOfClass(counts, { index: 1 }));
    const averaged = (average: "macro" | "micro" | "weighted"): AveragedScores =>
      must(averagedScores(counts, { average }));
    const roc = must(rocCurve({ truth, scores }));
    const curve = must(precisionRecallCurve({ truth, scores }));
    const { roc_curve: wanted, ...rest } = entry.expected as { roc_curve: { fpr: number[]; tpr: number[] } };
    roc.falsePositiveRate.forEach((rate, point) => expect(isClose(rate, wanted.fpr[point]!, entry.tol)).toBe(true));
    roc.truePositiveRate.forEach((rate, point) => expect(isClose(rate, wanted.tpr[point]!, entry.tol)).toBe(true));
    expect(roc.falsePositiveRate).toHaveLength(wanted.fpr.length);
    // The golden log-loss was made with an explicit clip at 1e-15.
    const clipped = scores.map((score) => Math.min(Math.max(score, 1e-15), 1 - 1e-15));
    const got = {
      roc_auc: roc.auc,
      average_precision: curve.averagePrecision,
      pr_auc_trapezoid: curve.trapezoidArea,
      log_loss: value(crossEntropy(fromPositive(truth, clipped))),
      brier: value(brierScore({ truth, scores })),
      accuracy: averaged("micro").recall,
      balanced_accuracy: value(balancedAccuracy(counts)),
      precision: positive.precision,
      recall: positive.recall,
      f1: positive.fBeta,
      f2: must(scoresOfClass(counts, { index: 1, beta: 2 })).fBeta,
      f1_macro: averaged("macro").fBeta,
      f1_micro: averaged("micro").fBeta,
      f1_weighted: averaged("weighted").fBeta,
      mcc: value(matthewsCorrelation(counts)),
      cohen_kappa: value(cohenKappa(counts)),
      confusion_matrix_rows_true: counts,
      gini: roc.gini,
      ks_classifier: roc.ks,
      roc_optimal_threshold_youden: roc.youdenThreshold,
    };
    expect(Object.keys(got).sort()).toEqual(Object.keys(rest).sort());
    for (const [name, figure] of Object.entries(got)) {
      const want = (rest as Readonly<Record<string, unknown>>)[name];
      if (Array.isArray(want)) expect(figure).toEqual(want);
      else expect(isClose(figure as number, want as number, entry.tol), `${name}: ${String(figure)}`).toBe(true);
    }
  });

  test.each(casesOf("calibration"))("calibrates as $id", (bins) => {
    const curve = must(
      calibrationCurve({ truth, scores }, (bins as unknown as { params: { n_bins: number } }).params.n_bins),
    );
    expectAll(bins.id, {
      ece: curve.ece,
      mce: curve.mce,
      rows_bin_count_meanprob_frac: curve.bins.map((bin) => [
        bin.index,
        bin.count,
        bin.meanProbability,
        bin.positiveShare,
      ]),
      sklearn_curve_prob_true: curve.bins.map((bin) => bin.positiveShare),
      sklearn_curve_prob_pred: curve.bins.map((bin) => bin.meanProbability),
    });
  });

  it("calibrates in bins of equal count as NannyML", () => {
    const { edges, ece } = must(equalCountCalibration({ truth, scores }, 10));
    expectAll("nannyml/ece_equal_frequency", { bin_index_edges: edges, ece });
  });
});

describe("classification into more classes", () => {
  it("agrees with scikit-learn in every figure", () => {
    const entry = caseOf("multiclass_classification");
    const truth = numbersOf(entry, "y_true");
    const answers = numbersOf(entry, "y_pred");
    const probabilities = (inputOf(entry, "y_prob") as readonly (readonly number[])[]).flat();
    const input = { truth, probabilities, classCount: 3 };
    const { counts } = must(labelCounts({ truth, answers, classCount: 3 }));
    const averages = (["macro", "micro", "weighted"] as const).map(
      (average) => [average, must(averagedScores(counts, { average }))] as const,
    );
    const auc = (scheme: "one-vs-rest" | "one-vs-one", average: "macro" | "weighted"): number =>
      value(classRocAuc(input, { scheme, average }));
    expectAll(entry.id, {
      ...Object.fromEntries(
        averages.flatMap(([average, { precision, recall, fBeta }]) => [
          [`precision_${average}`, precision],
          [`recall_${average}`, recall],
          [`f1_${average}`, fBeta],
        ]),
      ),
      accuracy: value(topKAccuracy({ ...input }, 1)),
      balanced_accuracy: value(balancedAccuracy(counts)),
      f1_per_class: [0, 1, 2].map((index) => must(scoresOfClass(counts, { index })).fBeta),
      mcc: value(matthewsCorrelation(counts)),
      cohen_kappa: value(cohenKappa(counts)),
      cohen_kappa_quadratic: value(cohenKappa(counts, "quadratic")),
      log_loss: value(crossEntropy(input)),
      roc_auc_ovr_macro: auc("one-vs-rest", "macro"),
      roc_auc_ovr_weighted: auc("one-vs-rest", "weighted"),
      roc_auc_ovo_macro: auc("one-vs-one", "macro"),
      top2_accuracy: value(topKAccuracy(input, 2)),
      confusion_matrix_rows_true: counts,
      brier_multiclass_sum: value(classBrierScore(input)),
    });
  });
});
