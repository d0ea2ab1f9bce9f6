/**
 * Two-sample Cramér–von Mises test: the mean squared gap between the two cumulative curves, so that small gaps all along count too.
 *
 * U = n Σ(rᵢ − i)² + m Σ(sⱼ − j)² with r and s the pooled ranks (ties share theirs) of the sorted samples, and
 * T = U / (nm(n + m)) − (4nm − 1) / (6(n + m)).
 * Up to 20 values a side the law is exact, else T, moved and scaled to the limit's mean 1/6 and variance 1/45, is read from the limit law.
 * Both laws are those of values without ties. Of a column with few distinct values p comes out too small (with five of them, p ≤ 0.05 in
 * one of seven stable windows): count such a column as categories.
 * Source: Anderson (1962); Xiao, Gordon and Yakovlev (2006) for the exact law; `scipy.stats.cramervonmises_2samp(method="auto")`, and
 * Evidently's `cramer_von_mises`. Cost: O(N log N).
 * Preconditions, else a named result: two finite values a side, not all values of both equal.
 */
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { isConstantPair, unusableSamples, visitPooled, type TestResult } from "../samples";
import { exactCramerVonMisesSf } from "./cramer-von-mises-exact";
import { cramerVonMisesLimitCdf } from "./cramer-von-mises-limit";

const EXACT_MAX_VALUES = 20;

/** Whether two samples of numbers could come from the same distribution. */
export function cramerVonMises(reference: Float64Array, current: Float64Array): Measured<TestResult> {
  const refused = unusableSamples([reference, current], 2);
  if (refused) return refused;
  if (isConstantPair(reference, current)) return degenerate("constant");
  const [n, m] = [reference.length, current.length];
  const u = rankGap(reference, current);
  const statistic = u / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
  const exact = Math.max(n, m) <= EXACT_MAX_VALUES;
  return measured({ statistic, pValue: exact ? exactCramerVonMisesSf(u, n, m) : limitSf(statistic, n, m) });
}

function rankGap(reference: Float64Array, current: Float64Array): number {
  let [gapReference, gapCurrent] = [0, 0];
  visitPooled(reference, current, ({ inReference, inCurrent, belowReference, belowCurrent }) => {
    // Values of one tie stand at places 1 … count among their own, shifted by those below, against one shared rank.
    const rank = belowReference + belowCurrent + (1 + inReference + inCurrent) / 2;
    gapReference += squaredGaps(rank - belowReference, inReference);
    gapCurrent += squaredGaps(rank - belowCurrent, inCurrent);
  });
  return reference.length * gapReference + current.length * gapCurrent;
}

/** Σ (offset − k)² for k = 1 … count. */
function squaredGaps(offset: number, count: number): number {
  const fromMiddle = offset - (count + 1) / 2;
  return count * fromMiddle * fromMiddle + (count * (count * count - 1)) / 12;
}

function limitSf(statistic: number, n: number, m: number): number {
  const [product, total] = [n * m, n + m];
  const mean = (1 + 1 / total) / 6;
  const variance =
    ((total + 1) * (4 * product * total - 3 * (n * n + m * m) - 2 * product)) / (45 * total * total * 4 * product);
  const scaled = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
  // Below this the limit law is 0 to double precision.
  return scaled < 0.003 ? 1 : Math.max(0, 1 - cramerVonMisesLimitCdf(scaled));
}
