/**
 * Jensen–Shannon: divergence JSD = (KL(r‖m) + KL(c‖m)) / 2 with m = (r + c) / 2, distance JS = √JSD, of shares brought to a sum of 1.
 * In nats JSD ≤ ln 2, so JS ≤ √ln 2 ≈ 0.8326; in bits (base 2) both are at most 1. Evidently takes the distance in nats, NannyML the distance
 * in bits, TensorFlow Data Validation the divergence in bits: 0.1 is a different drift in each.
 * Source: Lin (1991); `scipy.spatial.distance.jensenshannon` (empty bins stay empty). Cost: O(bins).
 */
import { sharesOf } from "./count-pair";

/** Jensen–Shannon divergence between two lists of shares, in nats. Precondition: neither sums to 0. */
export function jensenShannonDivergence(p: Float64Array, q: Float64Array): number {
  const r = sharesOf(p);
  const c = sharesOf(q);
  let divergence = 0;
  for (let bin = 0; bin < r.length; bin++) divergence += binDivergence(r[bin]!, c[bin]!);
  return divergence / 2;
}

/**
 * What one bin adds to 2 JSD. With r = m(1 + δ) and c = m(1 − δ), r ln(r/m) + c ln(c/m) = m(ln(1 − δ²) + 2δ artanh δ): two terms of one size,
 * where the two logarithms cancel all but a few digits of nearly equal shares.
 */
export function binDivergence(r: number, c: number): number {
  if (r === c) return 0;
  const middle = (r + c) / 2;
  const delta = (r - c) / (r + c);
  if (Math.abs(delta) === 1) return 2 * middle * Math.LN2;
  return middle * (Math.log1p(-delta * delta) + 2 * delta * Math.atanh(delta));
}

/** Nats to bits, at most 1. */
export function inBits(nats: number): number {
  return Math.min(1, nats / Math.LN2);
}
