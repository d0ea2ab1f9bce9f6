/** The goal's metrics of a model's answers. */
import { metricsFor, type MetricName, type Task } from "../data/goal";
import { AppError } from "../errors";
import type { Predictions } from "../training/predictions";
import type { Actual } from "./actual";
import type { Answered } from "./answered";
import { accuracy } from "./classification/accuracy";
import { scoresOfClass, averagedScores } from "./classification/averaged-scores";
import type { ClassProbabilities } from "./classification/class-probabilities";
import { classRocAuc } from "./classification/class-roc-auc";
import { crossEntropy } from "./classification/cross-entropy";
import { labelCounts, type LabelCounts } from "./classification/label-counts";
import { rocArea } from "./classification/roc-area";
import type { Scores } from "./evaluation";
import { metric, type Metric } from "./metric";
import { absoluteErrors } from "./regression/absolute-error";
import { coefficientOfDetermination } from "./regression/explained";
import { rootMeanSquaredError } from "./regression/squared-error";

type AnsweredClasses = {
  readonly predictions: Extract<Predictions, { kind: "classes" }>;
  readonly actual: Extract<Actual, { kind: "classes" }>;
};

/**
 * The metrics that apply to a task; one that is not defined on these rows (AUC of one class, R² of one row) is absent.
 * No rows are `evaluation.empty`; answers of another kind than the truth are `training.task-mismatch`.
 */
export function scorePredictions({ task, ...answered }: Answered & { readonly task: Task }): Scores {
  const { actual } = answered;
  const scores = metricsFor(task).map((name) => [name, scoreMetric(name, answered)] as const);
  if ((actual.kind === "classes" ? actual.labels : actual.values).length === 0) throw new AppError("evaluation.empty");
  return Object.fromEntries(
    scores.flatMap(([name, score]) => (score.kind === "measured" ? [[name, score.value]] : [])),
  );
}

/**
 * One metric. A class that the model does not know counts as answered wrong, with probability 0. F1 and AUC of two classes are those of
 * the second one (classes are sorted, so of "no" and "yes" it is "yes"); of more, the plain mean over classes, one against the rest.
 */
export function scoreMetric(name: MetricName, { predictions, actual }: Answered): Metric {
  if (predictions.kind === "values" && actual.kind === "values") {
    return scoreValues(name, { predicted: predictions.values, truth: actual.values });
  }
  if (predictions.kind === "classes" && actual.kind === "classes") return scoreClasses(name, { predictions, actual });
  throw new AppError("training.task-mismatch", { details: { metric: name, predictions: predictions.kind } });
}

function scoreValues(name: MetricName, answered: { readonly predicted: Float64Array; readonly truth: Float64Array }) {
  switch (name) {
    case "rmse":
      return rootMeanSquaredError(answered);
    case "mae": {
      const errors = absoluteErrors(answered);
      return errors.kind === "measured" ? metric(errors.mean) : errors;
    }
    case "r2":
      return coefficientOfDetermination(answered);
    default:
      throw new AppError("training.task-mismatch", { details: { metric: name, predictions: "values" } });
  }
}

function scoreClasses(name: MetricName, answered: AnsweredClasses): Metric {
  switch (name) {
    case "accuracy":
      return ofCounts(answered, accuracy);
    case "f1":
      return ofCounts(answered, (counts) => f1(counts, answered.predictions.classes.length));
    case "auc":
      return areaUnderRoc(answered);
    case "logLoss":
      return crossEntropy(probabilitiesOf(answered));
    default:
      throw new AppError("training.task-mismatch", { details: { metric: name, predictions: "classes" } });
  }
}

/** An answer that is no class at all (−1: another model's) has a line of its own, in which nothing is right. */
function ofCounts({ predictions, actual }: AnsweredClasses, figure: (counts: LabelCounts) => Metric): Metric {
  const known = actual.classes.length;
  const strange = predictions.labels.some((label) => label < 0);
  const answers = strange ? predictions.labels.map((label) => (label < 0 ? known : label)) : predictions.labels;
  const result = labelCounts({ truth: actual.labels, answers, classCount: strange ? known + 1 : known });
  return result.kind === "measured" ? figure(result.counts) : result;
}

function f1(counts: LabelCounts, classCount: number): Metric {
  const scores = classCount === 2 ? scoresOfClass(counts, { index: 1 }) : averagedScores(counts, { average: "macro" });
  return scores.kind === "measured" ? metric(scores.fBeta) : scores;
}

function areaUnderRoc(answered: AnsweredClasses): Metric {
  const { predictions, actual } = answered;
  if (predictions.classes.length !== 2) {
    return classRocAuc(probabilitiesOf(answered), { scheme: "one-vs-rest", average: "macro" });
  }
  const truth = actual.labels.map((label) => (label === 1 ? 1 : 0));
  const scores = Float64Array.from(truth, (_, row) => predictions.probabilities[2 * row + 1]!);
  return rocArea({ truth, scores });
}

function probabilitiesOf({ predictions, actual }: AnsweredClasses): ClassProbabilities {
  const { probabilities, classes } = predictions;
  return { truth: actual.labels, probabilities, classCount: classes.length, unseen: "wrong" };
}
