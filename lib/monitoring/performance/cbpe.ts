/**
 * Confidence-based performance estimation (CBPE): how well a yes-or-no model does on rows whose truth is not known yet, from its own
 * probabilities. They are calibrated on a labelled reference if that lowers their calibration error ({@link calibrationNeed}); then the
 * confusion matrix and the ROC curve are those expected under them ({@link expectedConfusion}, {@link expectedRocAuc}).
 *
 * Assumption, stated in the result: covariate shift only. The inputs may move, but rows that look alike are still positive as often as in
 * the reference. Concept drift is invisible to it. Bounds are the estimate ± 3 sampling errors, cut to [0, 1].
 * Source: NannyML. Fit O(n log n), estimate O(n log n).
 */
import { problemOfProbabilities } from "../../evaluation/classification/binary-scores";
import type { Metric } from "../../evaluation/metric";
import type { Random } from "../../random";
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { calibrationNeed, type CalibrationNeed } from "./calibration-need";
import { CONFUSION_METRICS, confusionMetric, expectedConfusion, type ExpectedConfusion } from "./expected-confusion";
import { expectedRocAuc } from "./expected-roc-auc";
import { isotonicFit, isotonicValue, type IsotonicFit } from "./isotonic";
import { samplingErrorOf, samplingErrors, type EstimatedMetric, type SamplingError } from "./sampling-error";
import { problemOfAnswers, type LabelledAnswers, type ScoredAnswers } from "./scored-answers";

/** What must hold for an estimate without labels to be right. */
export type PerformanceAssumption = "covariate-shift-only";

/** Bounds reach this many sampling errors to each side. */
export const SAMPLING_ERROR_REACH = 3;

/** Plain data, so that it can be stored with the reference. */
export interface CbpeFit {
  /** Null when probabilities are taken as they are. */
  readonly calibration: IsotonicFit | null;
  readonly need: CalibrationNeed;
  readonly errors: Readonly<Record<EstimatedMetric, SamplingError>>;
}

export interface EstimatedValue {
  readonly value: number;
  /** Standard error of sampling; null when the reference had no row to learn it from, and the bounds with it. */
  readonly samplingError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface CbpeEstimate {
  readonly assumption: PerformanceAssumption;
  readonly calibrated: boolean;
  readonly rows: number;
  readonly confusion: ExpectedConfusion;
  readonly metrics: Readonly<Record<EstimatedMetric, Measured<EstimatedValue>>>;
}

export interface CbpeFitOptions {
  /** For the splits that decide about calibration. */
  readonly random: Random;
  /** Calibrate only if it helps (the default), always, or never. */
  readonly calibrate?: "if-better" | "always" | "never";
}

/** Learns calibration and sampling errors from labelled rows that the model was not trained on. Both classes must occur. */
export function fitCbpe(reference: LabelledAnswers, options: CbpeFitOptions): Measured<CbpeFit> {
  const { truth, probabilities } = reference;
  const problem = problemOfAnswers(reference) ?? problemOfProbabilities({ truth, scores: probabilities });
  if (problem) return problem;
  if (new Set(Array.from(truth)).size < 2) return degenerate("one-class");
  const { random, calibrate = "if-better" } = options;
  const need: CalibrationNeed =
    calibrate === "if-better"
      ? calibrationNeed(probabilities, truth, random)
      : { needed: calibrate === "always", errors: null };
  const fit = need.needed ? isotonicFit(probabilities, truth) : null;
  if (fit !== null && fit.kind !== "measured") return fit;
  const calibration = fit && { x: fit.x, y: fit.y };
  return measured({ calibration, need, errors: samplingErrors(reference) });
}

/** The metrics to expect on rows without truth. */
export function estimateCbpe(fit: CbpeFit, rows: ScoredAnswers): Measured<CbpeEstimate> {
  const problem = problemOfAnswers(rows);
  if (problem) return problem;
  const { calibration, errors } = fit;
  const count = rows.answers.length;
  const probabilities = Float64Array.from(rows.probabilities, (score) =>
    calibration ? isotonicValue(calibration, score) : score,
  );
  const confusion = expectedConfusion(probabilities, rows.answers);
  const bounded = (name: EstimatedMetric, estimate: Metric): Measured<EstimatedValue> =>
    estimate.kind === "measured" ? withBounds(estimate.value, samplingErrorOf(errors[name], count)) : estimate;
  const ofConfusion = CONFUSION_METRICS.map((name) => [name, bounded(name, confusionMetric(confusion, name))]);
  return measured({
    assumption: "covariate-shift-only" as const,
    calibrated: calibration !== null,
    rows: count,
    confusion,
    metrics: {
      ...(Object.fromEntries(ofConfusion) as Record<(typeof CONFUSION_METRICS)[number], Measured<EstimatedValue>>),
      rocAuc: bounded("rocAuc", expectedRocAuc(rows.probabilities, probabilities)),
    },
  });
}

function withBounds(value: number, samplingError: number | null): Measured<EstimatedValue> {
  if (samplingError === null) return measured({ value, samplingError, lower: null, upper: null });
  const reach = SAMPLING_ERROR_REACH * samplingError;
  return measured({
    value,
    samplingError,
    lower: Math.max(0, value - reach),
    upper: Math.min(1, value + reach),
  });
}
