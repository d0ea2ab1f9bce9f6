/** How far numbers are from what they should be. */

/** The largest |a − b| / max(1, |b|): absolute near zero, relative beyond 1. Infinite for different lengths or a NaN. */
export function worstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  for (let index = 0; index < expected.length; index++) {
    const distance = Math.abs(actual[index]! - expected[index]!) / Math.max(1, Math.abs(expected[index]!));
    worst = Math.max(worst, Number.isNaN(distance) ? Infinity : distance);
  }
  return worst;
}
