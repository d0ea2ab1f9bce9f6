/**
 * How sure an evaluation is: the interval of its metric, whether the model beats the baseline by more than chance, and where it is surely
 * worse than overall. Each part is absent where the rows do not allow it.
 */
import type { MetricName } from "../data/goal";
import type { Column } from "../data/table";
import type { Random } from "../random";
import type { Measured } from "../statistics/measured";
import type { Predictions } from "../training/predictions";
import type { Answered } from "./answered";
import { answersBeatDummy, valuesBeatDummy, type DummyComparison } from "./comparison/beats-dummy";
import type { Evaluation, SliceEvidence } from "./evaluation";
import { metricInterval } from "./metric-interval";
import { absoluteRowErrors, rightMarks } from "./row-figures";
import { meanFigure, shareFigure } from "./slice-figures";
import { sliceReport, type Slice } from "./slices";

export interface EvidenceInput {
  readonly metric: MetricName;
  readonly answered: Answered;
  /** The dummy's answers on the same rows; null when there are none. */
  readonly baseline: Predictions | null;
  /** What the rows are sliced by. */
  readonly columns: ReadonlyMap<string, Column>;
  readonly random: Random;
}

/** Slices that are named, at most. */
const NAMED = 3;

/** All three. O(columns · rows), and the bounded work of the interval. */
export function evidenceOf(input: EvidenceInput): Pick<Evaluation, "interval" | "baselineTest" | "slices"> {
  const interval = metricInterval(input.metric, input);
  const test = input.baseline && compareWithOther(input.answered, input.baseline);
  const slices = weakestSlices(input);
  return {
    ...(interval.kind === "measured" && { interval: withoutKind(interval) }),
    ...(test?.kind === "measured" && { baselineTest: withoutKind(test) }),
    ...(slices && { slices }),
  };
}

/** Whether answers are better than others on the same rows, by more than chance; null where they answer different questions. */
export function compareWithOther(
  { predictions, actual }: Answered,
  other: Predictions,
): Measured<DummyComparison> | null {
  if (predictions.kind === "classes" && actual.kind === "classes" && other.kind === "classes") {
    return answersBeatDummy({ truth: actual.labels, model: predictions.labels, dummy: other.labels });
  }
  if (predictions.kind === "values" && actual.kind === "values" && other.kind === "values") {
    return valuesBeatDummy({ truth: actual.values, model: predictions.values, dummy: other.values });
  }
  return null;
}

/** By accuracy of classes and mean absolute error of numbers: figures of single rows, whose intervals are quick. */
function weakestSlices({ answered, columns }: EvidenceInput): SliceEvidence | null {
  const figure = rowFigure(answered);
  if (!figure) return null;
  const { overall, looked, worst } = sliceReport({ columns, ...figure });
  if (overall.kind !== "measured" || looked === 0) return null;
  return {
    metric: figure.metric,
    overall: overall.value,
    looked,
    worst: worst.slice(0, NAMED).flatMap((slice) => namedSlice(slice)),
  };
}

function rowFigure({ predictions, actual }: Answered) {
  if (predictions.kind === "classes" && actual.kind === "classes") {
    const marks = rightMarks(predictions.labels, actual.labels);
    return { metric: "accuracy", direction: "maximize", rowCount: marks.length, ...shareFigure(marks) } as const;
  }
  if (predictions.kind === "values" && actual.kind === "values") {
    const errors = absoluteRowErrors(predictions.values, actual.values);
    return { metric: "mae", direction: "minimize", rowCount: errors.length, ...meanFigure(errors) } as const;
  }
  return null;
}

function namedSlice({ parts, rows, result, interval }: Slice): SliceEvidence["worst"] {
  if (result.kind !== "measured" || interval.kind !== "measured") return [];
  return [{ parts, rows, value: result.value, interval: withoutKind(interval) }];
}

function withoutKind<T extends object>({ kind: _, ...value }: { readonly kind: "measured" } & T): Omit<T, "kind"> {
  return value;
}
