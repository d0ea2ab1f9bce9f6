/**
 * Metrics by slice: where does the model do worse than overall? Every category of the given columns (missing values are a slice of
 * their own) and every quantile bin of the numeric ones is measured, with `depth` 2 also where two columns meet, and the worst are named.
 *
 * A slice with fewer rows than `minimumRows` is not measured: `not-enough-data`. Each interval is at a confidence that allows for having
 * looked at many slices (Bonferroni: 1 − (1 − confidence) / measured slices), and a slice counts as worse only when its whole interval
 * is on the bad side of the overall figure; one of two columns, also on the bad side of both slices that it is cut from, so that a bad
 * category is not named again with every other column. O(columns · rows + slices · cost of the figure), pairs for columns with depth 2.
 */
import { type Column } from "../data/table";
import { notEnoughData, type Measured } from "../statistics/measured";
import { crossColumns, type CrossedSlices } from "./crossed-slices";
import type { Interval } from "./interval/interval";
import type { Metric } from "./metric";
import { rowsByCode } from "./rows-by-code";
import { cutColumn, nameOfSlice, type SliceName } from "./slice-rows";

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
  /** Columns that a slice is made of, at most: 1 unless told. */
  readonly depth?: 1 | 2;
  /** Pairs of columns that are crossed, at most: 100 unless told. */
  readonly maxPairs?: number;
}

export interface Slice {
  /** One, or two that must both hold. */
  readonly parts: readonly SliceName[];
  /** `column = category`, `column in [low, high)`, `column is missing`; two joined by `and`. */
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
  /** Every slice, column by column, then those of two columns. */
  readonly slices: readonly Slice[];
  /** Slices that had rows enough: the looks that the intervals allow for. */
  readonly looked: number;
  /** The slices that are surely worse, the surest gap (what they are compared with to the near end of the interval) first. */
  readonly worst: readonly Slice[];
  readonly pairsLeftOut: number;
}

interface Found {
  readonly parts: readonly SliceName[];
  readonly rows: Uint32Array;
}

interface Judged {
  readonly slice: Slice;
  /** How far the better end of the interval is on the bad side of what it is compared with; null when it was not measured. */
  readonly gap: number | null;
}

/** Measures every slice; the same rows in another order give the same report. */
export function sliceReport(options: SliceOptions): SliceReport {
  const { rowCount, measure, minimumRows = 30, confidence = 0.95 } = options;
  const overall =
    rowCount === 0 ? notEnoughData(1, 0) : measure(Uint32Array.from({ length: rowCount }, (_, row) => row));
  const { singles, crossed } = findSlices(options);
  const found = [...singles, ...crossed.slices];
  const looked = found.filter(({ rows }) => rows.length >= minimumRows).length;
  const corrected = 1 - (1 - confidence) / Math.max(1, looked);
  const byLabel = new Map<string, Metric>();
  const judged = found.map((slice): Judged => {
    const parents = slice.parts.length > 1 ? slice.parts.map((part) => byLabel.get(nameOfSlice(part)) ?? overall) : [];
    const one = judge(slice, { ...options, references: [overall, ...parents], confidence: corrected, minimumRows });
    if (slice.parts.length === 1) byLabel.set(one.slice.label, one.slice.result);
    return one;
  });
  const worst = judged.filter(({ slice }) => slice.verdict === "worse").sort((a, b) => (b.gap ?? 0) - (a.gap ?? 0));
  const slices = judged.map(({ slice }) => slice);
  return { overall, slices, looked, worst: worst.map(({ slice }) => slice), pairsLeftOut: crossed.pairsLeftOut };
}

function findSlices(options: SliceOptions): {
  readonly singles: readonly Found[];
  readonly crossed: CrossedSlices;
} {
  const { columns, minimumRows = 30, bins = 4, depth = 1, maxPairs = 100 } = options;
  const cuts = [...columns].map(([name, column]) => cutColumn(name, column, bins));
  const singles = cuts.flatMap(({ names, codes }) =>
    rowsByCode(codes, names.length).map((rows, index) => ({ parts: [names[index]!], rows })),
  );
  const crossed = depth === 2 ? crossColumns(cuts, { minimumRows, maxPairs }) : { slices: [], pairsLeftOut: 0 };
  return { singles, crossed };
}

function judge(
  { parts, rows }: Found,
  task: Pick<SliceOptions, "direction" | "measure" | "interval"> & {
    /** The figures that it has to be worse than, all of them. */
    readonly references: readonly Metric[];
    readonly confidence: number;
    readonly minimumRows: number;
  },
): Judged {
  const { direction, references, confidence, minimumRows } = task;
  const small = rows.length < minimumRows ? notEnoughData(minimumRows, rows.length) : null;
  const result = small ?? task.measure(rows);
  const interval = small ?? task.interval(rows, confidence);
  const gap = result.kind === "measured" ? gapOf({ references, interval, direction }) : null;
  const verdict = gap === null ? "not-measured" : gap > 0 ? "worse" : "not-worse";
  const label = parts.map(nameOfSlice).join(" and ");
  return { slice: { parts, label, rows: rows.length, result, interval, verdict }, gap };
}

function gapOf(options: {
  readonly references: readonly Metric[];
  readonly interval: Measured<Interval>;
  readonly direction: SliceOptions["direction"];
}): number | null {
  const { references, interval, direction } = options;
  if (interval.kind !== "measured") return null;
  let smallest = Infinity;
  for (const reference of references) {
    if (reference.kind !== "measured") return null;
    const gap = direction === "maximize" ? reference.value - interval.high : interval.low - reference.value;
    smallest = Math.min(smallest, gap);
  }
  return smallest;
}
