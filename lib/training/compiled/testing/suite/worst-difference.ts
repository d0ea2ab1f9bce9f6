/** How far numbers are from what they should be. */

/** The largest |a − b| / max(1, |b|): absolute near zero, relative beyond 1. Infinite for different lengths or a NaN. */
export function worstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return worst(actual, expected, (b) => Math.max(1, Math.abs(b)));
}

/**
 * The largest |a − b| / max(floor, largest |b|): for the gradient of one tensor, whose small components are sums of large ones and
 * carry their rounding. With a floor of at most 1 it is at least as strict as {@link worstDifference}.
 */
export function worstOfTensor(actual: ArrayLike<number>, expected: ArrayLike<number>, floor: number): number {
  const largest = Array.from(expected).reduce((most, b) => Math.max(most, Math.abs(b)), 0);
  const scale = Math.max(floor, Math.min(1, largest));
  return worst(actual, expected, (b) => Math.max(scale, Math.abs(b)));
}

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>, scale: (b: number) => number): number {
  if (actual.length !== expected.length) return Infinity;
  let most = 0;
  for (let index = 0; index < expected.length; index++) {
    const distance = Math.abs(actual[index]! - expected[index]!) / scale(expected[index]!);
    most = Math.max(most, Number.isNaN(distance) ? Infinity : distance);
  }
  return most;
}
