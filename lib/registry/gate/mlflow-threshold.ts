/**
 * Thresholds of MLflow's model validation on one metric m, the baseline's b beside it, with greater better (else ≤, and minus for plus):
 *
 *   threshold             m ≥ threshold
 *   min_absolute_change   m ≥ b + min_absolute_change
 *   min_relative_change   m ≥ b · (1 + min_relative_change); where b = 0: m ≥ b + 1e-10
 *
 * All that are given must hold, and they are compared as float64 computes them. Without a baseline a threshold on a change fails, as a
 * metric does that the candidate lacks. Source: MLflow, `mlflow/models/evaluation/validation.py`. The relative change is of b, not |b|,
 * so that with a negative baseline it asks for a fall; the tool does the same.
 */

/** Room that a baseline of 0 leaves. */
const OVER_ZERO = 1e-10;

/** Names as in MLflow, in this project's spelling. At least one of the three. */
export interface MlflowThreshold {
  readonly threshold?: number;
  /** Above 0. */
  readonly minAbsoluteChange?: number;
  /** From 0 to 1. */
  readonly minRelativeChange?: number;
  readonly greaterIsBetter: boolean;
}

export type MlflowFailure =
  "missing-candidate" | "missing-baseline" | "threshold" | "min-absolute-change" | "min-relative-change";

/** Why the candidate's metric fails; empty when it passes. Null: the metric is missing. */
export function mlflowFailures(
  candidate: number | null,
  baseline: number | null,
  rule: MlflowThreshold,
): readonly MlflowFailure[] {
  if (candidate === null || !Number.isFinite(candidate)) return ["missing-candidate"];
  const { threshold, minAbsoluteChange, minRelativeChange, greaterIsBetter } = rule;
  const sign = greaterIsBetter ? 1 : -1;
  const reaches = (bound: number): boolean => (greaterIsBetter ? candidate >= bound : candidate <= bound);
  const failures: MlflowFailure[] = [];
  if (threshold !== undefined && !reaches(threshold)) failures.push("threshold");
  if (minAbsoluteChange === undefined && minRelativeChange === undefined) return failures;
  if (baseline === null || !Number.isFinite(baseline)) return [...failures, "missing-baseline"];
  if (minAbsoluteChange !== undefined && !reaches(baseline + sign * minAbsoluteChange)) {
    failures.push("min-absolute-change");
  }
  if (minRelativeChange !== undefined) {
    const bound = baseline === 0 ? sign * OVER_ZERO : baseline * (1 + sign * minRelativeChange);
    if (!reaches(bound)) failures.push("min-relative-change");
  }
  return failures;
}
