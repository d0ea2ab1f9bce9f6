/** The figures that slices are most often measured by, each with the interval that fits it. */
import { notEnoughData } from "../statistics/measured";
import { mean } from "../statistics/moments";
import { meanInterval } from "./interval/mean-interval";
import { wilsonInterval } from "./interval/wilson";
import { metric } from "./metric";
import type { SliceOptions } from "./slices";

type SliceFigure = Pick<SliceOptions, "measure" | "interval">;

/** The share of rows marked 1 of 0 and 1 (accuracy, selection rate), with Wilson's interval. */
export function shareFigure(marks: ArrayLike<number>): SliceFigure {
  const marked = (rows: Uint32Array): number => {
    let count = 0;
    for (let place = 0; place < rows.length; place++) count += marks[rows[place]!]!;
    return count;
  };
  return {
    measure: (rows) => (rows.length === 0 ? notEnoughData(1, 0) : metric(marked(rows) / rows.length)),
    interval: (rows, confidence) => wilsonInterval(marked(rows), rows.length, confidence),
  };
}

/** The mean of a figure of each row (an absolute error, a log-loss), with Student's interval. */
export function meanFigure(values: ArrayLike<number>): SliceFigure {
  const taken = (rows: Uint32Array): Float64Array => {
    const own = new Float64Array(rows.length);
    for (let place = 0; place < rows.length; place++) own[place] = values[rows[place]!]!;
    return own;
  };
  return {
    measure: (rows) => (rows.length === 0 ? notEnoughData(1, 0) : metric(mean(taken(rows)))),
    interval: (rows, confidence) => meanInterval(taken(rows), confidence),
  };
}
