/**
 * Confidence-based performance estimation for more than two classes: each class against the rest.
 *
 * The scores of every class are calibrated on a labelled reference if that lowers their calibration error; a row's calibrated scores are then
 * brought to a sum of 1 (all equal where they sum to 0). Class by class they lead one to expect a confusion matrix and a ROC curve
 * ({@link expectedConfusion}, {@link expectedRocAuc}); with K classes
 *
 *   accuracy = Σ_c TP_c / rows     precision, recall, specificity, F1, ROC AUC = mean of the K classes' own ("macro")
 *   SE = √(Σ_c SE_c²) / K          of the macro figures, as if classes were independent; of ROC AUC times 1.2
 *
 * Bounds are the estimate ± 3 SE, cut to [0, 1]. They hold the chance of the window, not that of the calibration: isotonic curves of 6,000
 * reference rows leave the figures about 0.01 too high, and less the more rows there are. The SE of ROC AUC counts the rarer class alone.
 *
 * A quotient with denominator 0 counts as 0, as in {@link averagedScores}, so that estimate and realised figure can be compared.
 * Assumption, stated in the result: covariate shift only. Source: NannyML, whose F1 alone has another SE: it leaves out the scale
 * N / (TP + (FP + FN) / 2) that it applies to two classes. Fit and estimate O(classes · n log n).
 */
import { problemOfClassProbabilities } from "../../evaluation/classification/class-probabilities";
import { degenerate, measured, type Measured, type NotMeasured } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import { calibrated, learnCalibration, type CalibrationOptions, type LearnedCalibration } from "./calibration";
import { boundedShare, type EstimatedValue, type PerformanceAssumption } from "./estimated-value";
import { CONFUSION_METRICS, confusionMetric, expectedConfusion, type ExpectedConfusion } from "./expected-confusion";
import { expectedRocAuc } from "./expected-roc-auc";
import { samplingErrorOf, samplingErrors, type EstimatedMetric, type SamplingError } from "./sampling-error";

export interface ClassAnswers {
  /** Row-major [rows, classes], each in [0, 1]. */
  readonly probabilities: ArrayLike<number>;
  /** What the model answered, as class indices. */
  readonly answers: ArrayLike<number>;
  readonly classCount: number;
}

export interface LabelledClassAnswers extends ClassAnswers {
  /** Class indices. */
  readonly truth: ArrayLike<number>;
}

/** Plain data, so that it can be stored with the reference. */
export interface ClassCbpeFit {
  readonly classes: readonly (LearnedCalibration & {
    readonly errors: Readonly<Record<EstimatedMetric, SamplingError>>;
  })[];
  readonly accuracyError: SamplingError;
}

export interface ClassCbpeEstimate {
  readonly assumption: PerformanceAssumption;
  /** Which classes' scores are calibrated. */
  readonly calibrated: readonly boolean[];
  readonly rows: number;
  /** Each class against the rest. */
  readonly confusions: readonly ExpectedConfusion[];
  readonly metrics: Readonly<Record<EstimatedMetric, Measured<EstimatedValue>>>;
}

/** NannyML found the independent sum a fifth too low for the area. */
const AREA_ERROR_FACTOR = 1.2;

/** Learns calibrations and sampling errors from labelled rows that the model was not trained on. Every class must occur in the truth. */
export function fitClassCbpe(reference: LabelledClassAnswers, options: CalibrationOptions): Measured<ClassCbpeFit> {
  const { truth, answers, probabilities, classCount } = reference;
  const problem = problemOfClassAnswers(reference) ?? problemOfClassProbabilities({ truth, probabilities, classCount });
  if (problem) return problem;
  if (new Set(Array.from(truth)).size < classCount) return degenerate("one-class");
  const classes: ClassCbpeFit["classes"][number][] = [];
  for (let index = 0; index < classCount; index++) {
    const own = {
      truth: against(truth, index),
      answers: against(answers, index),
      probabilities: scoresOf(reference, index),
    };
    const learned = learnCalibration(own.probabilities, own.truth, options);
    if (learned.kind !== "measured") return learned;
    classes.push({ calibration: learned.calibration, need: learned.need, errors: samplingErrors(own) });
  }
  const right = Float64Array.from(truth, (label, row) => (label === answers[row] ? 1 : 0));
  const share = right.reduce((sum, hit) => sum + hit, 0) / right.length;
  return measured({ classes, accuracyError: { deviation: Math.sqrt(share * (1 - share)), share: 1 } });
}

