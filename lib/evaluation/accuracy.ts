/**
 * Accuracy = rows answered correctly / rows. Predicted and actual are class indices of equal length, at least one row.
 * Source: scikit-learn `accuracy_score`.
 */
export function accuracy(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  let correct = 0;
  for (let row = 0; row < actual.length; row++) if (predicted[row] === actual[row]) correct++;
  return correct / actual.length;
}
