/** Evaluations, as they are stored. */
import { z } from "zod";
import { CHECK_KEYS, type Check } from "../../check";
import { METRICS, TASKS, type Goal } from "../../data/goal";
import { SPLIT_PARTS } from "../../data/split/split";
import type { CalibrationBin } from "../../evaluation/classification/calibration-curve";
import type { DummyComparison } from "../../evaluation/comparison/beats-dummy";
import type {
  ConfusionMatrix,
  Evaluation,
  ResidualPoint,
  RowSelection,
  SliceEvidence,
} from "../../evaluation/evaluation";
import type { Interval, MetricInterval } from "../../evaluation/interval/interval";
import type {
  Calibration,
  GroupCurve,
  GroupedColumn,
  Judgement,
  ThresholdCounts,
  ThresholdCurve,
} from "../../evaluation/judgement/judgement";
import type { SliceName } from "../../evaluation/slice-rows";
import { bagOf, count, figure, flag, id, kindsOf, membersOf, oneOf, plain, sha256, text, texts, time } from "./members";

export const goal = membersOf<Goal>()({
  target: text,
  task: z.enum(TASKS),
  metric: z.enum(METRICS),
  minimum: figure,
  sensitive: texts,
  costs: membersOf<Goal["costs"]>()({ falsePositive: figure, falseNegative: figure }),
});

export const operator = oneOf<Check["operator"]>({ ">=": true, ">": true, "<=": true, "<": true, "==": true });

/** Of metrics by name; one that was not defined is absent. */
export const scores = bagOf(figure);

export const check = membersOf<Check>()({
  subject: text,
  kind: oneOf<Check["kind"]>({
    data: true,
    code: true,
    behaviour: true,
    parity: true,
    performance: true,
    fairness: true,
    lesson: true,
  }),
  key: z.enum(CHECK_KEYS),
  status: oneOf<Check["status"]>({ pass: true, warn: true, fail: true, "not-enough-data": true, error: true }),
  value: figure.nullable(),
  operator,
  threshold: figure,
  evidence: bagOf(plain),
});

const slice = kindsOf<SliceName>()({
  category: { column: text, category: text },
  range: { column: text, low: figure, high: figure, last: flag },
  missing: { column: text },
});

const interval = membersOf<Interval>()({ low: figure, high: figure, confidence: figure });

const metricInterval = membersOf<MetricInterval>()({
  low: figure,
  high: figure,
  confidence: figure,
  method: oneOf<MetricInterval["method"]>({ wilson: true, bootstrap: true }),
});

export const comparison = membersOf<DummyComparison>()({
  advantage: figure,
  p: figure,
  verdict: oneOf<DummyComparison["verdict"]>({ better: true, worse: true, "no-difference": true }),
});

const slices = membersOf<SliceEvidence>()({
  metric: z.enum(METRICS),
  overall: figure,
  looked: count,
  worst: z.array(
    membersOf<SliceEvidence["worst"][number]>()({ parts: z.array(slice), rows: count, value: figure, interval }),
  ),
});

const counts = z.array(membersOf<ThresholdCounts>()({ truePositives: count, falsePositives: count }));
const curve = membersOf<ThresholdCurve>()({ positives: count, negatives: count, counts });
const groupCurve = membersOf<GroupCurve>()({ name: slice, positives: count, negatives: count, counts });
const groupedColumn = membersOf<GroupedColumn>()({ column: text, groups: z.array(groupCurve), empty: texts });
const bin = membersOf<CalibrationBin>()({ index: count, count, meanProbability: figure, positiveShare: figure });
const calibration = membersOf<Calibration>()({ bins: z.array(bin), ece: figure });

const judgement = kindsOf<Judgement>()({
  binary: {
    positiveClass: text,
    thresholds: z.array(figure),
    overall: curve,
    columns: z.array(groupedColumn),
    rocArea: figure,
    averagePrecision: figure,
    calibration,
  },
  multiclass: { calibration },
});

const rowSelection = kindsOf<RowSelection>()({ split: { splitId: id, part: z.enum(SPLIT_PARTS) }, all: {} });

export const evaluation = membersOf<Evaluation>()({
  id,
  projectId: id,
  packageDigest: sha256,
  runId: id,
  datasetVersionId: id,
  selection: rowSelection,
  task: z.enum(TASKS),
  metric: z.enum(METRICS),
  rowCount: count,
  scores,
  interval: metricInterval.optional(),
  baselineTest: comparison.optional(),
  slices: slices.optional(),
  judgement: judgement.optional(),
  baseline: scores,
  champion: membersOf<NonNullable<Evaluation["champion"]>>()({
    modelName: text,
    version: text,
    packageDigest: sha256,
    scores,
    comparison: comparison.optional(),
  }).nullable(),
  confusion: membersOf<ConfusionMatrix>()({ classes: texts, counts: z.array(z.array(count)) }).nullable(),
  residuals: z.array(membersOf<ResidualPoint>()({ actual: figure, predicted: figure })).nullable(),
  rowsDigest: sha256,
  checks: z.array(check),
  createdAtMs: time,
});
