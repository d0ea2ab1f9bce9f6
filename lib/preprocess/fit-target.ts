/** How a target becomes numbers: the set of its classes, or the scale of its values. */
import type { Task } from "../data/goal";
import { columnOf, valueAt, type Table } from "../data/table";
import { AppError } from "../errors";
import { byText } from "./draft";
import type { TargetPlan } from "./recipe";

export interface TargetContext {
  readonly table: Table;
  /** The training rows. */
  readonly rows: Uint32Array;
  readonly target: string;
  readonly task: Task;
}

/**
 * The target's plan. Classes are the vocabulary of the whole table (not a statistic, so nothing leaks), in numeric order where
 * all are numbers, else in order of name: the second of two is the positive class. A number is scaled by the mean and the
 * standard deviation (over n) of the training rows; a constant one by 1.
 *
 * Throws `data.column-missing`, `data.column-all-missing`, `data.target-missing` (no training row has a target), `data.one-class`, `training.task-mismatch` (a binary task with more
 * than two classes) or `data.target-not-numeric`.
 */
export function fitTarget({ table, rows, target, task }: TargetContext): TargetPlan {
  if (task === "regression") return numberTarget(table, rows, target);
  const classes = classesOf(table, target);
  if (classes.length === 0) throw new AppError("data.column-all-missing", { details: { column: target } });
  if (classes.length === 1)
    throw new AppError("data.one-class", { details: { column: target, value: classes[0] ?? null } });
  if (task === "binary" && classes.length > 2) {
    throw new AppError("training.task-mismatch", { details: { task, classes: classes.length } });
  }
  return { kind: "labels", column: target, classes };
}

/** The distinct values of a column as texts, in class order. */
function classesOf(table: Table, target: string): string[] {
  const column = columnOf(table, target);
  const classes = new Set<string>();
  for (let row = 0; row < table.rowCount; row++) {
    const value = valueAt(column, row);
    if (value !== null) classes.add(String(value));
  }
  const numeric = [...classes].every((name) => name.trim() !== "" && Number.isFinite(Number(name)));
  return [...classes].sort((a, b) => (numeric ? Number(a) - Number(b) : 0) || byText(a, b));
}

function numberTarget(table: Table, rows: Uint32Array, target: string): TargetPlan {
  const column = columnOf(table, target);
  if (column.storage !== "numeric") throw new AppError("data.target-not-numeric", { details: { column: target } });
  const values = Float64Array.from(rows, (row) => column.values[row]!).filter((value) => !Number.isNaN(value));
  if (values.length === 0) throw new AppError("data.target-missing", { details: { column: target } });
  const offset = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - offset) ** 2, 0) / values.length;
  const constant = values.every((value) => value === values[0]);
  return { kind: "number", column: target, offset, scale: constant ? 1 : Math.sqrt(variance) };
}
