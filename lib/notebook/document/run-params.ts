/** Taking a run's parameters back into its cell: a run keeps a snapshot of its notebook. */
import type { Run } from "../../tracking/run";
import type { NotebookDocument } from "./document";
import type { Edit } from "./edits";
import { readNotebookFile } from "./notebook-file";
import { trainPair } from "./restore-run";

/**
 * The edit that gives a train cell the parameters of a run, from the run's `notebook.json`, with the backend that was chosen
 * then: the same training again, not another measurement. Data and split stay as they are; `restoreRun` brings them too. Null when
 * the run was not started by a cell, or the notebook no longer has a train cell to take them.
 */
export function takeRunParams(document: NotebookDocument, run: Run, notebookJson: string): Edit | null {
  const pair = trainPair(readNotebookFile(notebookJson), document, run);
  if (pair?.before.kind !== "train") return null;
  const { params } = pair.before;
  const backend = run.backend?.chosen ?? params.backend;
  return { kind: "params", cellId: pair.now.id, params: { ...params, backend } };
}
