/** Probabilities are kept this far from 0 and 1, so that one sure and wrong answer does not make the sum infinite. */
const CLIP = 1e-15;

/**
 * Log-loss = −(1/n) Σ ln p(actual class), p clipped to [1e-15, 1 − 1e-15]. `probabilities` is row-major [rows, classes]; an
 * actual class that the model does not know has p = 0. Source: scikit-learn `log_loss`, with the clip of its releases up to 1.2.
 */
export function logLoss(probabilities: ArrayLike<number>, actual: ArrayLike<number>, classCount: number): number {
  let sum = 0;
  for (let row = 0; row < actual.length; row++) {
    const label = actual[row]!;
    const probability = label < classCount ? (probabilities[row * classCount + label] ?? 0) : 0;
    sum -= Math.log(Math.min(Math.max(probability, CLIP), 1 - CLIP));
  }
  return sum / actual.length;
}
