/**
 * Fisher's F law with d₁ and d₂ degrees of freedom: P(F ≥ x) = I(d₂ / (d₂ + d₁ x); d₂/2, d₁/2).
 * Source: Abramowitz and Stegun 26.6.2; `scipy.stats.f`.
 */
import { regularizedBetaOf } from "./beta";

/** P(F ≥ x) for positive degrees of freedom. */
export function fDistributionSf(x: number, degrees1: number, degrees2: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const sum = degrees2 + degrees1 * x;
  return regularizedBetaOf(degrees2 / sum, (degrees1 * x) / sum, degrees2 / 2, degrees1 / 2);
}
