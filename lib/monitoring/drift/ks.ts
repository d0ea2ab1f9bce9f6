/**
 * Two-sample Kolmogorov–Smirnov test: D = max |F_ref(x) − F_cur(x)|, the largest gap between the two cumulative curves.
 *
 * The exact p-value counts lattice paths from (0, 0) to (m, n): one step right per reference value, one up per current value, all
 * orders equally likely when nothing changed. p is the share of paths that somewhere leave the band |i/m − j/n| < D.
 * Where that would cost too much, p comes from the law of one sample of round(mn / (m + n)) values against a known curve.
 * Source: Hodges (1958); `scipy.stats.ks_2samp(method="auto")`, which is exact up to 10,000 values a side.
 */
import { kolmogorovSf, oneSampleKsSf } from "../../statistics/distributions/kolmogorov";
import { sortedNumbers } from "../../statistics/radix-sort";
import { greatestCommonDivisor } from "../../statistics/whole-numbers";

/** Where a p-value comes from: `asymptotic` when the exact count would cost too much. */
export type PValueLaw = "exact" | "asymptotic";

export interface KsResult {
  readonly statistic: number;
  readonly pValue: number;
  /** `asymptotic`: the one-sample law (scipy's `method="asymp"`). */
  readonly method: PValueLaw;
}

const EXACT_MAX_VALUES = 10_000;
/** Lattice cells inside the band; more would be felt as a pause. */
const EXACT_MAX_CELLS = 4_000_000;

/** Whether two samples of numbers could come from the same distribution. */
export function ksTwoSample(reference: Float64Array, current: Float64Array): KsResult {
  return ksOfStatistic(ksStatistic(reference, current), reference.length, current.length);
}

/** How likely such a gap or a larger one is between so many reference and current values. */
export function ksOfStatistic(statistic: number, references: number, currents: number): KsResult {
  const [m, n] = [Math.max(references, currents), Math.min(references, currents)];
  const cells = m * Math.min(n + 1, 2 * statistic * n + 2);
  if (m > EXACT_MAX_VALUES || cells > EXACT_MAX_CELLS) {
    return { statistic, pValue: ksAsymptotic(statistic, m, n), method: "asymptotic" };
  }
  return { statistic, pValue: exactPValue(statistic, m, n), method: "exact" };
}

/** The largest gap between the two empirical cumulative curves. */
export function ksStatistic(reference: Float64Array, current: Float64Array): number {
  return ksStatisticOfSorted(sortedNumbers(reference), sortedNumbers(current));
}

/** The same of values in ascending order. */
export function ksStatisticOfSorted(r: Float64Array, c: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < r.length && j < c.length) {
    const value = Math.min(r[i]!, c[j]!);
    while (i < r.length && r[i] === value) i++;
    while (j < c.length && c[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / r.length - j / c.length));
  }
  return largest;
}

/** The law of one sample at the effective size: scipy's two-sided `method="asymp"`. */
export function ksAsymptotic(statistic: number, m: number, n: number): number {
  return oneSampleKsSf(statistic, Math.max(1, Math.round((m * n) / (m + n))));
}

/** Kolmogorov's limit for large samples: p = 2 Σ (−1)^(k−1) exp(−2 k² D² mn / (m + n)). */
export function kolmogorovLimit(statistic: number, m: number, n: number): number {
  return kolmogorovSf(statistic * Math.sqrt((m * n) / (m + n)));
}

/**
 * Share of lattice paths that leave the band. `outside[j]` is that share among the paths to (i, j):
 * (i · outside(i−1, j) + j · outside(i, j−1)) / (i + j), and 1 off the band. Needs m ≥ n.
 */
function exactPValue(statistic: number, m: number, n: number): number {
  const divisor = greatestCommonDivisor(m, n);
  const [stepM, stepN] = [m / divisor, n / divisor];
  // D is a multiple of 1 / lcm(m, n); whole numbers from here on.
  const gap = Math.round(statistic * stepM * n);
  if (gap === 0) return 1;
  const outside = new Float64Array(n + 1).fill(1);
  outside.fill(0, 0, Math.min(Math.ceil(gap / stepM), n + 1));
  for (let i = 1; i <= m; i++) {
    const from = Math.max(0, Math.floor((stepN * i - gap) / stepM) + 1);
    const to = Math.min(n + 1, Math.ceil((stepN * i + gap) / stepM));
    if (to <= from) return 1;
    let below = from === 0 ? 0 : 1;
    for (let j = from; j < to; j++) {
      below = (i * outside[j]! + j * below) / (i + j);
      outside[j] = below;
    }
  }
  return Math.min(1, outside[n]!);
}
