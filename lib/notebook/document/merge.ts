/** Two tabs edit one notebook: what each of them changed since they agreed, together. */
import { canonicalJson } from "../../digest";
import type { CellId } from "../../ids";
import type { Cell, EdgeMode, NotebookDocument } from "./document";

/** What both agreed on, what the other tab has stored since, and what stands here. */
export interface Versions<Part> {
  readonly base: Part;
  readonly stored: Part;
  readonly mine: Part;
}

/**
 * The notebook with both sides' edits, cell by cell; `mine` itself when nothing else was stored. Where both changed one cell, mine holds;
 * one that was removed on one side and edited on the other stays. O(cells²).
 */
export function mergeDocuments({ base, stored, mine }: Versions<NotebookDocument>): NotebookDocument {
  if (isSame(base, stored)) return mine;
  return {
    ...mine,
    title: changed({ base: base.title, stored: stored.title, mine: mine.title }),
    origin: changed({ base: base.origin, stored: stored.origin, mine: mine.origin }),
    cells: mergeCells({ base: base.cells, stored: stored.cells, mine: mine.cells }),
    edges: mergeEdges({ base: base.edges, stored: stored.edges, mine: mine.edges }),
  };
}

const isSame = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);

function changed<Part>({ base, stored, mine }: Versions<Part>): Part {
  return isSame(mine, base) ? stored : mine;
}

function mergeCells(versions: Versions<readonly Cell[]>): readonly Cell[] {
  const base = byId(versions.base);
  const stored = byId(versions.stored);
  const mine = byId(versions.mine);
  return mergeOrder({ base: [...base.keys()], stored: [...stored.keys()], mine: [...mine.keys()] }).flatMap((id) => {
    const cell = { base: base.get(id), stored: stored.get(id), mine: mine.get(id) };
    const merged = changed(cell) ?? (isSame(cell.base, cell.stored) ? undefined : cell.stored);
    return merged ?? [];
  });
}

const byId = (cells: readonly Cell[]): ReadonlyMap<CellId, Cell> => new Map(cells.map((cell) => [cell.id, cell]));

/** The order of the side that moved cells; what only the other side has stands behind its neighbour there. */
function mergeOrder({ base, stored, mine }: Versions<readonly CellId[]>): readonly CellId[] {
  const [lead, other] = isSame(base, mine) ? [stored, mine] : [mine, stored];
  const order = [...lead];
  other.forEach((id, index) => {
    if (!order.includes(id)) order.splice(order.indexOf(other[index - 1]!) + 1, 0, id);
  });
  return order;
}

function mergeEdges({ base, stored, mine }: Versions<NotebookDocument["edges"]>): NotebookDocument["edges"] {
  const ids = new Set([...Object.keys(stored), ...Object.keys(mine)]);
  const merged = [...ids].flatMap((id): [string, EdgeMode][] => {
    const mode = changed<EdgeMode | undefined>({ base: base[id], stored: stored[id], mine: mine[id] });
    return mode === undefined ? [] : [[id, mode]];
  });
  return Object.fromEntries(merged);
}
