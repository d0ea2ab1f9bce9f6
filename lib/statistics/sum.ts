/**
 * Sums that do not lose small terms next to large ones: each addition's rounding error is kept apart and added at the end, so the error is
 * about that of one rounding, whatever the order. Source: Neumaier (1974), an improvement of Kahan's summation. Cost: O(n).
 */

/** Σ values. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // An infinite sum leaves NaN in the errors.
  return Number.isFinite(total) ? total + lost : total;
}
