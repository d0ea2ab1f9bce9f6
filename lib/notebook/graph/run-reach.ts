/** How far "run all" goes before it waits for a person. */
import type { CellId } from "../../ids";
import type { NotebookDocument } from "../document/document";

export interface RunReach {
  /** Cells that will run. */
  readonly count: number;
  /** The cell it waits at, behind a manual or an approval edge; null when it runs to the end. */
  readonly waitsAt: CellId | null;
}

/** What the scheduler will do, from the order of the graph, the edges and the cells whose result stands. */
export function runReach(
  order: readonly CellId[],
  edges: NotebookDocument["edges"],
  fresh: ReadonlySet<CellId>,
): RunReach {
  const holds = (id: CellId) => (edges[id] === "manual" || edges[id] === "approval") && !fresh.has(id);
  const at = order.findIndex(holds);
  const reached = at < 0 ? order : order.slice(0, at);
  return { count: reached.filter((id) => !fresh.has(id)).length, waitsAt: order[at] ?? null };
}
