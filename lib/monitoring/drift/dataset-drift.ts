/**
 * Dataset drift: the share of drifted columns, as Evidently counts it, without correction for the number of columns. A constant column is one
 * that has not drifted; one with too few values to judge is left out.
 */
import type { Table } from "../../data/table";
import type { ColumnDrift } from "../monitor";
import { columnDrift, goneColumn } from "./column-drift";

/** Drift of every column of the reference, in its order; one that is gone has drifted. */
export function tableDrift(reference: Table, current: Table): readonly ColumnDrift[] {
  const drifts: ColumnDrift[] = [];
  for (const [column, before] of reference.columns) {
    const now = current.columns.get(column);
    drifts.push(now ? columnDrift({ column, reference: before, current: now }) : goneColumn(column));
  }
  return drifts;
}

/** What a column's drift adds to its table's: any result with a verdict. */
interface Judged {
  readonly verdict: string;
}

/** Evidently's default for the share of drifted columns that makes a data set drift. */
export const DEFAULT_DRIFT_SHARE = 0.5;

export interface DatasetDrift {
  readonly drifted: number;
  /** Columns that could be judged, constant ones among them. */
  readonly counted: number;
  /** drifted / counted, in [0, 1]; null when no column can be judged. */
  readonly share: number | null;
  /** Whether the share reaches the given one. */
  readonly drift: boolean;
}

/** The data set drifts when at least `share` of its columns do. */
export function datasetDrift(columns: readonly Judged[], share = DEFAULT_DRIFT_SHARE): DatasetDrift {
  const drifted = columns.filter(({ verdict }) => verdict === "drift").length;
  const counted = drifted + columns.filter(({ verdict }) => verdict === "stable" || verdict === "degenerate").length;
  const found = counted === 0 ? null : drifted / counted;
  return { drifted, counted, share: found, drift: found !== null && found >= share };
}
