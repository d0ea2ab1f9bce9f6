/**
 * Smirnov's one-sided law: P(Dₙ⁺ ≥ d) = d Σ C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j), j from 0 to ⌊n(1 − d)⌋.
 * Source: Birnbaum and Tingey (1951). All terms are positive, each computed by Loader's binomial density.
 *
 * For large n the terms are a smooth function of j that vanishes at both ends, so that every s-th term, s times, gives the same sum to the
 * last digits (the trapezoid rule on such a function). Cost: O(min(n, 20,000)) after that.
 */
import { binomialDensity } from "./binomial-density";

const FULL_SUM = 20_000;

/** P(Dₙ⁺ ≥ d) for 0 < d < 1 and a whole n; from n = 20,000 on, needs n d² ≥ 2. */
export function smirnovSf(d: number, n: number): number {
  const stride = Math.max(1, Math.floor(n / FULL_SUM));
  const last = Math.floor(n * (1 - d));
  let total = 0;
  for (let j = 0; j <= last; j += stride) {
    const p = d + j / n;
    total += (binomialDensity(j, n, p, 1 - d - j / n) * d) / p;
  }
  return total * stride;
}
