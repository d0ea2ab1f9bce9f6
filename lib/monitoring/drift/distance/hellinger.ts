/**
 * Hellinger distance between shares: H = √(Σ(√pᵢ − √qᵢ)²) / √2, in [0, 1]. Where both sum to 1 it is √(1 − Σ√(pᵢ qᵢ)), the form that
 * Evidently writes; the form here loses no digits near 0.
 * Source: Hellinger (1909); NannyML's and Evidently's `hellinger`. Cost: O(bins).
 */

/** H(p, q). */
export function hellinger(p: Float64Array, q: Float64Array): number {
  const squared = p.reduce((sum, share, bin) => sum + (Math.sqrt(share) - Math.sqrt(q[bin]!)) ** 2, 0);
  return Math.sqrt(squared / 2);
}
