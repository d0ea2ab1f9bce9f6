/**
 * Jensen–Shannon distance: JS = √((KL(r‖m) + KL(c‖m)) / 2) with m = (r + c) / 2 and natural logarithms, so 0 ≤ JS ≤ √ln 2 ≈ 0.8326.
 * Source: Lin (1991); `scipy.spatial.distance.jensenshannon`, as Evidently calls it (empty bins stay empty).
 */
import { binnedShares } from "./histogram";
import type { Values } from "./values";

/** Jensen–Shannon distance between two columns. */
export function jensenShannon(reference: Values, current: Values): number {
  const shares = binnedShares(reference, current);
  const r = normalised(shares.reference);
  const c = normalised(shares.current);
  let divergence = 0;
  for (let bin = 0; bin < r.length; bin++) {
    const middle = (r[bin]! + c[bin]!) / 2;
    divergence += relativeEntropy(r[bin]!, middle) + relativeEntropy(c[bin]!, middle);
  }
  return Math.sqrt(Math.max(0, divergence / 2));
}

function normalised(shares: Float64Array): Float64Array {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

function relativeEntropy(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log(share / middle);
}
