/** Class probabilities and their truth: what log-loss, Brier, top-k and the averaged ROC areas start from, and its checks. */
import { degenerate, notEnoughData } from "../../statistics/measured";
import type { NotMeasured } from "../metric";

export interface ClassProbabilities {
  /** Class indices of the truth. */
  readonly truth: ArrayLike<number>;
  /**
   * Truth from `classCount` on, a class that the model does not know: refused unless told; `wrong` gives it the probability 0, and
   * counts it among the others where one class stands against the rest.
   */
  readonly unseen?: "refuse" | "wrong";
  /** Row-major [rows, classes]. */
  readonly probabilities: ArrayLike<number>;
  readonly classCount: number;
}

/**
 * Why nothing can be measured: no rows, lists that do not fit each other, a truth that is no class index, an entry that is no finite
 * number or outside [0, 1]. Null when all is well. O(rows · classes).
 */
export function problemOfClassProbabilities(input: ClassProbabilities): NotMeasured | null {
  const { truth, probabilities, classCount, unseen = "refuse" } = input;
  if (probabilities.length !== truth.length * classCount) return degenerate("lengths-differ");
  if (truth.length === 0) return notEnoughData(1, 0);
  for (let row = 0; row < truth.length; row++) {
    const label = truth[row]!;
    if (!Number.isInteger(label) || label < 0) return degenerate("unseen-category");
    if (label >= classCount && unseen === "refuse") return degenerate("unseen-category");
  }
  for (let cell = 0; cell < probabilities.length; cell++) {
    const probability = probabilities[cell]!;
    if (!Number.isFinite(probability)) return degenerate("not-finite");
    if (probability < 0 || probability > 1) return degenerate("out-of-range");
  }
  return null;
}

/** The probability of a row's actual class. */
export function probabilityOfTruth({ truth, probabilities, classCount }: ClassProbabilities, row: number): number {
  const label = truth[row]!;
  return label < classCount ? probabilities[row * classCount + label]! : 0;
}

/** Both classes' probabilities from those of the positive one. */
export function fromPositive(truth: ArrayLike<number>, positive: ArrayLike<number>): ClassProbabilities {
  const probabilities = new Float64Array(2 * positive.length);
  for (let row = 0; row < positive.length; row++) {
    probabilities[2 * row] = 1 - positive[row]!;
    probabilities[2 * row + 1] = positive[row]!;
  }
  return { truth, probabilities, classCount: 2 };
}
