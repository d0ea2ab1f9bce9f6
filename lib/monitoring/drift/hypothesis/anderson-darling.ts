/**
 * k-sample Anderson–Darling test, with midranks for ties: squared gaps between each sample's cumulative curve and the pooled one, weighted so
 * that the tails count as much as the middle.
 *
 * A² = (N − 1)/N Σᵢ 1/nᵢ Σⱼ lⱼ/N · (N Mᵢⱼ − nᵢ Bⱼ)² / (Bⱼ (N − Bⱼ) − N lⱼ/4), where lⱼ is how often the j-th distinct value occurs, Bⱼ and Mᵢⱼ
 * how many pooled values and values of sample i lie below it, its own by half. The statistic is (A² − (k − 1)) / σ.
 * p is interpolated: a parabola through the logarithms of seven tabulated levels, cut to [0.001, 0.25] where the table ends.
 * σ is that of values without ties: of a column with few distinct values p comes out too small (with five of them, p ≤ 0.05 in one of eleven
 * stable windows).
 * Source: Scholz and Stephens (1987), eq. 7 and table 1; `scipy.stats.anderson_ksamp(midrank=True)`; Evidently's `anderson`.
 * Cost: O(N log N). Preconditions, else a named result: two samples or more, together more than 3 finite values, none of them empty, not all
 * equal.
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../../statistics/measured";
import { sortedValues } from "../../../statistics/quantile";
import { unusableSamples, type TestResult } from "../samples";
import { fitParabola } from "./parabola";

const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
const CRITICAL = {
  constant: [0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085],
  perRoot: [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615],
  perUnit: [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154],
};

/** Whether all samples could come from one distribution. */
export function andersonDarling(samples: readonly Float64Array[]): Measured<TestResult> {
  if (samples.length < 2) return notEnoughData(2, samples.length);
  const refused = unusableSamples(samples, 1);
  if (refused) return refused;
  const sorted = samples.map(sortedValues);
  const total = sorted.reduce((sum, { length }) => sum + length, 0);
  if (total <= 3) return notEnoughData(4, total);
  const lowest = Math.min(...sorted.map((sample) => sample[0]!));
  const highest = Math.max(...sorted.map((sample) => sample[sample.length - 1]!));
  if (lowest === highest) return degenerate("constant");
  const degrees = sorted.length - 1;
  const sigma = Math.sqrt(andersonVariance(sorted.map(({ length }) => length)));
  const statistic = (weightedGaps(sorted, total) - degrees) / sigma;
  return measured({ statistic, pValue: interpolatedPValue(statistic, degrees) });
}

function weightedGaps(sorted: readonly Float64Array[], total: number): number {
  const below = new Float64Array(sorted.length);
  const here = new Float64Array(sorted.length);
  let [sum, pooledBelow] = [0, 0];
  while (pooledBelow < total) {
    const tied = takeSmallest(sorted, below, here);
    const middle = pooledBelow + tied / 2;
    const weight = tied / total / (middle * (total - middle) - (total * tied) / 4);
    for (let i = 0; i < sorted.length; i++) {
      const size = sorted[i]!.length;
      sum += (weight * (total * (below[i]! + here[i]! / 2) - middle * size) ** 2) / size;
      below[i]! += here[i]!;
    }
    pooledBelow += tied;
  }
  return (sum * (total - 1)) / total;
}

/** Counts the next distinct value in every sample into `here`; returns how often it occurs in all. */
function takeSmallest(sorted: readonly Float64Array[], below: Float64Array, here: Float64Array): number {
  let smallest = Infinity;
  for (let i = 0; i < sorted.length; i++) smallest = Math.min(smallest, sorted[i]![below[i]!] ?? Infinity);
  let tied = 0;
  for (let i = 0; i < sorted.length; i++) {
    let end = below[i]!;
    while (sorted[i]![end] === smallest) end++;
    here[i] = end - below[i]!;
    tied += here[i]!;
  }
  return tied;
}

/** Variance of A² under the null (Scholz and Stephens, eq. 4). */
function andersonVariance(sizes: readonly number[]): number {
  const k = sizes.length;
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const inverse = sizes.reduce((sum, size) => sum + 1 / size, 0);
  let [h, g] = [0, 0];
  for (let i = 2; i < n; i++) {
    h += 1 / (n - i + 1);
    g += h / i;
  }
  h += 1;
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
  const b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * k * k - 4 * h * k;
  return (((a * n + b) * n + c) * n + d) / ((n - 1) * (n - 2) * (n - 3));
}

function interpolatedPValue(statistic: number, degrees: number): number {
  const critical = LEVELS.map(
    (_, row) =>
      CRITICAL.constant[row]! + CRITICAL.perRoot[row]! / Math.sqrt(degrees) + CRITICAL.perUnit[row]! / degrees,
  );
  if (statistic < Math.min(...critical)) return LEVELS[0]!;
  if (statistic > Math.max(...critical)) return LEVELS[LEVELS.length - 1]!;
  return Math.exp(fitParabola(critical, LEVELS.map(Math.log))(statistic));
}
