/**
 * Coefficient of determination = 1 − Σ (actual − predicted)² / Σ (actual − mean of actual)². 1 is perfect, 0 is as good as the
 * mean of these very rows. Null when all actual values are equal: then there is nothing to explain.
 * Source: scikit-learn `r2_score`.
 */
export function r2(predicted: ArrayLike<number>, actual: ArrayLike<number>): number | null {
  let mean = 0;
  for (let row = 0; row < actual.length; row++) mean += actual[row]! / actual.length;
  let unexplained = 0;
  let total = 0;
  for (let row = 0; row < actual.length; row++) {
    unexplained += (actual[row]! - predicted[row]!) ** 2;
    total += (actual[row]! - mean) ** 2;
  }
  return total === 0 ? null : 1 - unexplained / total;
}
