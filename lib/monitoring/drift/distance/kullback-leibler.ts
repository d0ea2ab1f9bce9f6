/**
 * Kullback–Leibler divergence KL(p‖q) = Σ pᵢ ln(pᵢ / qᵢ), in nats, of shares that are first brought to a sum of 1. Not symmetric: p is the
 * reference. Infinite where q is 0 and p is not.
 * Source: Kullback and Leibler (1951); `scipy.stats.entropy(p, q)`. Evidently's `kl_div` fills empty bins first. Precondition: Σp, Σq > 0.
 */
import { sharesOf } from "../count-pair";

/** KL(p‖q) in nats. */
export function kullbackLeibler(p: Float64Array, q: Float64Array): number {
  const [reference, current] = [sharesOf(p), sharesOf(q)];
  const divergence = reference.reduce((sum, share, bin) => sum + relativeEntropy(share, current[bin]!), 0);
  return Math.max(0, divergence);
}

/** p ln(p / q), 0 where p is 0. */
export function relativeEntropy(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log(p / q);
}
