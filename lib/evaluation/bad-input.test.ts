/** Bad input is a named result or an AppError, of every public entry point of metrics, intervals, comparisons and evaluations. */
import { dictionaryColumn, numericColumn, type Column } from "../data/table";
import { baselinePredictions } from "./baseline";
import { accuracy } from "./classification/accuracy";
import { averagedScores, scoresOfClass } from "./classification/averaged-scores";
import { balancedAccuracy } from "./classification/balanced-accuracy";
import type { BinaryScores } from "./classification/binary-scores";
import { brierScore, classBrierScore } from "./classification/brier";
import { calibrationCurve } from "./classification/calibration-curve";
import type { ClassProbabilities } from "./classification/class-probabilities";
import { classRocAuc } from "./classification/class-roc-auc";
import { crossEntropy } from "./classification/cross-entropy";
import { decisionThreshold, thresholdOfCosts } from "./classification/decision-threshold";
import { equalCountCalibration } from "./classification/equal-count-calibration";
import { cohenKappa } from "./classification/kappa";
import { labelCounts, type ClassAnswers, type LabelCounts } from "./classification/label-counts";
import { liftCurve } from "./classification/lift";
import { matthewsCorrelation } from "./classification/matthews";
import { precisionRecallCurve } from "./classification/precision-recall-curve";
import { rocArea } from "./classification/roc-area";
import { rocCurve } from "./classification/roc-curve";
import { topKAccuracy } from "./classification/top-k-accuracy";
import { answersBeatDummy, valuesBeatDummy } from "./comparison/beats-dummy";
import { dummyClasses, dummyValue } from "./comparison/dummies";
import { compareAnswers, mcNemarTest } from "./comparison/mcnemar";
import { pairedTTest } from "./comparison/paired-t";
import { twoProportionTest } from "./comparison/two-proportions";
import { wilcoxonSignedRank } from "./comparison/wilcoxon";
import { evidenceOf } from "./evidence";
import { bootstrapInterval } from "./interval/bootstrap";
import { meanInterval } from "./interval/mean-interval";
import { wilsonInterval } from "./interval/wilson";
import { metricInterval } from "./metric-interval";
import { metric } from "./metric";
import { meanAveragePrecision } from "./ranking/mean-average-precision";
import { meanDcg, meanNdcg } from "./ranking/ndcg";
import type { RankedQuery } from "./ranking/queries";
import { meanReciprocalRank } from "./ranking/reciprocal-rank";
import { fBetaAtK } from "./ranking/f-beta-at-k";
import { hitRateAtK, precisionAtK, recallAtK } from "./ranking/top-k";
import { absoluteErrors } from "./regression/absolute-error";
import type { AnsweredValues } from "./regression/answered-values";
import { pearsonCorrelation, spearmanCorrelation } from "./regression/correlation";
import { coefficientOfDetermination, explainedVariance } from "./regression/explained";
import { huberLoss } from "./regression/huber-loss";
import { kendallTau } from "./regression/kendall-tau";
import { meanError } from "./regression/mean-error";
import { meanAbsolutePercentageError, symmetricPercentageError } from "./regression/percentage-error";
import { pinballLoss } from "./regression/quantile-loss";
import { meanSquaredError, rootMeanSquaredError } from "./regression/squared-error";
import { scoreMetric, scorePredictions } from "./score";
import { meanFigure, shareFigure } from "./slice-figures";
import { sliceReport } from "./slices";
import { conformance, OTHER, RANDOM } from "./testing/bad-input";

const COSTS = { truePositive: -1, falsePositive: 1, falseNegative: 5, trueNegative: 0 };

conformance<BinaryScores>(
  "scores",
  {
    rocArea,
    rocCurve,
    precisionRecallCurve,
    brierScore,
    calibrationCurve,
    "calibrationCurve without bins": (input) => calibrationCurve(input, 0),
    equalCountCalibration,
    liftCurve,
    "decisionThreshold by cost": (input) => decisionThreshold(input, { kind: "cost", costs: COSTS }),
    "decisionThreshold by cost that is no number": (input) =>
      decisionThreshold(input, { kind: "cost", costs: { ...COSTS, falseNegative: NaN } }),
    "decisionThreshold by Youden": (input) => decisionThreshold(input, { kind: "youden" }),
    "decisionThreshold by F-beta": (input) => decisionThreshold(input, { kind: "f-beta", beta: 2 }),
    "decisionThreshold by infinite beta": (input) => decisionThreshold(input, { kind: "f-beta", beta: Infinity }),
    thresholdOfCosts: ({ scores }) =>
      thresholdOfCosts({ ...COSTS, falseNegative: scores[0] ?? NaN, falsePositive: scores[1] ?? 0 }),
  },
  (truth, scores) => ({ truth, scores }),
);

const ofCounts =
  (figure: (counts: LabelCounts) => unknown) =>
  (input: ClassAnswers): unknown => {
    const result = labelCounts(input);
    return result.kind === "measured" ? figure(result.counts) : result;
  };

