/**
 * G-test of goodness of fit: G = 2 Σ O ln(O / E), from χ² with k − 1 degrees, with the reference's counts as the expected ones.
 *
 * Two behaviours: `scaled` sizes the expected counts to the current data (the textbook's); `unscaled` takes them as they are, which is what
 * Evidently's `g_test` asks of `scipy.stats.power_divergence`, and has a meaning only for two sides of one length: else the named result
 * `lengths-differ`, where scipy raises an error. A category that the reference never held makes G infinite and p = 0.
 * Source: Wilks (1935). Cost: O(k). Preconditions, else a named result: neither side is empty, two categories.
 */
import { chiSquaredSf } from "../../../statistics/distributions/chi-squared";
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { total, unusableCounts, type CountPair } from "../count-pair";
import type { TestResult } from "../samples";

/** Whether the current counts could come from the reference's shares. */
export function gTest(pair: CountPair, expected: "scaled" | "unscaled" = "scaled"): Measured<TestResult> {
  const refused = unusableCounts(pair);
  if (refused) return refused;
  const scale = total(pair.current) / total(pair.reference);
  if (expected === "unscaled" && scale !== 1) return degenerate("lengths-differ");
  const statistic = pair.current.reduce((sum, observed, key) => {
    return observed === 0 ? sum : sum + 2 * observed * Math.log(observed / (pair.reference[key]! * scale));
  }, 0);
  return measured({ statistic, pValue: chiSquaredSf(Math.max(0, statistic), pair.keys.length - 1) });
}
