/**
 * The average precision that calibrated probabilities lead one to expect: in order of falling raw score, each row adds p to the true
 * positives and 1 to the rows answered so far; over the distinct scores, as the realised figure has it,
 *
 *   AP = Σᵢ (TPᵢ − TPᵢ₋₁) / Σp · TPᵢ / nᵢ          (TPᵢ: sum of p of the nᵢ rows that score at least the i-th)
 *
 * It puts expected counts into a quotient, and so falls short of the expected quotient, as a row that is positive counts whole in its own
 * precision: by about Σᵢ pᵢ (1 − pᵢ) / i / Σp over ranks i: 0.006 for 500 rows of p = ½, less the more rows there are.
 * Source: NannyML `estimate_ap`, which takes rows of one score in any order and cuts the sums to five decimals. O(n log n).
 */
import { metric, type Metric } from "../../evaluation/metric";
import { degenerate } from "../../statistics/measured";

/** The average precision; degenerate when no row can be positive. */
export function expectedAveragePrecision(scores: ArrayLike<number>, probabilities: ArrayLike<number>): Metric {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  let [positives, area] = [0, 0];
  for (let start = 0; start < order.length;) {
    let [stepPositives, end] = [0, start];
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end++)
      stepPositives += probabilities[order[end]!]!;
    positives += stepPositives;
    area += (stepPositives * positives) / end;
    start = end;
  }
  return positives > 0 ? metric(area / positives) : degenerate("one-class");
}
