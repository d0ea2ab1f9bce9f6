/**
 * Log-loss (cross-entropy) = −(1/n) Σ ln p(actual class), p clipped to [1e-15, 1 − 1e-15], in nats. 0 is perfect, ln(classes) is
 * what equal probabilities give. Source: scikit-learn `log_loss`, with the clip of its releases up to 1.2; later ones clip at the
 * precision of the type, which changes rows that were certain and wrong. O(rows · classes).
 */
import { mean } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { probabilityOfTruth, problemOfClassProbabilities, type ClassProbabilities } from "./class-probabilities";

const CLIP = 1e-15;

/** Mean surprise at the truth, at least 0. */
export function crossEntropy(input: ClassProbabilities): Metric {
  const problem = problemOfClassProbabilities(input);
  if (problem) return problem;
  const surprise = new Float64Array(input.truth.length);
  for (let row = 0; row < surprise.length; row++) {
    surprise[row] = -Math.log(Math.min(Math.max(probabilityOfTruth(input, row), CLIP), 1 - CLIP));
  }
  return metric(mean(surprise));
}
