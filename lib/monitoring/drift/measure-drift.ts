/**
 * Drift of many columns, one after another: a column is read, measured and let go before the next, so that memory holds one pair of columns
 * beside what the caller keeps. Between columns the thread takes its messages, so that a cancelled job stops at the next one.
 */
import { nextTask } from "../../data/read/next-task";
import { throwIfAborted } from "../../errors";
import type { OnProgress } from "../../progress";
import { sidesDrift, type SidesDrift } from "./approximate/sides-drift";
import { datasetDrift, type DatasetDrift } from "./dataset-drift";
import type { DriftSide } from "./drift-side";

export interface DriftJob {
  readonly columns: readonly string[];
  /** Both sides of a column, as rows or as a sketch. */
  readonly read: (column: string) => Promise<{ readonly reference: DriftSide; readonly current: DriftSide }>;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

export interface DriftReport {
  /** In the order of the job's columns. */
  readonly columns: readonly (SidesDrift & { readonly column: string })[];
  readonly dataset: DatasetDrift;
}

/** Evidently's default test of every column, and its rule for the data set. Throws `cancelled`, and what `read` throws. */
export async function measureDrift({ columns, read, onProgress, signal }: DriftJob): Promise<DriftReport> {
  const measured: (SidesDrift & { readonly column: string })[] = [];
  for (const [done, column] of columns.entries()) {
    onProgress?.({ phase: "comparing", done, total: columns.length });
    await nextTask();
    throwIfAborted(signal);
    measured.push({ column, ...sidesDrift(await read(column)) });
  }
  onProgress?.({ phase: "comparing", done: columns.length, total: columns.length });
  return { columns: measured, dataset: datasetDrift(measured) };
}
