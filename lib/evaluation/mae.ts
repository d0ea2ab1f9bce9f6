/** Mean absolute error = (1/n) Σ |predicted − actual|, in the target's units. Source: scikit-learn `mean_absolute_error`. */
export function mae(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < actual.length; row++) sum += Math.abs(predicted[row]! - actual[row]!);
  return sum / actual.length;
}
