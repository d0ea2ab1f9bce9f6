/**
 * The rates that the threshold optimiser holds equal or makes great, from the counts of a threshold, under the names that Fairlearn gives
 * them; and which of them it takes for an objective under which constraint.
 */
import type { ThresholdCounts, ThresholdRate } from "./tradeoff-curve";

export type FairnessConstraint = SingleRateConstraint | "equalized_odds";
/** One rate is the same in all groups. */
type SingleRateConstraint = "demographic_parity" | `${"true" | "false"}_${"positive" | "negative"}_rate_parity`;
export type FairnessObjective =
  "accuracy_score" | "balanced_accuracy_score" | "selection_rate" | "true_positive_rate" | "true_negative_rate";

function selectionRate({ truePositives, falsePositives, positives, negatives }: ThresholdCounts): number {
  return (truePositives + falsePositives) / (positives + negatives);
}

function trueNegativeRate({ falsePositives, negatives }: ThresholdCounts): number {
  return (negatives - falsePositives) / negatives;
}

export function truePositiveRate({ truePositives, positives }: ThresholdCounts): number {
  return truePositives / positives;
}

export function falsePositiveRate({ falsePositives, negatives }: ThresholdCounts): number {
  return falsePositives / negatives;
}

/** What all groups share under a constraint. */
export const SHARED_RATES: Readonly<Record<SingleRateConstraint, ThresholdRate>> = {
  demographic_parity: selectionRate,
  true_positive_rate_parity: truePositiveRate,
  false_positive_rate_parity: falsePositiveRate,
  true_negative_rate_parity: trueNegativeRate,
  false_negative_rate_parity: ({ truePositives, positives }) => (positives - truePositives) / positives,
};

export const OBJECTIVES: Readonly<Record<FairnessObjective, ThresholdRate>> = {
  accuracy_score: ({ truePositives, falsePositives, positives, negatives }) =>
    (truePositives + negatives - falsePositives) / (positives + negatives),
  balanced_accuracy_score: ({ truePositives, falsePositives, positives, negatives }) =>
    (0.5 * truePositives) / positives + (0.5 * (negatives - falsePositives)) / negatives,
  selection_rate: selectionRate,
  true_positive_rate: truePositiveRate,
  true_negative_rate: trueNegativeRate,
};

const ODDS_OBJECTIVES: readonly FairnessObjective[] = ["accuracy_score", "balanced_accuracy_score"];
const SINGLE_RATE_OBJECTIVES: readonly FairnessObjective[] = [
  ...ODDS_OBJECTIVES,
  "selection_rate",
  "true_positive_rate",
  "true_negative_rate",
];

/** The objectives that go with a constraint. */
export function objectivesUnder(constraint: FairnessConstraint): readonly FairnessObjective[] {
  return constraint === "equalized_odds" ? ODDS_OBJECTIVES : SINGLE_RATE_OBJECTIVES;
}