conformance<ClassAnswers>(
  "class answers",
  {
    labelCounts,
    accuracy: ofCounts(accuracy),
    macro: ofCounts((counts) => averagedScores(counts, { average: "macro" })),
    micro: ofCounts((counts) => averagedScores(counts, { average: "micro" })),
    "weighted, infinite beta": ofCounts((counts) => averagedScores(counts, { average: "weighted", beta: Infinity })),
    scoresOfClass: ofCounts((counts) => scoresOfClass(counts, { index: 2 })),
    "scoresOfClass never seen": ofCounts((counts) => scoresOfClass(counts, { index: 9 })),
    balancedAccuracy: ofCounts(balancedAccuracy),
    matthewsCorrelation: ofCounts(matthewsCorrelation),
    cohenKappa: ofCounts((counts) => cohenKappa(counts)),
    quadraticKappa: ofCounts((counts) => cohenKappa(counts, "quadratic")),
    compareAnswers: ({ truth, answers }) => compareAnswers({ truth, first: answers, second: OTHER }),
    answersBeatDummy: ({ truth, answers }) => answersBeatDummy({ truth, model: answers, dummy: OTHER }),
    mostFrequent: ({ truth, classCount }) =>
      dummyClasses({ truth, classCount }, { dummy: { kind: "most-frequent" }, rows: 3 }),
    prior: ({ truth, classCount }) => dummyClasses({ truth, classCount }, { dummy: { kind: "prior" }, rows: 3 }),
    stratified: ({ truth, classCount }) =>
      dummyClasses({ truth, classCount }, { dummy: { kind: "stratified", random: RANDOM() }, rows: 3 }),
    uniform: ({ truth, classCount }) =>
      dummyClasses({ truth, classCount }, { dummy: { kind: "uniform", random: RANDOM() }, rows: 3 }),
  },
  (truth, answers) => ({ truth, answers, classCount: 3 }),
);

conformance<ClassProbabilities>(
  "class probabilities",
  {
    oneVsRest: (input) => classRocAuc(input, { scheme: "one-vs-rest", average: "weighted" }),
    oneVsOne: (input) => classRocAuc(input, { scheme: "one-vs-one", average: "macro" }),
    crossEntropy,
    classBrierScore,
    topKAccuracy: (input) => topKAccuracy(input, 2),
    "topKAccuracy of no place": (input) => topKAccuracy(input, 0),
    "one vs rest, unseen classes wrong": (input) =>
      classRocAuc({ ...input, unseen: "wrong" }, { scheme: "one-vs-rest", average: "macro" }),
    "one vs one, unseen classes wrong": (input) =>
      classRocAuc({ ...input, unseen: "wrong" }, { scheme: "one-vs-one", average: "weighted" }),
    "crossEntropy, unseen classes wrong": (input) => crossEntropy({ ...input, unseen: "wrong" }),
    "classBrierScore, unseen classes wrong": (input) => classBrierScore({ ...input, unseen: "wrong" }),
    "topKAccuracy, unseen classes wrong": (input) => topKAccuracy({ ...input, unseen: "wrong" }, 2),
  },
  (truth, first) => ({ truth, probabilities: first.flatMap((p) => [p, 1 - p, 0]), classCount: 3 }),
);

const differences = ({ truth, predicted }: AnsweredValues): Float64Array =>
  Float64Array.from(truth, (value, row) => value - (predicted[row] ?? 0));

conformance<AnsweredValues>(
  "numbers",
  {
    absoluteErrors,
    meanError,
    meanSquaredError,
    rootMeanSquaredError,
    coefficientOfDetermination,
    explainedVariance,
    huberLoss: (input) => huberLoss(input, 1),
    "huberLoss, infinite delta": (input) => huberLoss(input, Infinity),
    "huberLoss, no delta": (input) => huberLoss(input, 0),
    pinballLoss: (input) => pinballLoss(input, 0.9),
    meanAbsolutePercentageError,
    "meanAbsolutePercentageError, zeros dropped": (input) => meanAbsolutePercentageError(input, "drop"),
    symmetricPercentageError,
    pearsonCorrelation,
    spearmanCorrelation,
    kendallTau,
    meanInterval: ({ truth }) => meanInterval(truth),
    pairedTTest: (input) => pairedTTest(differences(input)),
    wilcoxonSignedRank: (input) => wilcoxonSignedRank(differences(input)),
    valuesBeatDummy: ({ truth, predicted }) => valuesBeatDummy({ truth, model: predicted, dummy: OTHER }),
    dummyMean: ({ truth }) => dummyValue(truth, { kind: "mean" }),
    dummyQuantile: ({ truth }) => dummyValue(truth, { kind: "quantile", quantile: 0.9 }),
    wilsonInterval: ({ truth }) => wilsonInterval(truth[0] ?? NaN, truth[1] ?? NaN),
    mcNemarTest: ({ truth }) => mcNemarTest(truth[0] ?? NaN, truth[1] ?? NaN),
    twoProportionTest: ({ truth, predicted }) =>
      twoProportionTest(
        { successes: truth[0] ?? NaN, trials: truth[1] ?? NaN },
        { successes: predicted[0] ?? NaN, trials: predicted[1] ?? NaN },
      ),
    bootstrapInterval: ({ truth }) =>
      bootstrapInterval({
        rowCount: truth.length,
        measure: (rows) => metric(rows.reduce((sum, row) => sum + truth[row]!, 0) / rows.length),
        random: RANDOM(),
        resamples: 30,
      }),
    "bootstrapInterval of some rows": ({ truth }) =>
      bootstrapInterval({
        rowCount: truth.length,
        drawRows: 2,
        measure: (rows) => metric(rows.reduce((sum, row) => sum + truth[row]!, 0) / rows.length),
        random: RANDOM(),
        resamples: 30,
      }),
  },
  (truth, predicted) => ({ truth, predicted }),
);

