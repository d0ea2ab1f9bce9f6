/** Which starter a notebook still is: then a link names it instead of carrying it. */
import { canonicalJson } from "../../digest";
import { asId, type CellId, type NotebookId } from "../../ids";
import type { NotebookDocument } from "../document/document";
import { renamedTo } from "../document/own-names";
import { STARTERS, starterNotebook, type StarterKind } from "../templates/starter";

/** The starter that the notebook equals but for its ids, its title and the names of what it stores; null when it is one's own. */
export function templateOf(document: NotebookDocument): StarterKind | null {
  const shape = shapeOf(document);
  const ids = { notebook: () => asId<NotebookId>("notebook"), cell: countedIds() };
  return STARTERS.find((kind) => shapeOf(starterNotebook(kind, ids)) === shape) ?? null;
}

function countedIds(): () => CellId {
  let count = 0;
  return () => asId<CellId>(`cell-${++count}`);
}

/** The notebook with places for ids, and no names that are its own. */
function shapeOf(document: NotebookDocument): string {
  const { cells, edges } = renamedTo(document, () => "own");
  const places = new Map(cells.map((cell, place) => [cell.id as string, String(place)]));
  return canonicalJson({
    cells: cells.map((cell) => ({ ...cell, id: places.get(cell.id) })),
    edges: Object.fromEntries(Object.entries(edges).map(([id, mode]) => [places.get(id) ?? id, mode])),
  });
}
