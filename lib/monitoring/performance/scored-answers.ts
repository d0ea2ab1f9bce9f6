/** Scores and answers of a yes-or-no model: what performance is estimated from, and its checks. */
import { degenerate, notEnoughData, type NotMeasured } from "../../statistics/measured";

export interface ScoredAnswers {
  /** The model's probability of the positive class, in [0, 1]. */
  readonly probabilities: ArrayLike<number>;
  /** What the model answered: 1 for positive, 0 for negative. */
  readonly answers: ArrayLike<number>;
}

/** Answers whose truth is known. */
export interface LabelledAnswers extends ScoredAnswers {
  /** 1 for a positive row, 0 for a negative one. */
  readonly truth: ArrayLike<number>;
}

/** Why nothing can be estimated, else null. O(rows). */
export function problemOfAnswers({ probabilities, answers }: ScoredAnswers): NotMeasured | null {
  if (probabilities.length !== answers.length) return degenerate("lengths-differ");
  if (answers.length === 0) return notEnoughData(1, 0);
  for (let row = 0; row < answers.length; row++) {
    const probability = probabilities[row]!;
    if (!Number.isFinite(probability)) return degenerate("not-finite");
    if (probability < 0 || probability > 1) return degenerate("out-of-range");
    if (answers[row] !== 0 && answers[row] !== 1) return degenerate("unseen-category");
  }
  return null;
}
