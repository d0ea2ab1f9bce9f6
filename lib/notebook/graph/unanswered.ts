/** Cells that cannot run before a person has said what is predicted. */
import type { CellId } from "../../ids";
import type { Cell, NotebookDocument } from "../document/document";
import { buildGraph, descendantsOf } from "./graph";

/** Whether a cell asks a person something that nothing can answer for them: a goal without a target. */
export function asksFirst(cell: Cell | undefined): boolean {
  return cell?.kind === "goal" && cell.params.target === "";
}

/** The goals without a target and all that is made from them, in no order; empty in most notebooks. */
export function unanswered(document: NotebookDocument): ReadonlySet<CellId> {
  const goals = document.cells.filter(asksFirst);
  if (goals.length === 0) return new Set();
  const graph = buildGraph(document);
  return new Set(goals.flatMap(({ id }) => [id, ...descendantsOf(graph, id)]));
}
