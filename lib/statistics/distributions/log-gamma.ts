/**
 * ln Γ(x), by Lanczos' formula (g = 7, nine terms) for small x and Stirling's series from 15 on.
 * Source: Lanczos (1964); Abramowitz and Stegun 6.1.41. Relative error about 1e-15, except near the zeros at 1 and 2, where it is
 * absolute.
 */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const HALF_LOG_TWO_PI = 0.9189385332046727;
const LARGE = 15;

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  return x < LARGE ? byLanczos(x) : byStirling(x);
}

function byLanczos(x: number): number {
  const shifted = x - 1;
  const t = shifted + 7.5;
  let sum = LANCZOS[0]!;
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k]! / (shifted + k);
  return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

function byStirling(x: number): number {
  const s = 1 / (x * x);
  const series = 1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360) * s) * s) * s) * s) * s;
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series / x;
}
