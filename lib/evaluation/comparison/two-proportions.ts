/**
 * Two-proportion z test: do two groups share one proportion? With pᵢ = kᵢ / nᵢ and p pooled over both:
 *
 *   z = (p₁ − p₂) / √(p (1 − p) (1/n₁ + 1/n₂)), two-sided
 *
 * Needs some 5 successes and failures in each group. Source: the pooled z test as in statsmodels `proportions_ztest`. O(1).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { normalTwoSided } from "../../statistics/distributions/normal";

export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

export interface TwoProportions {
  readonly z: number;
  readonly p: number;
  /** First share minus second. */
  readonly difference: number;
}

/** The test; degenerate (constant) when all trials, or none, succeeded. */
export function twoProportionTest(first: Proportion, second: Proportion): Measured<TwoProportions> {
  for (const { successes, trials } of [first, second]) {
    if (!Number.isFinite(trials)) return degenerate("not-finite");
    if (trials < 1) return notEnoughData(1, trials);
    if (!(successes >= 0 && successes <= trials)) return degenerate("out-of-range");
  }
  const pooled = (first.successes + second.successes) / (first.trials + second.trials);
  if (pooled === 0 || pooled === 1) return degenerate("constant");
  const difference = first.successes / first.trials - second.successes / second.trials;
  const z = difference / Math.sqrt(pooled * (1 - pooled) * (1 / first.trials + 1 / second.trials));
  return measured({ z, p: normalTwoSided(z), difference });
}
