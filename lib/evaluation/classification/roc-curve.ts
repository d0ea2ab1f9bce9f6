/**
 * The ROC curve: true positive rate against false positive rate, one point per distinct score t ("positive" means score ≥ t) and
 * (0, 0) before them.
 *
 *   AUC: see roc-area     Gini = 2 · AUC − 1     KS = max (TPR − FPR)
 *
 * Youden's threshold is the highest score at which TPR − FPR is largest. Source: scikit-learn `roc_curve(drop_intermediate=False)`
 * and `auc`; Youden (1950). O(n log n).
 */
import { measured, type Measured } from "../../statistics/measured";
import { problemOfScores, type BinaryScores } from "./binary-scores";
import { areaOfSteps } from "./roc-area";
import { scoreSteps } from "./score-steps";

export interface RocCurve {
  /** Falling; the first is Infinity, at which no row is positive. */
  readonly thresholds: Float64Array;
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  readonly auc: number;
  readonly gini: number;
  /** The largest distance between the score distributions of the two classes. */
  readonly ks: number;
  readonly youdenThreshold: number;
}

/** The curve and what is read off it; degenerate when the truth is of one class. */
export function rocCurve(input: BinaryScores): Measured<RocCurve> {
  const problem = problemOfScores(input);
  if (problem) return problem;
  const steps = scoreSteps(input);
  const area = areaOfSteps(steps);
  if (area.kind !== "measured") return area;
  const withOrigin = (values: ArrayLike<number>, first: number, unit: number): Float64Array =>
    Float64Array.from({ length: values.length + 1 }, (_, point) => (point === 0 ? first : values[point - 1]! / unit));
  return measured(
    readCurve(area.value, {
      thresholds: withOrigin(steps.thresholds, Infinity, 1),
      falsePositiveRate: withOrigin(steps.falsePositives, 0, steps.negatives),
      truePositiveRate: withOrigin(steps.truePositives, 0, steps.positives),
    }),
  );
}

function readCurve(
  auc: number,
  curve: Pick<RocCurve, "thresholds" | "falsePositiveRate" | "truePositiveRate">,
): RocCurve {
  const { thresholds, falsePositiveRate: fpr, truePositiveRate: tpr } = curve;
  let best = 0;
  for (let point = 1; point < thresholds.length; point++) {
    if (tpr[point]! - fpr[point]! > tpr[best]! - fpr[best]!) best = point;
  }
  return { ...curve, auc, gini: 2 * auc - 1, ks: tpr[best]! - fpr[best]!, youdenThreshold: thresholds[best]! };
}
