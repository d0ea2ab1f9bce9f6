/**
 * The regularised incomplete beta function I(x; a, b) = B(x; a, b) / B(a, b), which gives the t, F and binomial laws.
 * Source: DiDonato and Morris (1992), eq. 9 (continued fraction, by Lentz's method), with the symmetry I(x; a, b) = 1 − I(1 − x; b, a);
 * the factor in front, xᵃ(1−x)ᵇ Γ(a+b) / (Γ(a) Γ(b)), by Loader's binomial form. Cost: O(√max(a, b)) terms.
 */
import { binomialDensity } from "./binomial-density";

const EPSILON = 4e-16;
const MAX_TERMS = 200_000;
const TINY = 1e-300;

/** I(x; a, b) for x in [0, 1] and a, b > 0. */
export function regularizedBeta(x: number, a: number, b: number): number {
  return regularizedBetaOf(x, 1 - x, a, b);
}

/** I(x; a, b) where the caller knows y = 1 − x to more digits than the subtraction would keep. */
export function regularizedBetaOf(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return x < (a + 1) / (a + b + 2) ? lowerBeta(x, y, a, b) : 1 - lowerBeta(y, x, b, a);
}

function lowerBeta(x: number, y: number, a: number, b: number): number {
  // xᵃ yᵇ / B(a, b) = C(a+b, a) xᵃ yᵇ · a b / (a+b).
  return (binomialDensity(a, a + b, x, y) * ((a * b) / (a + b))) / fraction(x, y, a, b);
}

/** β₀ + α₁/(β₁ + α₂/(β₂ + …)). */
function fraction(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x + 1;
  let value = nonZero((a * lambda) / (a + 1));
  let c = value;
  let d = 0;
  for (let m = 1; m < MAX_TERMS; m++) {
    const span = a + 2 * m;
    const alpha = ((((a + m - 1) * x) / (span - 1)) * ((a + b + m - 1) * x) * m * (b - m)) / (span - 1);
    const beta = m + (m * (b - m) * x) / (span - 1) + ((a + m) * (lambda + m * (1 + y))) / (span + 1);
    d = 1 / nonZero(beta + alpha * d);
    c = nonZero(beta + alpha / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < EPSILON) break;
  }
  return value;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
