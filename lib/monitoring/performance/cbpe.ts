/**
 * Confidence-based performance estimation (CBPE): how well a yes-or-no model does on rows whose truth is not known yet, from its own
 * probabilities. They are calibrated on a labelled reference if that lowers their calibration error ({@link calibrationNeed}); then the
 * confusion matrix and the curves are those expected under them ({@link expectedConfusion}, {@link expectedRocAuc},
 * {@link expectedAveragePrecision}); what the answers are worth follows from the matrix ({@link estimateBusinessValue}).
 *
 * Assumption, stated in the result: covariate shift only. The inputs may move, but rows that look alike are still positive as often as in
 * the reference. Concept drift is invisible to it. Bounds are the estimate ± 3 sampling errors, cut to [0, 1].
 * Source: NannyML. Fit O(n log n), estimate O(n log n).
 */
import { problemOfProbabilities } from "../../evaluation/classification/binary-scores";
import type { Metric } from "../../evaluation/metric";
import { degenerate, measured, type Measured } from "../../statistics/measured";
import { averagePrecisionError } from "./average-precision-error";
import { calibrated, learnCalibration, type CalibrationOptions, type LearnedCalibration } from "./calibration";
import { boundedShare, type EstimatedValue, type PerformanceAssumption } from "./estimated-value";
import { expectedAveragePrecision } from "./expected-average-precision";
import { CONFUSION_METRICS, confusionMetric, expectedConfusion, type ExpectedConfusion } from "./expected-confusion";
import { expectedRocAuc } from "./expected-roc-auc";
import { samplingErrorOf, samplingErrors, type EstimatedMetric, type SamplingError } from "./sampling-error";
import { problemOfAnswers, type LabelledAnswers, type ScoredAnswers } from "./scored-answers";

export type BinaryMetric = EstimatedMetric | "averagePrecision";

/** Plain data, so that it can be stored with the reference. */
export interface CbpeFit extends LearnedCalibration {
  readonly errors: Readonly<Record<BinaryMetric, SamplingError>>;
  /** The reference's own confusion matrix. */
  readonly confusion: ExpectedConfusion;
}

export interface CbpeEstimate {
  readonly assumption: PerformanceAssumption;
  readonly calibrated: boolean;
  readonly rows: number;
  readonly confusion: ExpectedConfusion;
  readonly metrics: Readonly<Record<BinaryMetric, Measured<EstimatedValue>>>;
}

/** Learns calibration and sampling errors from labelled rows that the model was not trained on. Both classes must occur. */
export function fitCbpe(reference: LabelledAnswers, options: CalibrationOptions): Measured<CbpeFit> {
  const { truth, probabilities } = reference;
  const problem = problemOfAnswers(reference) ?? problemOfProbabilities({ truth, scores: probabilities });
  if (problem) return problem;
  if (new Set(Array.from(truth)).size < 2) return degenerate("one-class");
  const learned = learnCalibration(probabilities, truth, options);
  if (learned.kind !== "measured") return learned;
  const averagePrecision = averagePrecisionError(reference, options.random.fork("average precision"));
  const errors = { ...samplingErrors(reference), averagePrecision };
  return { ...learned, errors, confusion: expectedConfusion(truth, reference.answers) };
}

/** The metrics to expect on rows without truth. */
export function estimateCbpe(fit: CbpeFit, rows: ScoredAnswers): Measured<CbpeEstimate> {
  const problem = problemOfAnswers(rows);
  if (problem) return problem;
  const { calibration, errors } = fit;
  const count = rows.answers.length;
  const probabilities = Float64Array.from(rows.probabilities, (score) => calibrated(calibration, score));
  const confusion = expectedConfusion(probabilities, rows.answers);
  const bounded = (name: BinaryMetric, estimate: Metric): Measured<EstimatedValue> =>
    estimate.kind === "measured" ? boundedShare(estimate.value, samplingErrorOf(errors[name], count)) : estimate;
  const ofConfusion = CONFUSION_METRICS.map((name) => [name, bounded(name, confusionMetric(confusion, name))]);
  return measured({
    assumption: "covariate-shift-only" as const,
    calibrated: calibration !== null,
    rows: count,
    confusion,
    metrics: {
      ...(Object.fromEntries(ofConfusion) as Record<(typeof CONFUSION_METRICS)[number], Measured<EstimatedValue>>),
      rocAuc: bounded("rocAuc", expectedRocAuc(rows.probabilities, probabilities)),
      averagePrecision: bounded("averagePrecision", expectedAveragePrecision(rows.probabilities, probabilities)),
    },
  });
}
