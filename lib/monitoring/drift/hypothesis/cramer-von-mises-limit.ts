/**
 * The limit law of the Cramér–von Mises statistic,
 * P(W² ≤ x) = 1 / (π^1.5 √x) Σ Γ(k + ½)/Γ(k + 1) √(4k + 1) e^(−q) K_¼(q) with q = (4k + 1)² / (16 x), k from 0.
 * K is the modified Bessel function of the second kind, K_ν(q) = ∫₀^∞ e^(−q cosh t) cosh(νt) dt: the trapezoid rule converges faster than
 * any power on it. Source: Anderson and Darling (1952), eq. 4.35; Csörgő and Faraway (1996). Precondition: x > 0.
 */
import { logGamma } from "../../../statistics/distributions/gamma";

const SMALLEST_TERM = 1e-18;

/** P(W² ≤ x). */
export function cramerVonMisesLimitCdf(x: number): number {
  let total = 0;
  for (let k = 0; k < 1_000; k++) {
    const odd = 4 * k + 1;
    const q = (odd * odd) / (16 * x);
    const weight = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = weight * Math.sqrt(odd) * Math.exp(-2 * q) * scaledBesselQuarter(q);
    total += term;
    if (term < SMALLEST_TERM) break;
  }
  return Math.min(1, total);
}

/** e^q K_¼(q). */
function scaledBesselQuarter(q: number): number {
  const end = Math.acosh(1 + 45 / q);
  const steps = 200;
  const width = end / steps;
  let sum = 0.5;
  for (let step = 1; step <= steps; step++) {
    const t = step * width;
    // cosh t − 1 = 2 sinh²(t/2), which loses no digits near 0.
    sum += Math.exp(-2 * q * Math.sinh(t / 2) ** 2) * Math.cosh(t / 4);
  }
  return sum * width;
}
