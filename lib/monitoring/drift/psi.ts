/**
 * Population stability index: PSI = Σ (rᵢ − cᵢ) · ln(rᵢ / cᵢ) over common bins, with empty bins filled (see `fillZeros`).
 * Source: Evidently's `psi`; common reading: below 0.1 stable, above 0.2 changed.
 */
import { binnedShares, fillZeros, type BinnedShares } from "./histogram";
import type { Values } from "./values";

/** PSI between two columns: 0 when the shares are equal, no upper bound. */
export function psi(reference: Values, current: Values): number {
  return psiOfShares(binnedShares(reference, current));
}

/** PSI between two lists of shares. */
export function psiOfShares(shares: BinnedShares): number {
  const r = fillZeros(shares.reference);
  const c = fillZeros(shares.current);
  return r.reduce((sum, share, bin) => sum + (share - c[bin]!) * Math.log(share / c[bin]!), 0);
}
