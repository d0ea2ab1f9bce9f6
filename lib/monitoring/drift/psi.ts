/**
 * Population stability index: PSI = Σ (rᵢ − cᵢ) · ln(rᵢ / cᵢ) over common bins, with empty bins filled (see `fillZeros`).
 * Source: Evidently's `psi`; common reading: below 0.1 stable, above 0.2 changed.
 */
import { fillZeros, type BinnedShares } from "./histogram";

/** PSI between two lists of shares: 0 when they are equal, no upper bound. */
export function psi(shares: BinnedShares): number {
  const r = fillZeros(shares.reference);
  const c = fillZeros(shares.current);
  return r.reduce((sum, share, bin) => sum + (share - c[bin]!) * Math.log(share / c[bin]!), 0);
}
