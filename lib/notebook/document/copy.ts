/** A notebook once more: the same cells under ids of their own, with nothing that they have made. */
import { newId } from "../../ids";
import type { CellId, NotebookId } from "../../ids";
import type { LocalizedText, NotebookDocument } from "./document";

/** The copy. Names of what it will store are for the caller to choose (`own-names.ts`). */
export function copyOf(document: NotebookDocument, title: LocalizedText = document.title): NotebookDocument {
  const ids = new Map(document.cells.map((cell) => [cell.id, newId<CellId>()]));
  const cells = document.cells.map((cell) => ({ ...cell, id: ids.get(cell.id)! }));
  const edges = Object.entries(document.edges).map(([id, mode]) => [ids.get(id as CellId) ?? id, mode] as const);
  return { ...document, id: newId<NotebookId>(), title, cells, edges: Object.fromEntries(edges) };
}
