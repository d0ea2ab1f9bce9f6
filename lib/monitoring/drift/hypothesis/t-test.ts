/**
 * Student's and Welch's t-tests: whether two samples have one mean.
 *
 * t = (x̄ − ȳ) / √(s² (1/n + 1/m)). Student pools the variance, s² = (Σ(x − x̄)² + Σ(y − ȳ)²) / (n + m − 2), with n + m − 2 degrees of
 * freedom; Welch keeps both, t = (x̄ − ȳ) / √(v + w) with v = s²ₓ/n and w = s²ᵧ/m, and (v + w)² / (v²/(n−1) + w²/(m−1)) degrees.
 * Source: Student (1908), Welch (1947); `scipy.stats.ttest_ind`. Evidently's `t_test` is Student's. Two-sided. Cost: O(n + m).
 * Preconditions, else a named result: two finite values a side, and not all values of each side equal.
 */
import { isConstant } from "../../../statistics/constant";
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { momentsOf, varianceOf, type Moments } from "../../../statistics/moments";
import { studentTTwoSided } from "../../../statistics/distributions/student-t";
import { unusableSamples, type TestResult } from "../samples";

export type TTestVariant = "student" | "welch";

export interface TTestResult extends TestResult {
  readonly degrees: number;
}

/** Whether the means of two samples differ. */
export function tTest(
  reference: Float64Array,
  current: Float64Array,
  variant: TTestVariant = "student",
): Measured<TTestResult> {
  const refused = unusableSamples([reference, current], 2);
  if (refused) return refused;
  if (isConstant(reference) && isConstant(current)) return degenerate("constant");
  const [x, y] = [momentsOf(reference), momentsOf(current)];
  const { squaredError, degrees } = variant === "student" ? pooled(x, y) : separate(x, y);
  const statistic = (x.mean - y.mean) / Math.sqrt(squaredError);
  // Squares of very large or very small values run out of float64.
  if (!Number.isFinite(statistic) || !Number.isFinite(degrees)) return degenerate("not-finite");
  return measured({ statistic, degrees, pValue: studentTTwoSided(statistic, degrees) });
}

interface Spread {
  readonly squaredError: number;
  readonly degrees: number;
}

function pooled(x: Moments, y: Moments): Spread {
  const degrees = x.count + y.count - 2;
  return { squaredError: ((x.m2 + y.m2) / degrees) * (1 / x.count + 1 / y.count), degrees };
}

function separate(x: Moments, y: Moments): Spread {
  const [v, w] = [varianceOf(x, 1) / x.count, varianceOf(y, 1) / y.count];
  return { squaredError: v + w, degrees: (v + w) ** 2 / (v ** 2 / (x.count - 1) + w ** 2 / (y.count - 1)) };
}
