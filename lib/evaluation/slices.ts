/**
 * Metrics by slice: where does the model do worse than overall? Every category of the given columns (missing values are a slice of
 * their own) and every quantile bin of the numeric ones is measured, and the worst are named.
 *
 * A slice with fewer rows than `minimumRows` is not measured: `not-enough-data`. Each interval is at a confidence that allows for having
 * looked at many slices (Bonferroni: 1 − (1 − confidence) / measured slices), and a slice counts as worse only when its whole interval
 * is on the bad side of the overall figure. O(columns · rows + slices · cost of the figure).
 */
import { type Column } from "../data/table";
import { notEnoughData, type Measured } from "../statistics/measured";
import { nameOfSlice, slicesOfColumn, type SliceName } from "./slice-rows";
import type { Interval } from "./interval/interval";
import type { Metric } from "./metric";

export interface SliceOptions {
  readonly columns: ReadonlyMap<string, Column>;
  readonly rowCount: number;
  /** Which way is better. */
  readonly direction: "maximize" | "minimize";
  /** The figure of the rows at these positions. */
  readonly measure: (rows: Uint32Array) => Metric;
  /** Its interval at a confidence. */
  readonly interval: (rows: Uint32Array, confidence: number) => Measured<Interval>;
  /** 30 unless told. */
  readonly minimumRows?: number;
  /** Quantile bins of a numeric column: 4 unless told. */
  readonly bins?: number;
  /** Of all intervals together: 0.95 unless told. */
  readonly confidence?: number;
}

export interface Slice {
  readonly name: SliceName;
  /** `column = category`, `column in [low, high)`, `column is missing`. */
  readonly label: string;
  readonly rows: number;
  readonly result: Metric;
  /** At the corrected confidence. */
  readonly interval: Measured<Interval>;
  /** `worse`: surely worse than overall; `not-worse`: no evidence of it; `not-measured`: see `result` and `interval`. */
  readonly verdict: "worse" | "not-worse" | "not-measured";
}

export interface SliceReport {
  readonly overall: Metric;
  /** Every slice, column by column. */
  readonly slices: readonly Slice[];
  /** The slices that are surely worse, the surest gap (overall to the near end of the interval) first. */
  readonly worst: readonly Slice[];
}

/** Measures every slice; the same rows in another order give the same report. */
export function sliceReport(options: SliceOptions): SliceReport {
  const { columns, rowCount, direction, measure, minimumRows = 30, bins = 4, confidence = 0.95 } = options;
  const overall =
    rowCount === 0 ? notEnoughData(1, 0) : measure(Uint32Array.from({ length: rowCount }, (_, row) => row));
  const found = [...columns].flatMap(([name, column]) => slicesOfColumn(name, column, bins));
  const looked = found.filter(({ rows }) => rows.length >= minimumRows).length;
  const corrected = 1 - (1 - confidence) / Math.max(1, looked);
  const slices = found.map(({ name, rows }): Slice => {
    const small = rows.length < minimumRows ? notEnoughData(minimumRows, rows.length) : null;
    const result = small ?? measure(rows);
    const interval = small ?? options.interval(rows, corrected);
    const verdict = verdictOf(gapOf({ overall, interval, direction }), result);
    return { name, label: nameOfSlice(name), rows: rows.length, result, interval, verdict };
  });
  const gap = (slice: Slice): number => gapOf({ overall, interval: slice.interval, direction }) ?? 0;
  const worst = slices.filter((slice) => slice.verdict === "worse").sort((a, b) => gap(b) - gap(a));
  return { overall, slices, worst };
}

function verdictOf(gap: number | null, result: Metric): Slice["verdict"] {
  if (gap === null || result.kind !== "measured") return "not-measured";
  return gap > 0 ? "worse" : "not-worse";
}

/** How far the better end of the interval is on the bad side of the overall figure. */
function gapOf(options: {
  readonly overall: Metric;
  readonly interval: Measured<Interval>;
  readonly direction: SliceOptions["direction"];
}): number | null {
  const { overall, interval, direction } = options;
  if (overall.kind !== "measured" || interval.kind !== "measured") return null;
  return direction === "maximize" ? overall.value - interval.high : interval.low - overall.value;
}
