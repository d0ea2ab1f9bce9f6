/**
 * The chi-square law with k degrees of freedom: P(χ² ≥ x) = Q(k/2, x/2).
 * Source: Pearson (1900); `scipy.stats.chi2`.
 */
import { regularizedGammaP, regularizedGammaQ } from "./gamma";

/** P(χ² ≥ x), for x ≥ 0 and degrees > 0. */
export function chiSquaredSf(x: number, degrees: number): number {
  return regularizedGammaQ(degrees / 2, x / 2);
}

/** P(χ² ≤ x), for x ≥ 0 and degrees > 0. */
export function chiSquaredCdf(x: number, degrees: number): number {
  return regularizedGammaP(degrees / 2, x / 2);
}
