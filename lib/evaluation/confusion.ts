import type { ConfusionMatrix } from "./evaluation";

/**
 * counts[a][p] = rows of actual class a that were answered p. Labels are indices into `classes`; a row whose label is not
 * one is left out. Source: scikit-learn `confusion_matrix` (rows are the truth).
 */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: readonly string[],
): ConfusionMatrix {
  const counts = classes.map(() => new Array<number>(classes.length).fill(0));
  for (let row = 0; row < actual.length; row++) {
    const line = counts[actual[row]!];
    const answer = predicted[row]!;
    if (line && line[answer] !== undefined) line[answer] += 1;
  }
  return { classes, counts };
}
