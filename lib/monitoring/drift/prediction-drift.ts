/**
 * Drift of the predictions. One test decides over this series, where the share of drifted columns needs half of them to agree, so that it
 * is judged more strictly: p < 0.001 instead of 0.05. An unlucky reference is wrong in every window, and M of N windows cannot save it.
 *
 * Classes are compared by the two-sample chi-square test, not by Evidently's goodness of fit. That takes the reference for the truth: with
 * 1,000 rows against windows of 500 its statistic is 1.5 times too large, and a rare class that the reference happens to lack gives p = 0.
 * Source: NannyML's `chi2` (Pearson); measured in `scripts/bench/alarms/policies.ts`.
 */
import type { ColumnDrift } from "../monitor";
import { columnDrift, type ColumnDriftInput } from "./column-drift";

export const PREDICTION_SIGNIFICANCE = 0.001;

/** The reference's predictions against a window's. */
export function predictionDrift(input: Pick<ColumnDriftInput, "column" | "reference" | "current">): ColumnDrift {
  const strict = { ...input, significance: PREDICTION_SIGNIFICANCE };
  if (input.reference.storage === "numeric") return columnDrift(strict);
  return columnDrift({ ...strict, test: { agreeWith: "nannyml", method: "chi2" } });
}
