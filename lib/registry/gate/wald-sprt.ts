/**
 * Wald's sequential probability ratio test of a proportion: rate p₀ (all is well) against p₁ (bad). After s successes and f failures
 *
 *   ln Λ = s ln(p₁ / p₀) + f ln((1 − p₁) / (1 − p₀))
 *
 * and the test ends for p₁ when ln Λ ≥ ln((1 − β) / α), for p₀ when ln Λ ≤ ln(β / (1 − α)), else it goes on. The errors that result satisfy
 * α′ ≤ α / (1 − β), β′ ≤ β / (1 − α) and α′ + β′ ≤ α + β. No test of these errors needs fewer rows on average.
 * Source: Wald (1945); Wald and Wolfowitz (1948). O(1) a look.
 */
import type { Proportion } from "../../evaluation/comparison/two-proportions";
import { degenerate, measured, type Measured } from "../../statistics/measured";

export interface WaldPlan {
  /** p₀ and p₁: different, strictly between 0 and 1. */
  readonly healthy: number;
  readonly bad: number;
  /** Chance to call a healthy rate bad, and a bad one healthy. */
  readonly alpha: number;
  readonly beta: number;
}

export interface WaldLook {
  readonly decision: "healthy" | "bad" | "go-on";
  readonly logRatio: number;
  /** The test goes on strictly between the two. */
  readonly lower: number;
  readonly upper: number;
}

/** Where the test stands after all rows so far; the first look that decides ends it. */
export function waldLook({ successes, trials }: Proportion, plan: WaldPlan): Measured<WaldLook> {
  const { healthy, bad, alpha, beta } = plan;
  const shares = [healthy, bad, alpha, beta].every((share) => share > 0 && share < 1);
  const fine = successes >= 0 && successes <= trials;
  if (!shares || !fine || healthy === bad || alpha + beta >= 1) return degenerate("out-of-range");
  const upper = Math.log((1 - beta) / alpha);
  const lower = Math.log(beta / (1 - alpha));
  const ofFailure = Math.log1p(-bad) - Math.log1p(-healthy);
  const logRatio = successes * Math.log(bad / healthy) + (trials - successes) * ofFailure;
  const decision = logRatio >= upper ? "bad" : logRatio <= lower ? "healthy" : "go-on";
  return measured<WaldLook>({ decision, logRatio, lower, upper });
}
