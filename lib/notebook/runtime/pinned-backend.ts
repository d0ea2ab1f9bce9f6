/** Pinning: the backend that was measured for a model is written into its cell, so that every later training uses it. */
import type { CellId } from "../../ids";
import type { BackendName } from "../../training/model-spec";
import type { Cell, NotebookDocument, StageCellOf } from "../document/document";
import { fingerprintOf } from "../document/fingerprint";

/** The document with the backend of a train cell pinned; a cell that is pinned already stays as it is. */
export function withPinnedBackend(document: NotebookDocument, id: CellId, backend: BackendName): NotebookDocument {
  const cells = document.cells.map((cell): Cell => {
    if (cell.id !== id || cell.kind !== "train" || cell.params.backend !== "auto") return cell;
    return { ...cell, params: { ...cell.params, backend } };
  });
  return { ...document, cells };
}

/** The fingerprint of a train cell with the same inputs and the backend pinned. */
export function pinnedFingerprint(cell: StageCellOf<"train">, fingerprint: string, backend: BackendName): string {
  const { inputs } = JSON.parse(fingerprint) as { inputs: Record<string, string> };
  return fingerprintOf({ ...cell, params: { ...cell.params, backend } }, inputs);
}
