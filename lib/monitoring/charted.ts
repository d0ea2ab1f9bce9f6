/** What of a monitor can be drawn over time: any series, and of each column its test, its PSI, its missing values, its unknown categories. */
import type { ColumnDrift, MonitorWindow, SeriesName } from "./monitor";
import { knownWindows } from "./window-labels";

export const COLUMN_FIGURES = ["score", "psi", "missing", "unseen"] as const;
export type ColumnFigure = (typeof COLUMN_FIGURES)[number];

export type Charted =
  | { readonly kind: "series"; readonly series: SeriesName }
  | {
      readonly kind: "column";
      /** Null is the prediction. */
      readonly column: string | null;
      readonly figure: ColumnFigure;
    };

/** One window of a drawn line. */
export interface ChartedPoint {
  readonly index: number;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly value: number | null;
  /** What the value is held against: the limit of a column's test, or the share that was missing before. Null for a series. */
  readonly limit: number | null;
}

/** The windows as points of what is drawn; those that do not know it yet are left out. */
export function chartedPoints(windows: readonly MonitorWindow[], charted: Charted): readonly ChartedPoint[] {
  const known = charted.kind === "series" ? knownWindows(charted.series, windows) : windows;
  return known.map((window) => {
    const { index, fromMinute, toMinute } = window;
    return { index, fromMinute, toMinute, ...figureOf(window, charted) };
  });
}

function figureOf(window: MonitorWindow, charted: Charted): Pick<ChartedPoint, "value" | "limit"> {
  if (charted.kind === "series") return { value: window.series[charted.series], limit: null };
  const { column } = charted;
  const drift = column === null ? window.prediction : window.columns.find((other) => other.column === column);
  return drift ? columnFigure(drift, charted.figure) : { value: null, limit: null };
}

function columnFigure(drift: ColumnDrift, figure: ColumnFigure): Pick<ChartedPoint, "value" | "limit"> {
  if (figure === "score") return { value: drift.score, limit: drift.threshold };
  if (figure === "psi") return { value: drift.psi, limit: null };
  if (figure === "unseen") return { value: drift.missing ? (drift.unseen?.share ?? 0) : null, limit: null };
  const gone = drift.because === "gone" ? 1 : null;
  return { value: drift.missing?.current ?? gone, limit: drift.missing?.reference ?? null };
}
