/**
 * Top-k accuracy: the share of rows whose actual class is among the k most probable. Of equal probabilities the class with the higher
 * index comes first. Source: scikit-learn `top_k_accuracy_score`. O(rows · classes).
 */
import { metric, type Metric } from "../metric";
import { problemOfCount } from "./binary-scores";
import { problemOfClassProbabilities, type ClassProbabilities } from "./class-probabilities";

/** Share of rows in [0, 1]; 1 from k = classes on. */
export function topKAccuracy(input: ClassProbabilities, k: number): Metric {
  const problem = problemOfClassProbabilities(input) ?? problemOfCount(k);
  if (problem) return problem;
  const { truth, probabilities, classCount } = input;
  let found = 0;
  for (let row = 0; row < truth.length; row++) {
    const label = truth[row]!;
    if (label >= classCount) continue;
    const own = probabilities[row * classCount + label]!;
    let before = 0;
    for (let index = 0; index < classCount; index++) {
      const other = probabilities[row * classCount + index]!;
      if (other > own || (other === own && index > label)) before++;
    }
    if (before < k) found++;
  }
  return metric(found / truth.length);
}
