/** Taking a run's parameters back into its cell: a run keeps a snapshot of its notebook. */
import type { Run } from "../../tracking/run";
import type { NotebookDocument } from "./document";
import type { Edit } from "./edits";
import { readNotebookFile } from "./notebook-file";

/**
 * The edit that gives a train cell the parameters of a run, from the run's `notebook.json`, with the backend that was chosen
 * then: the same training again, not another measurement. Null when the run was not
 * started by a cell, or the notebook no longer has a train cell to take them.
 */
export function takeRunParams(document: NotebookDocument, run: Run, notebookJson: string): Edit | null {
  const before = readNotebookFile(notebookJson).cells.find((cell) => cell.id === run.cellId);
  if (before?.kind !== "train") return null;
  const now =
    document.cells.find((cell) => cell.id === run.cellId && cell.kind === "train") ??
    document.cells.find((cell) => cell.kind === "train");
  if (!now) return null;
  const backend = run.backend?.chosen ?? before.params.backend;
  return { kind: "params", cellId: now.id, params: { ...before.params, backend } };
}
