/** Whole numbers: the divisor that two share, and rounding to the nearest. */

/** The largest whole number that divides both, by Euclid's algorithm. Preconditions: whole, not both 0. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The nearest whole number; of two that are equally near the even one, as IEEE 754 and numpy's `rint` round. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
