/**
 * Brier score: the mean squared distance of probabilities to the truth.
 *
 *   binary: (1/n) Σ (p − y)², in [0, 1]          over all classes: (1/n) Σ Σ_c (p_c − [actual is c])², in [0, 2]
 *
 * For two classes the second is twice the first. Source: scikit-learn `brier_score_loss`; Brier (1950). O(rows · classes).
 */
import { mean } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { problemOfProbabilities, type BinaryScores } from "./binary-scores";
import { problemOfClassProbabilities, type ClassProbabilities } from "./class-probabilities";

/** Brier score of the positive class. */
export function brierScore(input: BinaryScores): Metric {
  const problem = problemOfProbabilities(input);
  if (problem) return problem;
  const { truth, scores } = input;
  return metric(mean(Float64Array.from({ length: truth.length }, (_, row) => (scores[row]! - truth[row]!) ** 2)));
}

/** Brier score summed over all classes. */
export function classBrierScore(input: ClassProbabilities): Metric {
  const problem = problemOfClassProbabilities(input);
  if (problem) return problem;
  const { truth, probabilities, classCount } = input;
  const distances = Float64Array.from({ length: truth.length }, (_, row) => {
    let distance = truth[row]! < classCount ? 0 : 1;
    for (let index = 0; index < classCount; index++) {
      distance += (probabilities[row * classCount + index]! - (truth[row] === index ? 1 : 0)) ** 2;
    }
    return distance;
  });
  return metric(mean(distances));
}
