/**
 * The threshold t at which "positive" (score ≥ t) is best on these rows, by one of three goals:
 *
 *   cost     lowest mean cost, (1/n) (TP·c_TP + FP·c_FP + FN·c_FN + TN·c_TN); a benefit is a negative cost
 *   youden   largest TPR − FPR
 *   f-beta   largest (1 + β²) TP / ((1 + β²) TP + β² FN + FP)
 *
 * Candidates are the distinct scores and Infinity (answer no to all); of equals the highest wins. For calibrated probabilities the
 * cheapest threshold needs no rows: see {@link thresholdOfCosts}. Source: Elkan (2001); Youden (1950). O(n log n).
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { metric, type Metric, type NotMeasured } from "../metric";
import { problemOfBeta } from "./averaged-scores";
import { problemOfScores, type BinaryScores } from "./binary-scores";
import { scoreSteps } from "./score-steps";

/** What one row of each outcome costs, in one unit. */
export interface OutcomeCosts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

export type ThresholdGoal =
  | { readonly kind: "cost"; readonly costs: OutcomeCosts }
  | { readonly kind: "youden" }
  | { readonly kind: "f-beta"; readonly beta: number };

export interface OutcomeCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

export interface DecisionThreshold extends OutcomeCounts {
  readonly threshold: number;
  /** Mean cost a row, TPR − FPR or Fβ, at that threshold. */
  readonly value: number;
}

/** The best threshold; degenerate when the truth is of one class and the goal needs two. */
export function decisionThreshold(input: BinaryScores, goal: ThresholdGoal): Measured<DecisionThreshold> {
  const problem = problemOfScores(input) ?? problemOfGoal(goal);
  if (problem) return problem;
  const { positives, negatives, thresholds, truePositives, falsePositives } = scoreSteps(input);
  if (positives === 0 && goal.kind !== "cost") return degenerate("one-class");
  if (negatives === 0 && goal.kind === "youden") return degenerate("one-class");
  const at = (step: number): DecisionThreshold => {
    const tp = step < 0 ? 0 : truePositives[step]!;
    const fp = step < 0 ? 0 : falsePositives[step]!;
    const counts = {
      truePositives: tp,
      falsePositives: fp,
      falseNegatives: positives - tp,
      trueNegatives: negatives - fp,
    };
    return { threshold: step < 0 ? Infinity : thresholds[step]!, value: valueOf(counts, goal), ...counts };
  };
  const sign = goal.kind === "cost" ? -1 : 1;
  let best = at(-1);
  for (let step = 0; step < thresholds.length; step++) {
    const candidate = at(step);
    if (sign * candidate.value > sign * best.value) best = candidate;
  }
  return measured(best);
}

/**
 * The probability from which "positive" is the cheaper answer, (c_FP − c_TN) / ((c_FP − c_TN) + (c_FN − c_TP)), for calibrated
 * probabilities. Degenerate when a wrong answer is not dearer than the right one.
 */
export function thresholdOfCosts(costs: OutcomeCosts): Metric {
  const alarm = costs.falsePositive - costs.trueNegative;
  const miss = costs.falseNegative - costs.truePositive;
  if (!Number.isFinite(alarm + miss)) return degenerate("not-finite");
  return alarm < 0 || miss < 0 || alarm + miss === 0 ? degenerate("out-of-range") : metric(alarm / (alarm + miss));
}

function problemOfGoal(goal: ThresholdGoal): NotMeasured | null {
  if (goal.kind === "f-beta") return problemOfBeta(goal.beta);
  return goal.kind === "youden" || Object.values(goal.costs).every(Number.isFinite) ? null : degenerate("not-finite");
}

function valueOf(counts: OutcomeCounts, goal: ThresholdGoal): number {
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = counts;
  switch (goal.kind) {
    case "cost": {
      const { truePositive, falsePositive, falseNegative, trueNegative } = goal.costs;
      return (tp * truePositive + fp * falsePositive + fn * falseNegative + tn * trueNegative) / (tp + fp + fn + tn);
    }
    case "youden":
      return tp / (tp + fn) - fp / (fp + tn);
    case "f-beta": {
      const weight = goal.beta * goal.beta;
      return tp === 0 ? 0 : ((1 + weight) * tp) / ((1 + weight) * tp + weight * fn + fp);
    }
  }
}
