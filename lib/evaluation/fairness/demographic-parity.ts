/**
 * Demographic parity: every group is selected at the same rate, P(Ŷ = 1 | A = a) equal for all a. The labels play no part.
 * Source: Fairlearn, `demographic_parity_difference` and `_ratio`. A ratio below 0.8 breaks the four-fifths rule. Cost: O(rows).
 */
import type { Measured } from "../../statistics/measured";
import type { Disparity } from "./disparity";
import { metricDifference, metricRatio, type ParityInput } from "./parity-input";

/** Difference of selection rates; 0 is parity. */
export function demographicParityDifference(input: ParityInput): Measured<Disparity> {
  return metricDifference("selection_rate", input);
}

/** Ratio of selection rates; 1 is parity. */
export function demographicParityRatio(input: ParityInput): Measured<Disparity> {
  return metricRatio("selection_rate", input);
}
