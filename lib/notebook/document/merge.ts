/** Two tabs edit one notebook: what each of them changed since they agreed, together. */
import { canonicalJson } from "../../digest";
import type { CellId } from "../../ids";
import { freeName, stageNames } from "./defaults";
import { isStageCell } from "./document";
import type { Cell, EdgeMode, NotebookDocument, StageCell } from "./document";
import { renameCell } from "./rename";

/** What both agreed on, what the other tab has stored since, and what stands here. */
export interface Versions<Part> {
  readonly base: Part;
  readonly stored: Part;
  readonly mine: Part;
}

/**
 * The notebook with both sides' edits, cell by cell; `mine` itself when nothing else was stored. Where both changed one cell, mine holds;
 * one that was removed on one side and edited on the other stays. Where both gave one name to different cells, mine takes the next
 * free one, with all that refers to it. O(cells²), and again for every such name.
 */
export function mergeDocuments({ base, stored, mine }: Versions<NotebookDocument>): NotebookDocument {
  if (isSame(base, stored)) return mine;
  let named = mine;
  for (let merged = mergeParts({ base, stored, mine }); ; merged = mergeParts({ base, stored, mine: named })) {
    const double = doubleOfMine({ stored, mine: named }, merged);
    if (double === null) return merged;
    const others = [...stored.cells, ...named.cells].filter(({ id }) => id !== double.id);
    named = renameCell(named, double, freeName(double.name.replace(/\d+$/, ""), stageNames(others)));
  }
}

/** A cell that stands in the merged notebook as it stands here, under a name that another one has as well. */
function doubleOfMine(
  { stored, mine }: Pick<Versions<NotebookDocument>, "stored" | "mine">,
  merged: NotebookDocument,
): StageCell | null {
  const there = byId(stored.cells);
  const here = byId(mine.cells);
  const stages = merged.cells.filter(isStageCell);
  const isDouble = (cell: StageCell): boolean =>
    stages.some((other) => other.id !== cell.id && other.name === cell.name) && !isSame(cell, there.get(cell.id));
  const double = stages.find(isDouble);
  const own = double && here.get(double.id);
  return own && isStageCell(own) ? own : null;
}

function mergeParts({ base, stored, mine }: Versions<NotebookDocument>): NotebookDocument {
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
