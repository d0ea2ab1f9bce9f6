/** Derivatives from values alone: slow, and right for any function. */

/**
 * Central differences (f(w + h) − f(w − h)) / 2h for the given places of `w` (all of them by default). The error is of the order
 * of h²·f‴ plus ε·|f| / h: in float64 with h = 10⁻⁷ about 10⁻⁸, below what float32 resolves. A larger h would be more exact where f is
 * smooth, but would step over the kink of a ReLU more often. `w` is as before at the end.
 */
export function finiteDifferences(
  f: () => number,
  w: Float64Array,
  places: readonly number[] = Array.from(w.keys()),
): Float64Array {
  return Float64Array.from(places, (place) => {
    const value = w[place]!;
    const h = 1e-7 * Math.max(1, Math.abs(value));
    w[place] = value + h;
    const above = f();
    w[place] = value - h;
    const below = f();
    w[place] = value;
    return (above - below) / (2 * h);
  });
}
