/**
 * The largest gap between counts as a share of all rows of both sides: max |aₖ − bₖ| / (Σ a + Σ b), in [0, 1]. Unlike the gap between shares it
 * grows when one side has more rows: it asks whether two spans hold alike many of each category, not only alike shares.
 * Source: TensorFlow Data Validation's `normalized_abs_difference`. Cost: O(categories). Precondition: a row on either side.
 */
import { total } from "../count-pair";
import { lInfinity } from "./l-infinity";

/** The largest gap between two lists of counts. */
export function countDifference(reference: Float64Array, current: Float64Array): number {
  return lInfinity(reference, current).distance / (total(reference) + total(current));
}
