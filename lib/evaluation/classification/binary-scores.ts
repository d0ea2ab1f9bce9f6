/** Scores for a yes-or-no truth: what ROC, precision-recall, calibration and lift start from, and its checks. */
import { degenerate, notEnoughData } from "../../statistics/measured";
import type { NotMeasured } from "../metric";

export interface BinaryScores {
  /** 1 for a positive row, 0 for a negative one. */
  readonly truth: ArrayLike<number>;
  /** Higher is surer of the positive class. */
  readonly scores: ArrayLike<number>;
}

/**
 * Why nothing can be measured: no rows, lists of different lengths, a truth that is neither 0 nor 1, a score that is no finite
 * number. Null when all is well. O(rows).
 */
export function problemOfScores({ truth, scores }: BinaryScores): NotMeasured | null {
  if (truth.length !== scores.length) return degenerate("lengths-differ");
  if (truth.length === 0) return notEnoughData(1, 0);
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] !== 0 && truth[row] !== 1) return degenerate("unseen-category");
    if (!Number.isFinite(scores[row])) return degenerate("not-finite");
  }
  return null;
}

/** {@link problemOfScores}, and scores outside [0, 1]. */
export function problemOfProbabilities(input: BinaryScores): NotMeasured | null {
  const problem = problemOfScores(input);
  if (problem) return problem;
  for (let row = 0; row < input.scores.length; row++) {
    if (input.scores[row]! < 0 || input.scores[row]! > 1) return degenerate("out-of-range");
  }
  return null;
}

/** A number of bins, parts or places that is no whole number from 1 on. */
export function problemOfCount(count: number): NotMeasured | null {
  return Number.isInteger(count) && count >= 1 ? null : degenerate("out-of-range");
}
