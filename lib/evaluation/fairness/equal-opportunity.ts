/**
 * Equal opportunity: the positive rows of every group are found at the same rate, P(Ŷ = 1 | A = a, Y = 1) equal for all a.
 * Source: Fairlearn, `equal_opportunity_difference` and `_ratio`; Hardt, Price and Srebro, "Equality of opportunity in supervised
 * learning" (2016). Cost: O(rows).
 */
import type { Measured } from "../../statistics/measured";
import type { Disparity } from "./disparity";
import { metricDifference, metricRatio, type ParityInput } from "./parity-input";

/** Difference of true positive rates; 0 is equality. */
export function equalOpportunityDifference(input: ParityInput): Measured<Disparity> {
  return metricDifference("true_positive_rate", input);
}

/** Ratio of true positive rates; 1 is equality. */
export function equalOpportunityRatio(input: ParityInput): Measured<Disparity> {
  return metricRatio("true_positive_rate", input);
}
