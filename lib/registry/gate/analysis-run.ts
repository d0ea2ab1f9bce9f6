/**
 * The outcome of a canary's analysis after some measurements, as Argo Rollouts gives it. A measurement is successful, failed, inconclusive
 * (neither condition held) or an error (it could not be taken). Of one metric, in this order:
 *
 *   failed         more than failureLimit failed (0: none tolerated, −1: off)
 *   inconclusive   more than inconclusiveLimit were inconclusive (−1: off)
 *   error          more than consecutiveErrorLimit errors in a row (4 unless told)
 *   successful     consecutiveSuccessLimit in a row (0: off), or all `count` measurements taken
 *   running        otherwise; without a count only a limit ends it
 *
 * A run is the worst of its metrics: failed and error abort the roll-out, inconclusive pauses it, successful continues it.
 * Source: Argo Rollouts, `docs/features/analysis.md` and its analysis controller.
 */
import { holds, type Operator } from "../../check";

export type MeasurementResult = "successful" | "failed" | "inconclusive" | "error";
export type MetricOutcome = "running" | MeasurementResult;
export type RolloutStep = "wait" | "continue" | "pause" | "abort";

export interface MeasurementCondition {
  readonly operator: Operator;
  readonly threshold: number;
}

/** One condition: the measurement is its truth. Both: neither true is inconclusive, and failure goes first. */
export interface MeasurementConditions {
  readonly success?: MeasurementCondition;
  readonly failure?: MeasurementCondition;
}

export interface AnalysisLimits {
  /** Measurements to take; null for as long as the roll-out lasts. */
  readonly count?: number | null;
  readonly failureLimit?: number;
  readonly inconclusiveLimit?: number;
  readonly consecutiveErrorLimit?: number;
  readonly consecutiveSuccessLimit?: number;
}

const CONSECUTIVE_ERROR_LIMIT = 4;
/** From best to worst. */
const OUTCOMES: readonly MetricOutcome[] = ["successful", "running", "inconclusive", "error", "failed"];

/** What a measured value counts as; null and numbers that are not finite are errors. Without conditions a measurement is successful. */
export function judgeMeasurement(value: number | null, { success, failure }: MeasurementConditions): MeasurementResult {
  if (value === null || !Number.isFinite(value)) return "error";
  const met = ({ operator, threshold }: MeasurementCondition): boolean => holds(value, operator, threshold);
  if (failure && met(failure)) return "failed";
  if (success) {
    if (met(success)) return "successful";
    return failure ? "inconclusive" : "failed";
  }
  return "successful";
}

/** Where a metric stands after its measurements, oldest first. */
export function metricOutcome(results: readonly MeasurementResult[], limits: AnalysisLimits = {}): MetricOutcome {
  const { count = 1, failureLimit = 0, inconclusiveLimit = 0 } = limits;
  const { consecutiveErrorLimit = CONSECUTIVE_ERROR_LIMIT, consecutiveSuccessLimit = 0 } = limits;
  const exceeded = (result: MeasurementResult, limit: number): boolean =>
    limit >= 0 && results.filter((each) => each === result).length > limit;
  if (exceeded("failed", failureLimit)) return "failed";
  if (exceeded("inconclusive", inconclusiveLimit)) return "inconclusive";
  if (streak(results, "error") > consecutiveErrorLimit) return "error";
  if (consecutiveSuccessLimit > 0 && streak(results, "successful") >= consecutiveSuccessLimit) return "successful";
  // Errors are taken again, so that they do not fill the count.
  const taken = results.filter((result) => result !== "error").length;
  return count !== null && taken >= count ? "successful" : "running";
}

/** The worst outcome; of no metric, successful. One that failed, erred or is inconclusive ends a run at once; successes wait for the rest. */
export function runOutcome(outcomes: readonly MetricOutcome[]): MetricOutcome {
  const worst = Math.max(0, ...outcomes.map((outcome) => OUTCOMES.indexOf(outcome)));
  return OUTCOMES[worst]!;
}

/** What the roll-out does next. */
export function rolloutStep(outcome: MetricOutcome): RolloutStep {
  switch (outcome) {
    case "running":
      return "wait";
    case "successful":
      return "continue";
    case "inconclusive":
      return "pause";
    case "failed":
    case "error":
      return "abort";
  }
}

/** Length of the run of `result` at the end. */
function streak(results: readonly MeasurementResult[], result: MeasurementResult): number {
  let length = 0;
  while (length < results.length && results[results.length - 1 - length] === result) length++;
  return length;
}
