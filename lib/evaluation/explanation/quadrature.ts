/**
 * Rules of integration over [0, 1]: points and their weights.
 *
 * - `gauss-legendre`: the roots of Pₙ by Newton's method, weights 2 / ((1 − t²) Pₙ′(t)²), moved from [−1, 1]; exact to degree 2n − 1.
 *   Numpy's `leggauss`, Captum's default;
 * - `riemann-middle`: the middles of n equal pieces;
 * - `trapezoid`: n even points from 0 to 1, the ends at half weight, weights of sum 1;
 * - `captum-trapezoid`: the same points as Captum weighs them, pieces of 1/n in place of 1/(n − 1): the weights sum to (n − 1)/n, and
 *   attributions fall short of their total by that share.
 * Source: Golub and Welsch (1969) and Abramowitz and Stegun 25.4.29; Captum, `attr/_utils/approximation_methods.py`. Cost: O(n²) for
 * Gauss–Legendre, else O(n). Precondition: n at least 1, for the trapezoids 2.
 */

export type QuadratureRule = "gauss-legendre" | "riemann-middle" | "trapezoid" | "captum-trapezoid";

export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** The rule with n points. */
export function quadrature(rule: QuadratureRule, n: number): Quadrature {
  switch (rule) {
    case "gauss-legendre":
      return gaussLegendre(n);
    case "riemann-middle":
      return {
        points: Float64Array.from({ length: n }, (_, step) => (step + 0.5) / n),
        weights: new Float64Array(n).fill(1 / n),
      };
    case "trapezoid":
      return trapezoid(n, 1 / (n - 1));
    case "captum-trapezoid":
      return trapezoid(n, 1 / n);
  }
}

function trapezoid(n: number, piece: number): Quadrature {
  return {
    points: Float64Array.from({ length: n }, (_, step) => step / (n - 1)),
    weights: Float64Array.from({ length: n }, (_, step) => (step === 0 || step === n - 1 ? piece / 2 : piece)),
  };
}

function gaussLegendre(n: number): Quadrature {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let index = 0; index < n; index++) {
    let root = -Math.cos((Math.PI * (index + 0.75)) / (n + 0.5));
    let { value, slope } = legendre(n, root);
    for (let step = 0; step < 10 && Math.abs(value) > 1e-16; step++) {
      root -= value / slope;
      ({ value, slope } = legendre(n, root));
    }
    points[index] = (1 + root) / 2;
    weights[index] = 1 / ((1 - root * root) * slope * slope);
  }
  return { points, weights };
}

/** Pₙ(t) and Pₙ′(t) by the three-term recurrence. */
function legendre(n: number, t: number): { value: number; slope: number } {
  let [before, value] = [0, 1];
  for (let degree = 1; degree <= n; degree++) {
    [before, value] = [value, ((2 * degree - 1) * t * value - (degree - 1) * before) / degree];
  }
  return { value, slope: (n * (t * value - before)) / (t * t - 1) };
}
