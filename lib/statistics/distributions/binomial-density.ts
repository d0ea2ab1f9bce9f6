/**
 * C(n, x) pˣ qⁿ⁻ˣ with Γ in the place of factorials, so that x and n need not be whole: the factor in front of the incomplete beta function
 * and of Smirnov's sum as well as the binomial law. p and q = 1 − p are both given, since either may be tiny.
 * Source: Loader (2000). Relative error a few 1e-16 times the logarithm of the result.
 */
import { deviance, stirlingError } from "./deviance";

/** The density for 0 ≤ x ≤ n. */
export function binomialDensity(x: number, n: number, p: number, q: number): number {
  if (p <= 0) return x === 0 ? 1 : 0;
  if (q <= 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * (p < 0.1 ? Math.log1p(-p) : Math.log(q)));
  if (x === n) return Math.exp(n * (q < 0.1 ? Math.log1p(-q) : Math.log(p)));
  const rest = n - x;
  const logarithm =
    stirlingError(n) - stirlingError(x) - stirlingError(rest) - deviance(x, n * p) - deviance(rest, n * q);
  return Math.exp(logarithm) * Math.sqrt(n / (2 * Math.PI * x * rest));
}
