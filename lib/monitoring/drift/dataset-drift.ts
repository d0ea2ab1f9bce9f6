/**
 * Dataset drift: the share of drifted columns, as Evidently counts it, without correction for the number of columns. Only columns
 * that can drift count: degenerate ones and those with too few values are left out of both sides of the fraction.
 */
import type { Table } from "../../data/table";
import type { ColumnDrift } from "../monitor";
import { columnDrift } from "./column-drift";

/** Drift of every column that both tables hold, in the reference's order. */
export function tableDrift(reference: Table, current: Table): readonly ColumnDrift[] {
  const drifts: ColumnDrift[] = [];
  for (const [column, before] of reference.columns) {
    const now = current.columns.get(column);
    if (now) drifts.push(columnDrift({ column, reference: before, current: now }));
  }
  return drifts;
}

/** Drifted columns / columns that can drift, in [0, 1]; null when none can. */
export function driftShare(columns: readonly ColumnDrift[]): number | null {
  const counted = columns.filter(({ verdict }) => verdict === "drift" || verdict === "stable");
  if (counted.length === 0) return null;
  return counted.filter(({ verdict }) => verdict === "drift").length / counted.length;
}
