/**
 * Mean and central moments of a sample, in two passes and with compensated sums; and of parts that are merged without their values.
 * Mₖ = Σ (x − mean)ᵏ; variance = M₂ / (n − ddof); skewness g₁ = (M₃/n) / (M₂/n)^1.5; excess kurtosis g₂ = (M₄/n) / (M₂/n)² − 3.
 * Merging: M₂ = M₂ₐ + M₂ᵦ + δ² nₐ nᵦ / n, δ = meanᵦ − meanₐ, and the like for M₃ and M₄.
 * Source: Chan, Golub and LeVeque (1979); Pébay (2008); the unbiased forms are those of pandas. Cost: O(n).
 */
import { sum } from "./sum";

export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, m2: 0, m3: 0, m4: 0 };

/** Arithmetic mean; NaN of no values. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Variance with `ddof` taken from the count: 0 for the population's, 1 for the sample's. NaN when nothing is left to divide by. */
export function variance(values: ArrayLike<number>, ddof = 0): number {
  return varianceOf(momentsOf(values), ddof);
}

/** Square root of the variance. */
export function standardDeviation(values: ArrayLike<number>, ddof = 0): number {
  return Math.sqrt(variance(values, ddof));
}

/** All moments of the values. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const count = values.length;
  if (count === 0) return NO_MOMENTS;
  const centre = mean(values);
  let [m1, m2, m3, m4] = [0, 0, 0, 0];
  for (let index = 0; index < count; index++) {
    const distance = values[index]! - centre;
    const squared = distance * distance;
    m1 += distance;
    m2 += squared;
    m3 += squared * distance;
    m4 += squared * squared;
  }
  // The mean is a rounded number; m1 is what that leaves, and is taken out of the square.
  return { count, mean: centre, m2: Math.max(0, m2 - (m1 * m1) / count), m3, m4 };
}

/** Moments after one more value (Welford). */
export function addValue(moments: Moments, value: number): Moments {
  return mergeMoments(moments, { count: 1, mean: value, m2: 0, m3: 0, m4: 0 });
}

/** Moments of both parts together. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const [shareA, shareB] = [a.count / count, b.count / count];
  const delta = b.mean - a.mean;
  const spread = delta * delta * a.count * shareB;
  return {
    count,
    mean: a.mean + delta * shareB,
    m2: a.m2 + b.m2 + spread,
    m3: a.m3 + b.m3 + spread * delta * (shareA - shareB) + 3 * delta * (shareA * b.m2 - shareB * a.m2),
    m4:
      a.m4 +
      b.m4 +
      spread * delta * delta * (shareA * shareA - shareA * shareB + shareB * shareB) +
      6 * delta * delta * (shareA * shareA * b.m2 + shareB * shareB * a.m2) +
      4 * delta * (shareA * b.m3 - shareB * a.m3),
  };
}

/** Variance of summed-up moments; NaN when count ≤ ddof. */
export function varianceOf(moments: Moments, ddof = 0): number {
  return moments.count > ddof ? moments.m2 / (moments.count - ddof) : NaN;
}

/** g₁, biased as scipy's default; NaN when all values are equal. */
export function skewnessOf({ count, m2, m3 }: Moments): number {
  return m2 > 0 ? m3 / count / Math.pow(m2 / count, 1.5) : NaN;
}

/** g₂, biased as scipy's default (a normal has 0); NaN when all values are equal. */
export function kurtosisOf({ count, m2, m4 }: Moments): number {
  return m2 > 0 ? (m4 * count) / (m2 * m2) - 3 : NaN;
}

/** G₁ = g₁ √(n(n−1)) / (n−2), as pandas; NaN below three values. */
export function unbiasedSkewnessOf(moments: Moments): number {
  const n = moments.count;
  return n < 3 ? NaN : (skewnessOf(moments) * Math.sqrt(n * (n - 1))) / (n - 2);
}

/** G₂ = (n−1) / ((n−2)(n−3)) · ((n+1) g₂ + 6), as pandas; NaN below four values. */
export function unbiasedKurtosisOf(moments: Moments): number {
  const n = moments.count;
  return n < 4 ? NaN : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * kurtosisOf(moments) + 6);
}
