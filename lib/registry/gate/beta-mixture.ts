/**
 * Exact sequential test of one proportion against a known rate p₀, as a canary's errors against the rate that was agreed. With s successes
 * in n rows and the true rate under the alternative spread as Beta(a, b), the likelihood ratio
 *
 *   Λ = B(a + s, b + n − s) / B(a, b)  /  ( p₀ˢ (1 − p₀)ⁿ⁻ˢ )
 *
 * is a martingale of mean 1 under p₀, so that P(Λ ever reaches 1/α) ≤ α for any number of looks, with no approximation. The p-value valid at
 * any time is the least 1/Λ so far. Source: Ville (1939); Robbins (1970); a = b = ½ by Jeffreys unless told. O(1) a look.
 */
import type { Proportion } from "../../evaluation/comparison/two-proportions";
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { logGamma } from "../../statistics/distributions/log-gamma";

export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

const JEFFREYS: BetaPrior = { a: 0.5, b: 0.5 };

/** ln Λ after all rows so far; the p-value of a look is min(p before, exp(−ln Λ)). `rate` is p₀, strictly between 0 and 1. */
export function betaMixtureLogRatio(
  { successes, trials }: Proportion,
  rate: number,
  { a, b }: BetaPrior = JEFFREYS,
): Measured<{ readonly logRatio: number }> {
  const fine = successes >= 0 && successes <= trials && rate > 0 && rate < 1 && a > 0 && b > 0;
  if (!fine) return degenerate("out-of-range");
  const failures = trials - successes;
  const alternative = logBeta(a + successes, b + failures) - logBeta(a, b);
  return measured({ logRatio: alternative - successes * Math.log(rate) - failures * Math.log1p(-rate) });
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
