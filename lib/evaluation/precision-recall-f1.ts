/**
 * Precision, recall and F1 from a confusion matrix. For class c, with true positives TP = counts[c][c]:
 *
 *   precision = TP / answered c      recall = TP / actual c      F1 = 2 · precision · recall / (precision + recall)
 *
 * A quotient with denominator 0 counts as 0. Two classes: the scores of the positive class, which is the second one (classes
 * are sorted, so of "no" and "yes" it is "yes", of 0 and 1 it is 1). More: macro, the plain mean over the classes that occur as
 * truth or answer. Source: scikit-learn `precision_recall_fscore_support` with `zero_division=0`.
 */
import type { ConfusionMatrix } from "./evaluation";

export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Scores of one class. */
export function classScores({ counts }: ConfusionMatrix, index: number): ClassScores {
  const hits = counts[index]?.[index] ?? 0;
  const answered = counts.reduce((sum, line) => sum + (line[index] ?? 0), 0);
  const actual = (counts[index] ?? []).reduce((sum, count) => sum + count, 0);
  const precision = answered === 0 ? 0 : hits / answered;
  const recall = actual === 0 ? 0 : hits / actual;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/**
 * Scores of the whole: of the positive class when the model knows two (`classCount`), macro when it knows more. The matrix may
 * have classes that only the truth has.
 */
export function precisionRecallF1(matrix: ConfusionMatrix, classCount: number): ClassScores {
  if (classCount === 2) return classScores(matrix, 1);
  const occurring = matrix.classes.map((_, index) => index).filter((index) => occurs(matrix, index));
  const scores = occurring.map((index) => classScores(matrix, index));
  const mean = (of: (score: ClassScores) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  return { precision: mean((s) => s.precision), recall: mean((s) => s.recall), f1: mean((s) => s.f1) };
}

function occurs({ counts }: ConfusionMatrix, index: number): boolean {
  return counts.some((line, actual) =>
    line.some((count, answer) => count > 0 && (actual === index || answer === index)),
  );
}
