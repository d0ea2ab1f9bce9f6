/** Whether a goal can be reached with a dataset, and which goal suits it. */
import type { DatasetVersion } from "../../data/version/dataset";
import type { Goal } from "../../data/goal";
import { suggestGoal as inferGoal } from "../../data/infer-goal";
import type { NotebookDocument } from "./document";
import type { Edit } from "./edits";

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

/**
 * The edits that make a notebook fit new data, for every unlocked goal behind the dataset cell. Data that bring their own goal (a built-in
 * set, a retraining's rows) give it to a goal that does not fit. Of somebody's own data only a person knows the question: a goal without a
 * target waits for the answer, a target that is gone is asked for again, and one that changed its type keeps its column and takes the
 * measure that suits it.
 */
export function goalEdits(document: NotebookDocument, datasetName: string, version: DatasetVersion): readonly Edit[] {
  const used = new Set(
    document.cells.flatMap((cell) =>
      cell.kind === "split" && cell.inputs["data"] === datasetName ? [cell.inputs["goal"]] : [],
    ),
  );
  return document.cells.flatMap((cell): readonly Edit[] => {
    if (cell.kind !== "goal" || cell.locked || !used.has(cell.name) || goalFits(cell.params, version)) return [];
    const params = fittingGoal(cell.params, version);
    return params ? [{ kind: "params", cellId: cell.id, params }] : [];
  });
}

/** What a goal becomes with data that it does not fit; null when nothing changes. */
function fittingGoal(goal: Goal, version: DatasetVersion): Partial<Goal> | null {
  if (version.suggestedTarget !== null) return { ...suggestGoal(version) };
  if (goal.target === "") return null;
  const names = new Set(version.schema.map(({ name }) => name));
  const sensitive = goal.sensitive.filter((name) => names.has(name));
  return names.has(goal.target) ? { ...suggestGoal(version, goal.target), sensitive } : { target: "", sensitive };
}
