/**
 * Student's t law with ν degrees of freedom: P(T ≥ t) = ½ I(ν / (ν + t²); ν/2, ½) for t ≥ 0. ν need not be whole (Welch).
 * Source: Student (1908); Abramowitz and Stegun 26.7.1; `scipy.stats.t`.
 */
import { regularizedBetaOf } from "./beta";
import { invertDecreasing } from "../matrices/invert";

/** P(T ≥ t) for degrees > 0. */
export function studentTSf(t: number, degrees: number): number {
  if (t < 0) return 1 - studentTSf(-t, degrees);
  return studentTTwoSided(t, degrees) / 2;
}

/** P(T ≤ t) for degrees > 0. */
export function studentTCdf(t: number, degrees: number): number {
  return studentTSf(-t, degrees);
}

/** P(|T| ≥ |t|). */
export function studentTTwoSided(t: number, degrees: number): number {
  const squared = t * t;
  if (squared === Infinity) return 0;
  const sum = degrees + squared;
  return regularizedBetaOf(degrees / sum, squared / sum, degrees / 2, 0.5);
}

/** The t with P(T ≤ t) = p; ±Infinity at 1 and 0, NaN outside [0, 1]. */
export function studentTQuantile(p: number, degrees: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0.5) return 0;
  if (p < 0.5) return -upperQuantile(p, degrees);
  return upperQuantile(1 - p, degrees);
}

function upperQuantile(q: number, degrees: number): number {
  return q === 0 ? Infinity : invertDecreasing((t) => studentTSf(t, degrees), q);
}
