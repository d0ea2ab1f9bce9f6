/**
 * Two of SageMaker Clarify's measures of bias after training, between an advantaged group a and a disadvantaged group d:
 * DPPL = q̂ₐ − q̂_d (difference in positive proportions in predicted labels) and DI = q̂_d / q̂ₐ (disparate impact), with q̂ the share of
 * predicted positives. Source: Amazon SageMaker Clarify, "Measure post-training data and model bias". Cost: O(rows).
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { metric, type Metric } from "../metric";
import { selectionRate, type BinaryAnswers } from "./group-metric";

export interface FacetAnswers {
  readonly advantaged: BinaryAnswers;
  readonly disadvantaged: BinaryAnswers;
}

/** DPPL: 0 is parity, above 0 favours the advantaged group. */
export function differenceInPositiveProportions(input: FacetAnswers): Metric {
  const rates = selectionRates(input);
  return rates.kind === "measured" ? metric(rates.advantaged - rates.disadvantaged) : rates;
}

/** DI: 1 is parity, below 1 favours the advantaged group. */
export function disparateImpact(input: FacetAnswers): Metric {
  const rates = selectionRates(input);
  if (rates.kind !== "measured") return rates;
  return rates.advantaged === 0 ? degenerate("zero-denominator") : metric(rates.disadvantaged / rates.advantaged);
}

function selectionRates(
  input: FacetAnswers,
): Measured<{ readonly advantaged: number; readonly disadvantaged: number }> {
  const [advantaged, disadvantaged] = [selectionRate(input.advantaged), selectionRate(input.disadvantaged)];
  if (advantaged.kind !== "measured") return advantaged;
  if (disadvantaged.kind !== "measured") return disadvantaged;
  return measured({ advantaged: advantaged.value, disadvantaged: disadvantaged.value });
}
