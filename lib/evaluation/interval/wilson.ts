/**
 * Wilson's score interval of a proportion. With p = k / n and z the normal quantile of (1 + confidence) / 2:
 *
 *   (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n)
 *
 * Unlike p ± z·se it stays in [0, 1] and keeps its coverage for few rows and for shares near 0 or 1. No continuity correction.
 * Source: Wilson (1927); `scipy.stats.binomtest(...).proportion_ci(method="wilson")`. O(1).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { normalQuantile } from "../../statistics/distributions/normal";
import type { Interval } from "./interval";

/** Interval of `successes` in `trials`. */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): Measured<Interval> {
  if (!Number.isFinite(trials)) return degenerate("not-finite");
  if (trials < 1) return notEnoughData(1, trials);
  if (!(successes >= 0 && successes <= trials && confidence > 0 && confidence < 1)) return degenerate("out-of-range");
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const squared = (z * z) / trials;
  const centre = share + squared / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials));
  return measured({
    low: successes === 0 ? 0 : (centre - reach) / (1 + squared),
    high: successes === trials ? 1 : (centre + reach) / (1 + squared),
    confidence,
  });
}
