/**
 * The laws of the Kolmogorov–Smirnov distance: `kolmogorovSf`, the limit of P(√n Dₙ ≥ z) for large n, and `oneSampleKsSf`, the law of Dₙ for
 * n values against a known continuous law, which scipy also takes for two large samples (with n = n₁ n₂ / (n₁ + n₂) rounded).
 *
 * The second is exact where that is affordable, after Simard and L'Ecuyer, "Computing the two-sided Kolmogorov–Smirnov distribution" (2011):
 * closed forms at both ends, Durbin's matrix in the middle, twice Smirnov's one-sided sum in the upper tail, Pelz and Good's expansion for
 * large n. Agrees with `scipy.stats.kstwo.sf`; where scipy takes Pomeranz' recursion (n ≤ 140, n d² ≤ 4) the matrix gives the same number.
 */
import { durbinCdf } from "./kolmogorov-durbin";
import { pelzGoodCdf } from "./kolmogorov-pelz-good";
import { smirnovSf } from "./kolmogorov-smirnov";
import { logGamma } from "./log-gamma";

const SMALL_SAMPLE = 140;

/** lim P(√n Dₙ ≥ z) = 2 Σ (−1)^(k−1) exp(−2 k² z²); for z below 1 by the theta-function form, which converges faster there. */
export function kolmogorovSf(z: number): number {
  if (!(z > 0)) return 1;
  if (z < 1) return 1 - limitCdf(z);
  let total = 0;
  for (let k = 1; k < 20; k++) total += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * z * z);
  return total;
}

/** P(Dₙ ≥ d) for a whole n ≥ 1. */
export function oneSampleKsSf(d: number, n: number): number {
  const t = n * d;
  if (t <= 0.5) return 1;
  if (d >= 1) return 0;
  if (t <= 1) return 1 - Math.exp(logGamma(n + 1) - n * Math.log(n) + n * Math.log(2 * t - 1));
  if (t >= n - 1) return 2 * Math.pow(1 - d, n);
  if (d >= 0.5) return clip(2 * smirnovSf(d, n));
  return n <= SMALL_SAMPLE ? smallSampleSf(d, n, t * d) : largeSampleSf(d, n, t * d);
}

function smallSampleSf(d: number, n: number, scaled: number): number {
  return clip(scaled <= 4 ? 1 - durbinCdf(d, n) : 2 * smirnovSf(d, n));
}

function largeSampleSf(d: number, n: number, scaled: number): number {
  if (scaled >= 370) return 0;
  if (scaled >= 2.2) return clip(2 * smirnovSf(d, n));
  return clip(1 - (n <= 100_000 && n * Math.pow(d, 1.5) <= 1.4 ? durbinCdf(d, n) : pelzGoodCdf(d, n)));
}

/** √(2π) / z · Σ exp(−(2k−1)² π² / (8 z²)). */
function limitCdf(z: number): number {
  let total = 0;
  for (let odd = 1; odd < 20; odd += 2) total += Math.exp(-(odd * odd * Math.PI * Math.PI) / (8 * z * z));
  return (Math.sqrt(2 * Math.PI) / z) * total;
}

function clip(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
