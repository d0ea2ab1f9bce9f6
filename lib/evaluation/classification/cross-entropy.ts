/**
 * Log-loss (cross-entropy) = −(1/n) Σ ln p(actual class), p clipped to [ε, 1 − ε], in nats; ε is the precision of the probabilities' type:
 * 2⁻²³ for the float32 that a package answers, 2⁻⁵² otherwise. 0 is perfect, ln(classes) is what equal probabilities give.
 * Source: scikit-learn `log_loss` since its release 1.3. O(rows · classes).
 */
import { mean } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { probabilityOfTruth, problemOfClassProbabilities, type ClassProbabilities } from "./class-probabilities";

const FLOAT32_PRECISION = 2 ** -23;

/** Mean surprise at the truth, at least 0. */
export function crossEntropy(input: ClassProbabilities): Metric {
  const problem = problemOfClassProbabilities(input);
  if (problem) return problem;
  const clip = input.probabilities instanceof Float32Array ? FLOAT32_PRECISION : Number.EPSILON;
  const surprise = new Float64Array(input.truth.length);
  for (let row = 0; row < surprise.length; row++) {
    surprise[row] = -Math.log(Math.min(Math.max(probabilityOfTruth(input, row), clip), 1 - clip));
  }
  return metric(mean(surprise));
}
