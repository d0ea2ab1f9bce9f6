/**
 * The precision-recall curve: one point per distinct score t, falling, after the point (recall 0, precision 1).
 *
 *   average precision = Σ (Rᵢ − Rᵢ₋₁) · Pᵢ            (a step sum)
 *   trapezoid area    = Σ (Rᵢ − Rᵢ₋₁) · (Pᵢ + Pᵢ₋₁) / 2
 *
 * The two differ: the trapezoid interpolates between points that no threshold reaches, and is too kind.
 * Source: scikit-learn `precision_recall_curve` (there in rising order), `average_precision_score`, `auc`. O(n log n).
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { problemOfScores, type BinaryScores } from "./binary-scores";
import { scoreSteps } from "./score-steps";

export interface PrecisionRecallCurve {
  /** Falling; the first is Infinity, at which no row is positive. */
  readonly thresholds: Float64Array;
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly averagePrecision: number;
  readonly trapezoidArea: number;
}

/** The curve and its two areas; degenerate when no row is positive. */
export function precisionRecallCurve(input: BinaryScores): Measured<PrecisionRecallCurve> {
  const problem = problemOfScores(input);
  if (problem) return problem;
  const steps = scoreSteps(input);
  if (steps.positives === 0) return degenerate("one-class");
  const points = steps.thresholds.length + 1;
  const thresholds = new Float64Array(points).fill(Infinity);
  const precision = new Float64Array(points).fill(1);
  const recall = new Float64Array(points);
  let [averagePrecision, trapezoidArea] = [0, 0];
  for (let point = 1; point < points; point++) {
    const hits = steps.truePositives[point - 1]!;
    thresholds[point] = steps.thresholds[point - 1]!;
    precision[point] = hits / (hits + steps.falsePositives[point - 1]!);
    recall[point] = hits / steps.positives;
    const width = recall[point]! - recall[point - 1]!;
    averagePrecision += width * precision[point]!;
    trapezoidArea += (width * (precision[point]! + precision[point - 1]!)) / 2;
  }
  return measured({ thresholds, precision, recall, averagePrecision, trapezoidArea });
}
