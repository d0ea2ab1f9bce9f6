/**
 * The binomial law: P(K = k) = C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ, by Loader's saddle-point form; the cumulative law by the incomplete beta function,
 * P(K ≤ k) = I(1 − p; n − k, k + 1).
 * Source: Loader (2000); Abramowitz and Stegun 26.5.24; `scipy.stats.binom`.
 */
import { regularizedBeta } from "./beta";
import { binomialDensity } from "./binomial-density";

/** P(K = k) for whole 0 ≤ k ≤ n and p in [0, 1]; 0 outside. */
export function binomialPmf(k: number, n: number, p: number): number {
  return k < 0 || k > n ? 0 : binomialDensity(k, n, p, 1 - p);
}

/** P(K ≤ k). */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  return whole >= n ? 1 : regularizedBeta(1 - p, n - whole, whole + 1);
}

/** P(K > k). */
export function binomialSf(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  return whole >= n ? 0 : regularizedBeta(p, whole + 1, n - whole);
}
