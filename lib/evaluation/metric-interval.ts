/**
 * The interval of a metric of an evaluation: Wilson's for accuracy, which is a share of rows, and the seeded bootstrap for the others.
 * The bootstrap's work is bounded: of many rows some are drawn, and the fewer the dearer the metric is (see interval/bootstrap).
 */
import type { MetricName } from "../data/goal";
import type { Random } from "../random";
import type { Measured } from "../statistics/measured";
import { takeAnswered, type Answered } from "./answered";
import { bootstrapInterval } from "./interval/bootstrap";
import type { MetricInterval } from "./interval/interval";
import { wilsonInterval } from "./interval/wilson";
import { rightMarks } from "./row-figures";
import { scoreMetric } from "./score";

const RESAMPLES = 400;
/** Rows × resamples × classes, where each class has to be looked at. */
const CELLS = 1_500_000;

/** The interval at 95 %; the same generator state gives the same one. */
export function metricInterval(
  metric: MetricName,
  { answered, random }: { readonly answered: Answered; readonly random: Random },
): Measured<MetricInterval> {
  const { predictions, actual } = answered;
  if (metric === "accuracy" && predictions.kind === "classes" && actual.kind === "classes") {
    const marks = rightMarks(predictions.labels, actual.labels);
    const right = marks.reduce((sum, mark) => sum + mark, 0);
    const interval = wilsonInterval(right, marks.length);
    return interval.kind === "measured" ? { ...interval, method: "wilson" } : interval;
  }
  const rowCount = predictions.kind === "classes" ? predictions.labels.length : predictions.values.length;
  const width = predictions.kind === "classes" ? predictions.classes.length : 1;
  const interval = bootstrapInterval({
    rowCount,
    drawRows: Math.min(rowCount, Math.floor(CELLS / RESAMPLES / width)),
    resamples: RESAMPLES,
    random,
    measure: (rows) => scoreMetric(metric, takeAnswered(answered, rows)),
  });
  if (interval.kind !== "measured") return interval;
  const { low, high, confidence } = interval;
  return { kind: "measured", low, high, confidence, method: "bootstrap" };
}
