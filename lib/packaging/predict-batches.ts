/** Answers for many rows in pieces, so that work can be followed and stopped. */
import { takeRows, type Table } from "../data/table";
import { throwIfAborted } from "../errors";
import type { OnProgress } from "../progress";
import type { Predictions } from "../training/predictions";
import type { PackageSession } from "./session";

const BATCH_ROWS = 4096;

/** The session's answers for a table. Stops with `cancelled` between batches. */
export async function predictBatches(
  session: PackageSession,
  table: Table,
  options: { readonly onProgress?: OnProgress; readonly signal?: AbortSignal } = {},
): Promise<Predictions> {
  const parts: Predictions[] = [];
  for (let start = 0; start < table.rowCount; start += BATCH_ROWS) {
    throwIfAborted(options.signal);
    options.onProgress?.({ phase: "predicting", done: start, total: table.rowCount });
    const length = Math.min(BATCH_ROWS, table.rowCount - start);
    const rows = Uint32Array.from({ length }, (_, index) => start + index);
    parts.push(await session.predict(takeRows(table, rows)));
  }
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return only ? joined(only, parts) : session.predict(table);
}

function joined(first: Predictions, parts: readonly Predictions[]): Predictions {
  if (first.kind === "values") {
    const values = parts.map((part) => (part.kind === "values" ? part.values : new Float64Array()));
    return { kind: "values", values: Float64Array.from(values.flatMap((part) => [...part])) };
  }
  const classes = parts.filter((part) => part.kind === "classes");
  return {
    kind: "classes",
    classes: first.classes,
    probabilities: Float32Array.from(classes.flatMap((part) => [...part.probabilities])),
    labels: Int32Array.from(classes.flatMap((part) => [...part.labels])),
  };
}
