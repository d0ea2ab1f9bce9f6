/**
 * The confusion matrix that calibrated probabilities lead one to expect. A row answered positive is a true positive with probability p and
 * a false one with 1 − p; a row answered negative is a false negative with p and a true one with 1 − p:
 *
 *   TP = Σ₍ŷ₌₁₎ p     FP = Σ₍ŷ₌₁₎ (1 − p)     FN = Σ₍ŷ₌₀₎ p     TN = Σ₍ŷ₌₀₎ (1 − p)
 *
 * With the truth (0 or 1) for probabilities it is the realised matrix. Source: NannyML, confidence-based performance estimation. O(rows).
 */
import { degenerate, type Measured } from "../../statistics/measured";
import { metric, type Metric } from "../../evaluation/metric";

/** Expected numbers of rows; they need not be whole. */
export interface ExpectedConfusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Sums over rows of one length, probabilities in [0, 1], answers 0 or 1. */
export function expectedConfusion(probabilities: ArrayLike<number>, answers: ArrayLike<number>): ExpectedConfusion {
  let [truePositives, falsePositives, falseNegatives, trueNegatives] = [0, 0, 0, 0];
  for (let row = 0; row < answers.length; row++) {
    const probability = probabilities[row]!;
    if (answers[row] === 1) {
      truePositives += probability;
      falsePositives += 1 - probability;
    } else {
      falseNegatives += probability;
      trueNegatives += 1 - probability;
    }
  }
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

export const CONFUSION_METRICS = ["accuracy", "precision", "recall", "specificity", "f1"] as const;
export type ConfusionMetric = (typeof CONFUSION_METRICS)[number];

/** A metric of the expected counts; degenerate where its denominator is zero. F1 = TP / (TP + (FP + FN) / 2). */
export function confusionMetric(counts: ExpectedConfusion, name: ConfusionMetric): Metric {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = counts;
  switch (name) {
    case "accuracy":
      return ratio(tp + tn, tp + fp + fn + tn);
    case "precision":
      return ratio(tp, tp + fp);
    case "recall":
      return ratio(tp, tp + fn);
    case "specificity":
      return ratio(tn, tn + fp);
    case "f1":
      return ratio(tp, tp + (fp + fn) / 2);
  }
}

function ratio(part: number, whole: number): Measured<{ readonly value: number }> {
  return whole > 0 ? metric(part / whole) : degenerate("zero-denominator");
}
