/** Inverts a decreasing function by bisection down to neighbouring floats: slow and safe, about sixty evaluations. */

/** The x ≥ 0 with f(x) = target, for an f that falls from above target at 0 to below it. */
export function invertDecreasing(f: (x: number) => number, target: number): number {
  let low = 0;
  let high = 1;
  while (f(high) > target && high < 1e300) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < 1100; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (f(middle) > target) low = middle;
    else high = middle;
  }
  return high;
}