conformance<readonly RankedQuery[]>(
  "ranked lists",
  {
    meanNdcg,
    "meanNdcg of no place": (queries) => meanNdcg(queries, 0),
    meanDcg,
    meanReciprocalRank,
    meanAveragePrecision,
    precisionAtK: (queries) => precisionAtK(queries, 2),
    recallAtK: (queries) => recallAtK(queries, 2),
    hitRateAtK: (queries) => hitRateAtK(queries, 2),
    fBetaAtK: (queries) => fBetaAtK(queries, { k: 2 }),
    "hitRateAtK of no place": (queries) => hitRateAtK(queries, 0),
    "no queries": () => meanNdcg([]),
  },
  (relevance, scores) => [{ relevance, scores }],
  { strict: false },
);

interface Answers {
  readonly labels: readonly number[];
  readonly figures: readonly number[];
}

const classesOf = ({ labels, figures }: Answers) =>
  ({
    predictions: {
      kind: "classes",
      classes: ["a", "b"],
      probabilities: Float32Array.from(labels.flatMap((_, row) => [1 - (figures[row] ?? 0), figures[row] ?? 0])),
      labels: Int32Array.from(labels, (_, row) => figures[row] ?? 0),
    },
    actual: { kind: "classes", classes: ["a", "b", "c"], labels: Int32Array.from(labels) },
  }) as const;
const valuesOf = ({ labels, figures }: Answers) =>
  ({
    predictions: { kind: "values", values: Float64Array.from(labels, (_, row) => figures[row] ?? 0) },
    actual: { kind: "values", values: Float64Array.from(labels) },
  }) as const;
const columnsOf = (values: readonly number[]): ReadonlyMap<string, Column> =>
  new Map<string, Column>([
    ["number", numericColumn(values)],
    ["word", dictionaryColumn(values.map((value) => (Number.isNaN(value) ? null : String(value))))],
  ]);

conformance<Answers>(
  "an evaluation",
  {
    "scorePredictions of classes": (input) => scorePredictions({ task: "binary", ...classesOf(input) }),
    "scorePredictions of numbers": (input) => scorePredictions({ task: "regression", ...valuesOf(input) }),
    "scoreMetric of the other kind": (input) => scoreMetric("rmse", classesOf(input)),
    baselineOfClasses: (input) => baselinePredictions(classesOf(input).actual, 2),
    baselineOfNumbers: (input) => baselinePredictions(valuesOf(input).actual, 2),
    metricIntervals: (input) => [
      ...(["accuracy", "f1", "auc", "logLoss"] as const).map((name) =>
        metricInterval(name, { answered: classesOf(input), random: RANDOM() }),
      ),
      ...(["rmse", "mae", "r2"] as const).map((name) =>
        metricInterval(name, { answered: valuesOf(input), random: RANDOM() }),
      ),
    ],
    evidenceOf: (input) =>
      [classesOf(input), valuesOf(input)].map((answered) =>
        evidenceOf({
          metric: answered.actual.kind === "classes" ? "f1" : "mae",
          answered,
          baseline: answered.predictions,
          columns: columnsOf(input.labels),
          random: RANDOM(),
        }),
      ),
    "sliceReport of shares": ({ labels, figures }) =>
      sliceReport({
        columns: columnsOf(labels),
        rowCount: labels.length,
        direction: "maximize",
        minimumRows: 1,
        depth: 2,
        ...shareFigure(labels.map((_, row) => ((figures[row] ?? 0) > 0 ? 1 : 0))),
      }),
    "sliceReport of means": ({ labels, figures }) =>
      sliceReport({
        columns: columnsOf(labels),
        rowCount: labels.length,
        direction: "minimize",
        minimumRows: 1,
        ...meanFigure(labels.map((_, row) => figures[row] ?? 0)),
      }),
  },
  (labels, figures) => ({ labels, figures }),
  { strict: false },
);
