/** Whether a goal can be reached with a dataset, and what a gate takes from a goal. */
import type { DatasetVersion } from "../data/dataset";
import type { Goal } from "../data/goal";
import { suggestGoal as inferGoal } from "../data/infer-goal";
import type { GateParams } from "../registry/gate-types";

/** A number column with more values than this is never a list of classes. */
const MAX_CLASSES = 50;

/** Whether the goal's target is a column of a type that suits its task. */
export function goalFits(goal: Goal, version: DatasetVersion): boolean {
  const column = version.profile.columns.find((other) => other.name === goal.target);
  if (!column) return false;
  if (goal.task === "regression") return column.kind === "numeric";
  if (goal.task === "binary" && column.distinct > 2) return false;
  return column.kind === "categorical" || column.distinct <= MAX_CLASSES;
}

/** The goal that fits a dataset, for the column a person picked or for the dataset's own suggestion. */
export function suggestGoal(version: DatasetVersion, target?: string): Goal {
  return inferGoal(target === undefined ? version : { ...version, suggestedTarget: target });
}

/** The gate's thresholds for a goal: what is good enough for a person is good enough for the gate. */
export function gateFor(goal: Goal): GateParams {
  return { valueThreshold: goal.minimum, changeThreshold: 0 };
}
