/** Root mean squared error = √((1/n) Σ (predicted − actual)²), in the target's units. Source: scikit-learn. */
export function rmse(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < actual.length; row++) sum += (predicted[row]! - actual[row]!) ** 2;
  return Math.sqrt(sum / actual.length);
}
