/**
 * Jensen–Shannon: divergence JSD = (KL(r‖m) + KL(c‖m)) / 2 with m = (r + c) / 2, distance JS = √JSD, of shares brought to a sum of 1.
 * In nats JSD ≤ ln 2, so JS ≤ √ln 2 ≈ 0.8326; in bits (base 2) both are at most 1. Evidently takes the distance in nats, NannyML the distance
 * in bits, TensorFlow Data Validation the divergence in bits: 0.1 is a different drift in each.
 * Source: Lin (1991); `scipy.spatial.distance.jensenshannon` (empty bins stay empty). Cost: O(bins).
 */
import { sharesOf } from "./count-pair";
import { relativeEntropy } from "./distance/kullback-leibler";

/** Jensen–Shannon divergence between two lists of shares, in nats. Precondition: neither sums to 0. */
export function jensenShannonDivergence(p: Float64Array, q: Float64Array): number {
  const r = sharesOf(p);
  const c = sharesOf(q);
  let divergence = 0;
  for (let bin = 0; bin < r.length; bin++) {
    const middle = (r[bin]! + c[bin]!) / 2;
    divergence += relativeEntropy(r[bin]!, middle) + relativeEntropy(c[bin]!, middle);
  }
  return Math.max(0, divergence / 2);
}

/** Nats to bits, at most 1. */
export function inBits(nats: number): number {
  return Math.min(1, nats / Math.LN2);
}
