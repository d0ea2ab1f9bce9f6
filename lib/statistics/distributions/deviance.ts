/**
 * Loader's saddle-point parts of the binomial, Poisson and gamma densities, which stay exact to the last digits where the difference of
 * large logarithms would not: the error of Stirling's formula, δ(n) = ln n! − ½ ln(2πn) − n ln n + n, and the deviance
 * D(x, m) = x ln(x/m) + m − x.
 * Source: Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
import { logGamma } from "./log-gamma";

const HALF_LOG_TWO_PI = 0.9189385332046727;
const LARGE = 15;

/** δ(n) for n > 0; not only whole numbers. */
export function stirlingError(n: number): number {
  if (n < LARGE) return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
  const s = 1 / (n * n);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360 - s / 156) * s) * s) * s) * s) * s) / n;
}

/** D(x, m) ≥ 0 for x ≥ 0 and m > 0; 0 only when they are equal. */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (Math.abs(difference) > 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = difference / (x + m);
  const squared = v * v;
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    power *= squared;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
