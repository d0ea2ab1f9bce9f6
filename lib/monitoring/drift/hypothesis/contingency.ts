/**
 * Tests of a contingency table of two rows, reference and current: whether both have the same shares. Expected counts are
 * row total · column total / total.
 *
 * Pearson: χ² = Σ (O − E)² / E. Likelihood ratio: G = 2 Σ O ln(O / E). Both from χ² with k − 1 degrees. With one degree Yates moves each
 * observed count towards its expected one by at most ½. Unlike goodness of fit, the reference's own uncertainty counts, and a category that
 * it never held has an expected count above 0.
 * Source: Pearson (1900), Yates (1934), Wilks (1935); `scipy.stats.chi2_contingency` (`lambda_="log-likelihood"` for G). NannyML's `chi2` is
 * Pearson with Yates. Cost: O(k). Preconditions, else a named result: neither row is empty, two categories.
 */
import { chiSquaredSf } from "../../../statistics/distributions/chi-squared";
import { measured, type Measured } from "../../../statistics/measured";
import { total, unusableCounts, type CountPair } from "../count-pair";
import type { TestResult } from "../samples";

export interface ContingencyResult extends TestResult {
  readonly degrees: number;
}

export interface ContingencyOptions {
  /** Default `pearson`. */
  readonly statistic?: "pearson" | "likelihood-ratio";
  /** Yates' correction where there is one degree of freedom. Default true. */
  readonly correction?: boolean;
}

/** Whether reference and current could have the same shares. */
export function contingencyTest(pair: CountPair, options: ContingencyOptions = {}): Measured<ContingencyResult> {
  const refused = unusableCounts(pair);
  if (refused) return refused;
  const { statistic: kind = "pearson", correction = true } = options;
  const degrees = pair.keys.length - 1;
  const term = kind === "pearson" ? pearsonTerm : likelihoodTerm;
  const [n, m] = [total(pair.reference), total(pair.current)];
  let statistic = 0;
  pair.keys.forEach((_, key) => {
    const column = pair.reference[key]! + pair.current[key]!;
    const expected = [(n * column) / (n + m), (m * column) / (n + m)] as const;
    const observed = [pair.reference[key]!, pair.current[key]!] as const;
    for (const row of [0, 1] as const) {
      const corrected = correction && degrees === 1 ? towards(observed[row], expected[row]) : observed[row];
      statistic += term(corrected, expected[row]);
    }
  });
  return measured({ statistic, degrees, pValue: chiSquaredSf(statistic, degrees) });
}

function pearsonTerm(observed: number, expected: number): number {
  return (observed - expected) ** 2 / expected;
}

function likelihoodTerm(observed: number, expected: number): number {
  return observed === 0 ? 0 : 2 * observed * Math.log(observed / expected);
}

function towards(observed: number, expected: number): number {
  const gap = expected - observed;
  return observed + Math.sign(gap) * Math.min(0.5, Math.abs(gap));
}