/** The metrics to expect on rows without truth. */
export function estimateClassCbpe(fit: ClassCbpeFit, rows: ClassAnswers): Measured<ClassCbpeEstimate> {
  const problem = problemOfClassAnswers(rows);
  if (problem) return problem;
  if (rows.classCount !== fit.classes.length) return degenerate("lengths-differ");
  const count = rows.answers.length;
  const columns = calibratedColumns(fit, rows);
  const confusions = columns.map((column, index) => expectedConfusion(column, against(rows.answers, index)));
  const macro = (name: EstimatedMetric, values: readonly number[]): Measured<EstimatedValue> =>
    boundedShare(mean(values), macroError(fit, name, count));
  const ofConfusion = CONFUSION_METRICS.map(
    (name) =>
      [
        name,
        macro(
          name,
          confusions.map((own) => orZero(own, name)),
        ),
      ] as const,
  );
  const hits = confusions.reduce((sum, { truePositives }) => sum + truePositives, 0);
  const areas = columns.map((column, index) => expectedRocAuc(scoresOf(rows, index), column));
  const area = areas.find((own) => own.kind !== "measured");
  return measured({
    assumption: "covariate-shift-only" as const,
    calibrated: fit.classes.map(({ calibration }) => calibration !== null),
    rows: count,
    confusions,
    metrics: {
      ...(Object.fromEntries(ofConfusion) as Record<(typeof CONFUSION_METRICS)[number], Measured<EstimatedValue>>),
      accuracy: boundedShare(Math.min(1, hits / count), samplingErrorOf(fit.accuracyError, count)),
      rocAuc:
        area ??
        macro(
          "rocAuc",
          areas.flatMap((own) => (own.kind === "measured" ? [own.value] : [])),
        ),
    },
  });
}

/** Every class's calibrated probabilities, those of a row brought to a sum of 1. */
function calibratedColumns(fit: ClassCbpeFit, rows: ClassAnswers): readonly Float64Array[] {
  const columns = fit.classes.map(({ calibration }, index) =>
    scoresOf(rows, index).map((score) => calibrated(calibration, score)),
  );
  for (let row = 0; row < rows.answers.length; row++) {
    let sum = 0;
    for (const column of columns) sum += column[row]!;
    for (const column of columns) column[row] = sum === 0 ? 1 / columns.length : column[row]! / sum;
  }
  return columns;
}

/** √(Σ SE²) / classes; null when the reference had no row of some class to learn from. */
function macroError({ classes }: ClassCbpeFit, name: EstimatedMetric, rows: number): number | null {
  let squares = 0;
  for (const { errors } of classes) {
    const error = samplingErrorOf(errors[name], rows);
    if (error === null) return null;
    squares += error * error;
  }
  return (Math.sqrt(squares) / classes.length) * (name === "rocAuc" ? AREA_ERROR_FACTOR : 1);
}

function orZero(confusion: ExpectedConfusion, name: (typeof CONFUSION_METRICS)[number]): number {
  const own = confusionMetric(confusion, name);
  return own.kind === "measured" ? own.value : 0;
}

/** 1 where a row is of the class, else 0. */
function against(labels: ArrayLike<number>, index: number): Uint8Array {
  return Uint8Array.from(labels, (label) => (label === index ? 1 : 0));
}

function scoresOf({ probabilities, answers, classCount }: ClassAnswers, index: number): Float64Array {
  return Float64Array.from({ length: answers.length }, (_, row) => probabilities[row * classCount + index]!);
}

function problemOfClassAnswers({ probabilities, answers, classCount }: ClassAnswers): NotMeasured | null {
  if (!(Number.isInteger(classCount) && classCount >= 2)) return degenerate("one-class");
  return problemOfClassProbabilities({ truth: answers, probabilities, classCount });
}
