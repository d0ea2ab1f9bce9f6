/** Which options of a train cell are others than those of a run. */
import type { NotebookDocument, StageCell } from "@/lib/notebook/document/document";
import type { Run } from "@/lib/tracking/run";
import { runParams } from "@/lib/tracking/run-params";

export interface ChangedOption {
  readonly key: string;
  /** As a run writes them; null where there is none. */
  readonly now: string | null;
  readonly then: string | null;
}

/** The differences by name of the parameter, in the run's order; the engine, which the run chose itself, is not an option. */
export function changedOptions(document: NotebookDocument, cell: StageCell, run: Run): readonly ChangedOption[] {
  const goal = document.cells.find((other) => other.kind === "goal");
  if (cell.kind !== "train" || goal?.kind !== "goal") return [];
  const GOAL: readonly string[] = ["target", "task", "metric"];
  const now = runParams(cell.params, goal.params);
  const keys = [...new Set([...Object.keys(run.params), ...Object.keys(now)])];
  return keys
    .filter((key) => key !== "backend" && !GOAL.includes(key) && run.params[key] !== now[key])
    .map((key) => ({ key, now: now[key] ?? null, then: run.params[key] ?? null }));
}
