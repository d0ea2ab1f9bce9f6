/**
 * What a yes-or-no model's answers are worth, with a value or cost for each of the four outcomes:
 *
 *   total = v_TP · TP + v_FP · FP + v_FN · FN + v_TN · TN          per prediction = total / rows
 *   SE(per prediction) = s / √rows     SE(total) = s · √rows          (s: ddof 0 deviation of a row's value on the reference)
 *
 * With expected counts it is the value to expect; with true ones, the realised value. Bounds are the estimate ± 3 sampling errors and have
 * no limit of their own. Source: NannyML, `business_value` with `normalize_business_value` None or "per_prediction". O(1) from the counts.
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import type { CbpeEstimate, CbpeFit } from "./cbpe";
import { boundedFigure, type EstimatedValue } from "./estimated-value";
import type { ExpectedConfusion } from "./expected-confusion";

/** In one unit of the user's, money as a rule; a cost is negative. */
export type OutcomeValues = Readonly<
  Record<"truePositive" | "falsePositive" | "falseNegative" | "trueNegative", number>
>;

export interface BusinessValue {
  readonly total: EstimatedValue;
  readonly perPrediction: EstimatedValue;
}

const NO_LIMIT = { lower: null, upper: null };

/** The value of an average answer. Precondition: at least one row. */
export function valuePerPrediction(counts: ExpectedConfusion, values: OutcomeValues): number {
  const outcomes = outcomesOf(counts, values);
  const rows = outcomes.reduce((sum, { count }) => sum + count, 0);
  return outcomes.reduce((sum, { count, value }) => sum + (count / rows) * value, 0);
}

/** The value to expect of rows without truth, from their estimate and the fit behind it. */
export function estimateBusinessValue(
  { fit, estimate }: { readonly fit: CbpeFit; readonly estimate: CbpeEstimate },
  values: OutcomeValues,
): Measured<BusinessValue> {
  const { confusion, rows } = estimate;
  const average = valuePerPrediction(confusion, values);
  const error = valueDeviation(fit.confusion, values) / Math.sqrt(rows);
  const perPrediction = boundedFigure(average, error, NO_LIMIT);
  const total = boundedFigure(average * rows, error * rows, NO_LIMIT);
  const finite = [total, perPrediction].every(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper));
  return finite ? measured({ total, perPrediction }) : degenerate("not-finite");
}

function valueDeviation(counts: ExpectedConfusion, values: OutcomeValues): number {
  const centre = valuePerPrediction(counts, values);
  const squares = mapValues(values, (value) => (value - centre) ** 2);
  return Math.sqrt(valuePerPrediction(counts, squares));
}

function mapValues(values: OutcomeValues, change: (value: number) => number): OutcomeValues {
  const { truePositive, falsePositive, falseNegative, trueNegative } = values;
  return {
    truePositive: change(truePositive),
    falsePositive: change(falsePositive),
    falseNegative: change(falseNegative),
    trueNegative: change(trueNegative),
  };
}

function outcomesOf(counts: ExpectedConfusion, values: OutcomeValues) {
  return [
    { count: counts.truePositives, value: values.truePositive },
    { count: counts.falsePositives, value: values.falsePositive },
    { count: counts.falseNegatives, value: values.falseNegative },
    { count: counts.trueNegatives, value: values.trueNegative },
  ];
}
