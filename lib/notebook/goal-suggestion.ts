/** A goal that fits a dataset: what a notebook takes when its data is new and its goal does not fit it. */
import type { DatasetVersion } from "../data/dataset";
import type { Goal, Task } from "../data/goal";
import type { ColumnProfile } from "../data/profile";
import { DEFAULT_PARAMS } from "./defaults";

/** A number column with at most this many whole values can be a list of classes. */
const MAX_NUMERIC_CLASSES = 10;
/** A number column with more values than this is never a list of classes. */
const MAX_CLASSES = 50;
/** How far from the trivial baseline to perfection the suggested minimum lies. */
const MINIMUM_SHARE = 0.3;

/** The goal for a target column: the given one, else the dataset's own suggestion, else the last column. */
export function suggestGoal(version: DatasetVersion, target?: string): Goal {
  const name = target ?? version.suggestedTarget ?? version.schema.at(-1)?.name ?? "";
  const column = version.profile.columns.find((other) => other.name === name);
  const task = column ? taskFor(column) : "multiclass";
  const metric = task === "regression" ? "rmse" : "accuracy";
  const minimum = column ? minimumFor(column, version.rowCount) : DEFAULT_PARAMS.goal.minimum;
  return { ...DEFAULT_PARAMS.goal, target: name, task, metric, minimum };
}

/** Whether a goal can be reached with a dataset: its target is a column of a type that suits the task. */
export function goalFits(goal: Goal, version: DatasetVersion): boolean {
  const column = version.profile.columns.find((other) => other.name === goal.target);
  if (!column) return false;
  if (goal.task === "regression") return column.kind === "numeric";
  if (goal.task === "binary" && column.distinct > 2) return false;
  return column.kind === "categorical" || column.distinct <= MAX_CLASSES;
}

/** The gate's lowest value for a goal: what is good enough for a person is good enough for the gate. */
export function gateFor(goal: Goal): { readonly valueThreshold: number; readonly changeThreshold: number } {
  return { valueThreshold: goal.minimum, changeThreshold: 0 };
}

function taskFor(column: ColumnProfile): Task {
  if (column.distinct === 2) return "binary";
  if (column.kind === "categorical") return "multiclass";
  const whole = [column.min, column.q25, column.median, column.q75, column.max].every(Number.isInteger);
  return whole && column.distinct <= MAX_NUMERIC_CLASSES ? "multiclass" : "regression";
}

function minimumFor(column: ColumnProfile, rows: number): number {
  if (taskFor(column) === "regression" && column.kind === "numeric") return rounded(column.std ?? 1);
  const top =
    column.kind === "categorical" ? column.top[0]?.count : Math.max(...column.histogram.map((bin) => bin.count));
  const baseline = rows > 0 && top !== undefined && Number.isFinite(top) ? top / rows : 0.5;
  return rounded(baseline + MINIMUM_SHARE * (1 - baseline));
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
