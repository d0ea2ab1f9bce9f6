/**
 * The reference of a monitor: the rows that the traffic is compared with, and what the package answers for them.
 *
 * A first model is compared with a seeded sample of the rows it was trained on. At most 1,000, so that Evidently's small-sample tests
 * (KS, chi-square, z) apply, which have a known share of false alarms. A retrained model took over because the world had changed;
 * comparing with the old rows would repeat the alert for ever. Its reference is the traffic that it was retrained for: the last
 * windows before it took over, each source row once, at most as many rows.
 */
import type { VirtualMinute } from "../clock";
import {
  dictionaryColumn,
  numericColumn,
  tableFromRows,
  takeRows,
  type CellValue,
  type Column,
  type Table,
} from "../data/table";
import type { PackageSignature } from "../packaging/package";
import { permutation, seededRandom } from "../random";
import { answerAt } from "../serving/answers";
import type { PredictionRecord } from "../serving/endpoint";
import type { Predictions } from "../training/predictions";
import { REFERENCE_ROWS, type Monitor } from "./monitor";
import { oncePerSourceRow } from "./series";
import { windowMinutes } from "./window-span";

/** Fewer rows than this are no reference. */
export const MIN_REFERENCE_ROWS = 100;

/** Reference rows (features only) and the package's prediction for each. */
export interface ReferenceData {
  readonly features: Table;
  readonly predictions: Column;
}

/** A seeded sample of the training rows without replacement, ascending; all of them when they are fewer than `rows`. */
export function sampleRows(trainRows: Uint32Array, rows: number, seed: number): Uint32Array {
  if (trainRows.length <= rows) return trainRows;
  const order = permutation(trainRows.length, seededRandom(`${seed}/reference`)).subarray(0, rows);
  return order.map((position) => trainRows[position]!).sort();
}

/** The feature columns of a table at the given rows. */
export function featureRows(table: Table, rows: Uint32Array, features: readonly string[]): Table {
  const wanted = new Set(features);
  const columns = [...table.columns].filter(([name]) => wanted.has(name));
  return takeRows({ rowCount: table.rowCount, columns: new Map(columns) }, rows);
}

/** The inputs of logged requests as a table in the signature's types. */
export function recordFeatures(records: readonly PredictionRecord[], signature: PackageSignature): Table {
  const storage = signature.inputs.map(
    ({ name, type }) => [name, type === "double" ? "numeric" : "dictionary"] as const,
  );
  return tableFromRows(
    records.map(({ inputs }) => inputs),
    new Map(storage),
  );
}

/** Requests that can be a reference: answered, each source row once, the newest where they are many; null when they are too few. */
export function referenceRecords(records: readonly PredictionRecord[]): readonly PredictionRecord[] | null {
  const distinct = oncePerSourceRow(records.filter(({ error }) => error === null));
  return distinct.length < MIN_REFERENCE_ROWS ? null : distinct.slice(-REFERENCE_ROWS);
}

/** The minutes of the log that a retrained package was retrained for: as many windows as an alert needs, up to where it took over. */
export function retrainedSpan(of: {
  readonly routedAtMinute: VirtualMinute;
  readonly monitor: Pick<Monitor, "rule" | "windowRows">;
  readonly requestsPerMinute: number;
}): { readonly from: VirtualMinute; readonly to: VirtualMinute } {
  const { rule, windowRows } = of.monitor;
  const to = of.routedAtMinute + 1;
  return { from: Math.max(1, to - rule.m * windowMinutes(windowRows, of.requestsPerMinute)), to };
}

/** Predictions as a column, so that prediction drift is column drift. */
export function predictionColumn(predictions: Predictions, rows: number): Column {
  const values = Array.from({ length: rows }, (_, row) => answerAt(predictions, row).prediction);
  return answerColumn(values, predictions.kind === "values");
}

/** Logged predictions as a column. */
export function answerColumn(values: readonly CellValue[], numeric: boolean): Column {
  return numeric ? numericColumn(values) : dictionaryColumn(values);
}
