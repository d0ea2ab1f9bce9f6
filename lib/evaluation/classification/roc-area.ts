/**
 * The area under the ROC curve: the probability that a random positive row scores higher than a random negative one, ties counting
 * half. With TPᵢ and FPᵢ the rows of each kind at the i-th distinct score, falling, or above it, of P positives and N negatives:
 *
 *   AUC = Σ (FPᵢ − FPᵢ₋₁) · (TPᵢ + TPᵢ₋₁) / 2 / (P · N)
 *
 * The sums are of halves of whole numbers, and so exact. Source: scikit-learn `roc_auc_score`; Mann and Whitney (1947). O(n), by radix sort.
 */
import { degenerate } from "../../statistics/measured";
import { metric, type Metric } from "../metric";
import { problemOfScores, type BinaryScores } from "./binary-scores";
import { scoreSteps, type ScoreSteps } from "./score-steps";

/** Area in [0, 1], 0.5 for scores that tell nothing; degenerate when the truth is of one class. */
export function rocArea(input: BinaryScores): Metric {
  return problemOfScores(input) ?? areaOfSteps(scoreSteps(input));
}

/** The area from steps that are already counted. */
export function areaOfSteps({ positives, negatives, truePositives, falsePositives }: ScoreSteps): Metric {
  if (positives === 0 || negatives === 0) return degenerate("one-class");
  let area = 0;
  let [hits, alarms] = [0, 0];
  for (let step = 0; step < truePositives.length; step++) {
    area += ((falsePositives[step]! - alarms) * (truePositives[step]! + hits)) / 2;
    [hits, alarms] = [truePositives[step]!, falsePositives[step]!];
  }
  return metric(area / positives / negatives);
}
