/**
 * Epps–Singleton test: whether the characteristic functions of two samples agree at two points. It needs no continuous law, so it serves
 * counts as well.
 *
 * g(x) = (cos t₁x, sin t₁x, cos t₂x, sin t₂x) with t = (0.4, 0.8) / (IQR/2 of the pooled values); W = N δᵀ S⁺ δ, where δ is the difference of
 * the mean g and S = N/n Σₓ + N/m Σᵧ the sum of their covariances (ddof 0, S⁺ the pseudo-inverse); p from χ² with rank(S⁺) degrees.
 * Below 25 values a side W is multiplied by 1 / (1 + N^−0.45 + 10.1 (n^−1.7 + m^−1.7)).
 * Source: Epps and Singleton (1986); `scipy.stats.epps_singleton_2samp`; Evidently's `es`. Cost: O(N log N).
 * Preconditions, else a named result: five finite values a side, and a pooled interquartile range above 0.
 */
import { chiSquaredSf } from "../../../statistics/distributions/chi-squared";
import { concatenated } from "../../../statistics/concatenated";
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { quantileOfSorted, sortedValues } from "../../../statistics/quantile";
import { symmetricEigen } from "../../../statistics/matrices/symmetric-eigen";
import { unusableSamples, type TestResult } from "../samples";

const POINTS = [0.4, 0.8];
const FEATURES = 4;
const MIN_VALUES = 5;
const SMALL_SAMPLE = 25;
/**
 * Eigenvalues below this share of the largest count as 0. Values of two or three kinds leave a covariance of rank 1 or 2 whose other
 * eigenvalues are rounding, of the order of 1e-15: a cut there (numpy's default) makes the degrees of freedom a matter of luck.
 */
const RANK_TOLERANCE = 1e-11;

/** Whether two samples of numbers could come from the same distribution. */
export function eppsSingleton(reference: Float64Array, current: Float64Array): Measured<TestResult> {
  const refused = unusableSamples([reference, current], MIN_VALUES);
  if (refused) return refused;
  const sorted = sortedValues(concatenated(reference, current));
  const half = (quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25)) / 2;
  if (!(half > 0)) return degenerate("constant");
  const [n, m] = [reference.length, current.length];
  const [x, y] = [featureMoments(reference, half), featureMoments(current, half)];
  const spread = x.covariance.map((value, k) => ((n + m) / n) * value + ((n + m) / m) * y.covariance[k]!);
  const { form, rank } = inverseForm(
    spread,
    x.mean.map((value, k) => value - y.mean[k]!),
  );
  if (rank === 0) return degenerate("singular");
  const statistic = (n + m) * form * correction(n, m);
  return measured({ statistic, pValue: chiSquaredSf(statistic, rank) });
}

interface FeatureMoments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

function featureMoments(sample: Float64Array, half: number): FeatureMoments {
  const mean = new Float64Array(FEATURES);
  const covariance = new Float64Array(FEATURES * FEATURES);
  const g = new Float64Array(FEATURES);
  for (const value of sample) {
    features(value, half, g);
    for (let i = 0; i < FEATURES; i++) mean[i]! += g[i]! / sample.length;
  }
  for (const value of sample) {
    features(value, half, g);
    for (let i = 0; i < FEATURES; i++) {
      for (let j = 0; j < FEATURES; j++) {
        covariance[i * FEATURES + j]! += ((g[i]! - mean[i]!) * (g[j]! - mean[j]!)) / sample.length;
      }
    }
  }
  return { mean, covariance };
}

function features(value: number, half: number, into: Float64Array): void {
  POINTS.forEach((point, k) => {
    into[k] = Math.cos((point / half) * value);
    into[POINTS.length + k] = Math.sin((point / half) * value);
  });
}

/** δᵀ S⁺ δ and the rank of S. */
function inverseForm(spread: Float64Array, delta: Float64Array): { form: number; rank: number } {
  const { values, vectors } = symmetricEigen(spread, FEATURES);
  let [form, rank] = [0, 0];
  vectors.forEach((vector, k) => {
    if (!(values[k]! > RANK_TOLERANCE * values[0]!)) return;
    const along = vector.reduce((sum, value, i) => sum + value * delta[i]!, 0);
    form += (along * along) / values[k]!;
    rank++;
  });
  return { form, rank };
}

function correction(n: number, m: number): number {
  if (Math.max(n, m) >= SMALL_SAMPLE) return 1;
  return 1 / (1 + (n + m) ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7));
}
