/** Which cell, or which retraining, made a stored thing: found in the results, where handles are kept, else in the journal. */
import { asId, type CellId, type NotebookId, type PipelineRunId } from "@/lib/ids";
import type { JournalEntry } from "@/lib/journal";
import type { CellResult } from "@/lib/notebook/result/cell-result";
import type { NotebookDocument } from "@/lib/notebook/document/document";
import type { PipelineRun } from "@/lib/pipeline/pipeline";

export type Maker =
  | { readonly kind: "cell"; readonly notebookId: NotebookId; readonly cellId: CellId; readonly name: string }
  | { readonly kind: "pipeline-run"; readonly id: PipelineRunId };

export interface MadeThings {
  readonly notebooks: readonly { readonly document: NotebookDocument; readonly results: readonly CellResult[] }[];
  readonly pipelineRuns: readonly PipelineRun[];
  /** Entries about the thing, newest first: they know the cell whose result was replaced since. */
  readonly entries: readonly JournalEntry[];
}

/** The maker of the entity with that id or digest; a notebook's cell wins over a retraining. Null when nobody points to it. */
export function findMaker({ notebooks, pipelineRuns, entries }: MadeThings, id: string): Maker | null {
  for (const { document, results } of notebooks) {
    const result = results.find((found) => made(found, id));
    const cell = result && document.cells.find((found) => found.id === result.cellId);
    if (cell) return cellMaker(document, cell.id);
  }
  const run = pipelineRuns.find(
    (found) =>
      found.gateVersionId === id ||
      Object.values(found.overrides).some((version) => version === id) ||
      Object.values(found.cellResults).some((result) => made(result, id)),
  );
  return run ? { kind: "pipeline-run", id: run.id } : journalled(notebooks, entries);
}

/** The cause that the oldest entry names: the one of the making. */
function journalled(notebooks: MadeThings["notebooks"], entries: MadeThings["entries"]): Maker | null {
  const cause = entries.at(-1)?.cause;
  if (cause?.kind === "pipeline-run") return { kind: "pipeline-run", id: asId(cause.id) };
  if (cause?.kind !== "cell") return null;
  const home = notebooks.find(({ document }) => document.cells.some((cell) => cell.id === cause.id));
  return home ? cellMaker(home.document, asId(cause.id)) : null;
}

// A cell as a maker; its name when it has one.
function cellMaker(document: NotebookDocument, cellId: CellId): Maker {
  const cell = document.cells.find((found) => found.id === cellId);
  const name = cell && "name" in cell ? cell.name : (cell?.kind ?? cellId);
  return { kind: "cell", notebookId: document.id, cellId, name };
}

/** Where a maker is shown. */
export function makerHref(maker: Maker): string {
  return maker.kind === "cell" ? `/notebook?id=${maker.notebookId}#cell-${maker.cellId}` : `/runs?id=${maker.id}`;
}

function made({ handle }: CellResult, id: string): boolean {
  return handle !== null && (handle.id === id || handle.digest === id);
}
