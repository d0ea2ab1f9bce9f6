/**
 * Population stability index over the reference's deciles, as credit scoring reads it: nine inner edges at its 10 %, … 90 % quantiles
 * (numpy's linear), outer bins open; bins are (low, high]. PSI = Σ (cᵢ − rᵢ) ln(cᵢ / rᵢ) with shares of at least 0.0001.
 * Equal edges (many ties) leave empty bins, which both sides share. Source: Siddiqi, "Credit Risk Scorecards" (2006). Cost: O(N log N).
 * Preconditions, else a named result: one finite value a side, the reference not constant.
 */
import { isConstant } from "../../../statistics/constant";
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { quantileOfSorted, sortedValues } from "../../../statistics/quantile";
import { unusableSamples } from "../samples";

const SMALLEST_SHARE = 1e-4;
const BINS = 10;

export interface DecilePsi {
  readonly psi: number;
  readonly innerEdges: Float64Array;
  readonly referenceShares: Float64Array;
  readonly currentShares: Float64Array;
}

/** PSI between a reference and current numbers over the reference's deciles. */
export function psiDeciles(reference: Float64Array, current: Float64Array): Measured<DecilePsi> {
  const refused = unusableSamples([reference, current], 1);
  if (refused) return refused;
  if (isConstant(reference)) return degenerate("constant");
  const sorted = sortedValues(reference);
  const innerEdges = Float64Array.from({ length: BINS - 1 }, (_, k) => quantileOfSorted(sorted, (k + 1) / BINS));
  const referenceShares = sharesBetween(reference, innerEdges);
  const currentShares = sharesBetween(current, innerEdges);
  const psi = referenceShares.reduce((sum, share, bin) => {
    const r = Math.max(share, SMALLEST_SHARE);
    const c = Math.max(currentShares[bin]!, SMALLEST_SHARE);
    return sum + (c - r) * Math.log(c / r);
  }, 0);
  return measured({ psi, innerEdges, referenceShares, currentShares });
}

function sharesBetween(values: Float64Array, innerEdges: Float64Array): Float64Array {
  const counts = new Float64Array(innerEdges.length + 1);
  for (const value of values) {
    let bin = 0;
    while (bin < innerEdges.length && value > innerEdges[bin]!) bin++;
    counts[bin]!++;
  }
  return counts.map((count) => count / values.length);
}
