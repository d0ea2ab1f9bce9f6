/** How far "run all" goes before it waits for a person. */
import type { CellId } from "../../ids";
import type { NotebookDocument } from "../document/document";

export interface RunReach {
  /** Cells that will run. */
  readonly count: number;
  /** The cell it waits at, behind a manual or an approval edge; null when it runs to the end. */
  readonly waitsAt: CellId | null;
}

/**
 * What the scheduler will do, from the order of the graph, the edges, the cells whose result stands, and those that wait for the question
 * to be answered.
 */
export function runReach(
  order: readonly CellId[],
  edges: NotebookDocument["edges"],
  fresh: ReadonlySet<CellId>,
  asked: ReadonlySet<CellId> = new Set(),
): RunReach {
  const holds = (id: CellId) => (edges[id] === "manual" || edges[id] === "approval") && !fresh.has(id);
  const at = order.findIndex(holds);
  const reached = at < 0 ? order : order.slice(0, at);
  const count = reached.filter((id) => !fresh.has(id) && !asked.has(id)).length;
  return { count, waitsAt: order.find((id) => asked.has(id)) ?? order[at] ?? null };
}
