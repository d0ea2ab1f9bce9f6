/**
 * Bins that the reference alone decides, as NannyML: numbers get Doane's bins over the reference, however few distinct values it has; categories
 * are those of the reference. What the current data hold outside of them goes to one bin more, which is 0 in the reference. So a bin never moves
 * with the window, and a reference can be stored as its shares.
 * Source: NannyML `drift/univariate/methods.py` (Jensen–Shannon and Hellinger); its early releases took few distinct numbers for categories.
 * Cost: O(n). Preconditions: neither side is empty.
 */
import { binEdges, histogramCounts } from "../../statistics/histogram";
import { sharesOf, total, type CountPair } from "./count-pair";
import type { BinnedShares } from "./histogram";

/** The bins of a reference: the shares of both sides in them, for one sample of numbers after another. */
export function referenceBins(reference: Float64Array): (current: Float64Array) => BinnedShares {
  const edges = binEdges(reference, "doane");
  const referenceShares = sharesOf(withLast(histogramCounts(reference, edges), 0));
  return (current) => {
    const inside = histogramCounts(current, edges);
    return { reference: referenceShares, current: sharesOf(withLast(inside, current.length - total(inside))) };
  };
}

/** Shares of the reference's categories, and of all others together. */
export function knownCategoryShares(pair: CountPair): BinnedShares {
  const known = pair.reference.filter((count) => count > 0);
  const seen = pair.current.filter((_, key) => pair.reference[key]! > 0);
  return {
    reference: sharesOf(withLast(known, 0)),
    current: sharesOf(withLast(seen, total(pair.current) - total(seen))),
  };
}

function withLast(counts: Float64Array, last: number): Float64Array {
  const longer = new Float64Array(counts.length + 1);
  longer.set(counts);
  longer[counts.length] = last;
  return longer;
}
