/**
 * The standard normal law: φ(z) = e^(−z²/2) / √(2π), Φ(z) = ∫ φ, and its inverse.
 * Near the centre by the series Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …), in the tail by the continued fraction of Mills' ratio
 * (1 − Φ) / φ = 1 / (z + 1 / (z + 2 / (z + 3 / …))). The inverse starts from Hastings' rational formula and takes Halley steps.
 * Source: Marsaglia, "Evaluating the normal distribution" (2004); Abramowitz and Stegun 26.2.14 and 26.2.23. Relative error about 1e-14.
 */

const TAIL_FROM = 2.5;
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Density at z. */
export function normalPdf(z: number): number {
  // z² is split into a part that float64 holds exactly and a small rest: far out the exponent would else lose digits.
  const coarse = Math.fround(z);
  if (!Number.isFinite(coarse)) return 0;
  return (Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (z - coarse) * (z + coarse))) / ROOT_TWO_PI;
}

/** P(Z ≤ z). */
export function normalCdf(z: number): number {
  return normalSf(-z);
}

/** P(Z ≥ z), exact to the last digits in the upper tail too. */
export function normalSf(z: number): number {
  if (z > TAIL_FROM) return upperTail(z);
  if (z < -TAIL_FROM) return 1 - upperTail(-z);
  return 0.5 - normalPdf(z) * centralSeries(z);
}

/** P(|Z| ≥ |z|). */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalSf(Math.abs(z)));
}

/** The z with P(Z ≤ z) = p; ±Infinity at 1 and 0, NaN outside [0, 1]. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0.5) return 0;
  return p < 0.5 ? -tailQuantile(p) : tailQuantile(1 - p);
}

/** The z with P(Z ≥ z) = q, for q < 1/2. */
function tailQuantile(q: number): number {
  if (q === 0) return Infinity;
  const t = Math.sqrt(-2 * Math.log(q));
  let z = t - (2.515517 + (0.802853 + 0.010328 * t) * t) / (1 + (1.432788 + (0.189269 + 0.001308 * t) * t) * t);
  for (let step = 0; step < 3; step++) {
    const error = (normalSf(z) - q) / normalPdf(z);
    if (!Number.isFinite(error)) return z;
    z += error / (1 + (z * error) / 2);
  }
  return z;
}

function centralSeries(z: number): number {
  const squared = z * z;
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= squared / odd;
    sum += term;
  }
  return sum;
}

function upperTail(z: number): number {
  if (z === Infinity) return 0;
  // Enough levels for full precision: the fraction converges like exp(−2 z √(2n)).
  const levels = Math.ceil(20 + 900 / (z * z));
  let fraction = z;
  for (let n = levels; n >= 1; n--) fraction = z + n / fraction;
  return normalPdf(z) / fraction;
}
