/**
 * Equalized odds: positive rows and negative rows of every group are selected at the same rates, P(Ŷ = 1 | A = a, Y = y) equal for all a
 * at y = 0 and at y = 1. Both disparities (of true and of false positive rates) become one: the worse, or their mean.
 * Source: Fairlearn, `equalized_odds_difference` and `_ratio`; Hardt, Price and Srebro (2016). Cost: O(rows).
 */
import { measured, type Measured } from "../../statistics/measured";
import type { Disparity } from "./disparity";
import { metricDifference, metricRatio, type ParityInput } from "./parity-input";

export interface EqualizedOddsInput extends ParityInput {
  /** `worst_case` when absent. */
  readonly agg?: "worst_case" | "mean";
}

export interface EqualizedOdds {
  readonly value: number;
  readonly truePositiveRate: Disparity;
  readonly falsePositiveRate: Disparity;
}

/** Difference; 0 is equality. */
export function equalizedOddsDifference(input: EqualizedOddsInput): Measured<EqualizedOdds> {
  return combine(input, { measure: metricDifference, worst: Math.max });
}

/** Ratio; 1 is equality. */
export function equalizedOddsRatio(input: EqualizedOddsInput): Measured<EqualizedOdds> {
  return combine(input, { measure: metricRatio, worst: Math.min });
}

function combine(
  input: EqualizedOddsInput,
  { measure, worst }: { readonly measure: typeof metricRatio; readonly worst: (a: number, b: number) => number },
): Measured<EqualizedOdds> {
  const hits = measure("true_positive_rate", input);
  if (hits.kind !== "measured") return hits;
  const alarms = measure("false_positive_rate", input);
  if (alarms.kind !== "measured") return alarms;
  const value = input.agg === "mean" ? (hits.value + alarms.value) / 2 : worst(hits.value, alarms.value);
  return measured({ value, truePositiveRate: hits, falsePositiveRate: alarms });
}
