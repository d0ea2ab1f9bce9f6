/**
 * The area under the ROC curve that calibrated probabilities lead one to expect: in order of falling raw score, each row adds p to the
 * true positives and 1 − p to the false ones; the area by trapezoids,
 *
 *   AUC = Σ ½ (TPᵢ₋₁ + TPᵢ) · (1 − pᵢ)  /  (Σ p · Σ (1 − p))
 *
 * Rows of one raw score are one step, so that their order does not matter. Source: NannyML `estimate_roc_auc`, which cuts the sums to five
 * decimals first; here nothing is cut. O(n log n).
 */
import { degenerate } from "../../statistics/measured";
import { metric, type Metric } from "../../evaluation/metric";

/** The area; degenerate when the probabilities allow but one class. */
export function expectedRocAuc(scores: ArrayLike<number>, probabilities: ArrayLike<number>): Metric {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  let [positives, negatives, area] = [0, 0, 0];
  for (let start = 0; start < order.length;) {
    let [stepPositives, stepNegatives, end] = [0, 0, start];
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end++) {
      stepPositives += probabilities[order[end]!]!;
      stepNegatives += 1 - probabilities[order[end]!]!;
    }
    area += (positives + stepPositives / 2) * stepNegatives;
    positives += stepPositives;
    negatives += stepNegatives;
    start = end;
  }
  return positives > 0 && negatives > 0 ? metric(area / (positives * negatives)) : degenerate("one-class");
}
