/**
 * When an estimated performance is news: its thresholds are taken from what the model did on the labelled reference, chunk by chunk,
 *
 *   lower, upper = mean ± 3 · std of the realised metric over the chunks          (ddof 0, cut to the metric's range)
 *
 * and a chunk's estimate alerts strictly outside. The chunks should be as large as those that are judged, since a figure of few rows strays
 * further. Source: NannyML, the default threshold of CBPE and DLE. Cost: that of the metric over the reference's rows.
 */
import type { Metric } from "../../evaluation/metric";
import type { Degenerate, Measured } from "../../statistics/measured";
import { boundsOf, type Bounds } from "../alerting/threshold";
import { verdictOf, type Verdict } from "../alerting/verdict";
import type { EstimatedValue } from "./estimated-value";

export interface RealisedPerformance<Chunk> {
  /** The reference in chunks. */
  readonly chunks: readonly Chunk[];
  readonly realised: (chunk: Chunk) => Metric;
  /** What the metric can be. */
  readonly range: Bounds;
}

/** What a chunk may lack, which is no fault of its input. */
const LACKING: readonly Degenerate["reason"][] = ["one-class", "zero-denominator"];

/** The thresholds. Chunks on which the metric has no meaning are left out; one with bad input is the result. */
export function performanceBounds<Chunk>({ chunks, realised, range }: RealisedPerformance<Chunk>): Measured<Bounds> {
  const values: (number | null)[] = [];
  for (const chunk of chunks) {
    const figure = realised(chunk);
    if (figure.kind === "degenerate" && !LACKING.includes(figure.reason)) return figure;
    values.push(figure.kind === "measured" ? figure.value : null);
  }
  return boundsOf({ kind: "reference-deviation", range }, values);
}

/** The verdict over a chunk's estimate. */
export function performanceVerdict(estimate: Measured<EstimatedValue>, bounds: Measured<Bounds>): Verdict {
  return verdictOf(estimate.kind === "measured" ? estimate.value : null, bounds);
}
