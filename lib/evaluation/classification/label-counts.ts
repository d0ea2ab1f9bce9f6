/** The confusion matrix as plain counts, checked: what every metric of class answers starts from. */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import type { NotMeasured } from "../metric";

/** counts[actual][answered], square. */
export type LabelCounts = readonly (readonly number[])[];

export interface ClassAnswers {
  /** Class indices of the truth. */
  readonly truth: ArrayLike<number>;
  /** Class indices that the model answered. */
  readonly answers: ArrayLike<number>;
  readonly classCount: number;
}

/** Counts the rows of each actual and answered class. A label that is no class index is `unseen-category`. O(rows). */
export function labelCounts({ truth, answers, classCount }: ClassAnswers): Measured<{ readonly counts: LabelCounts }> {
  if (truth.length !== answers.length) return degenerate("lengths-differ");
  if (truth.length === 0) return notEnoughData(1, 0);
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let row = 0; row < truth.length; row++) {
    const line = counts[truth[row]!];
    const answer = answers[row]!;
    if (line?.[answer] === undefined) return degenerate("unseen-category");
    line[answer] += 1;
  }
  return measured({ counts });
}

/** Why nothing can be measured from a matrix: no rows in it. */
export function problemOfCounts(counts: LabelCounts): NotMeasured | null {
  return sum(actualTotals(counts)) === 0 ? notEnoughData(1, 0) : null;
}

/** Rows of each actual class: its support. */
export function actualTotals(counts: LabelCounts): readonly number[] {
  return counts.map(sum);
}

/** Rows answered each class. */
export function answeredTotals(counts: LabelCounts): readonly number[] {
  return counts.map((_, answer) => sum(counts.map((line) => line[answer]!)));
}

/** Rows answered correctly. */
export function hits(counts: LabelCounts): number {
  return sum(counts.map((line, index) => line[index]!));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
