/** How far a notebook has come, told from what is stored: for its card in a list. */
import type { Evaluation } from "../evaluation/evaluation";
import { isStageCell, type NotebookDocument } from "../notebook/document/document";
import { buildGraph } from "../notebook/graph/graph";
import { assessCells } from "../notebook/graph/staleness";
import type { CellResult } from "../notebook/result/cell-result";
import type { Endpoint } from "../serving/endpoint";
import { goalMiss } from "../evaluation/goal-miss";

export interface NotebookProgress {
  /** Stages whose result stands as they are now. */
  readonly done: number;
  readonly stages: number;
  /** Version that answers all or most requests; null while nothing is in use. */
  readonly serves: string | null;
  /** Whether the newest evaluation reaches the goal; null before one, or where its metric was not measured. */
  readonly goal: "met" | "missed" | null;
}

export interface StoredNotebook {
  readonly document: NotebookDocument;
  readonly results: readonly CellResult[];
  /** What its cells have made, as far as it is there. */
  readonly endpoint: Endpoint | null;
  readonly evaluation: Evaluation | null;
}

/** The progress of a stored notebook. */
export function notebookProgress({ document, results, endpoint, evaluation }: StoredNotebook): NotebookProgress {
  const byCell = Object.fromEntries(results.map((result) => [result.cellId, result]));
  const assessed = assessCells({ document, graph: buildGraph(document), results: byCell });
  const stages = document.cells.filter(isStageCell);
  const goal = stages.find((cell) => cell.kind === "goal");
  const scored = goal?.kind === "goal" && evaluation && evaluation.scores[goal.params.metric] !== undefined;
  return {
    done: stages.filter(({ id }) => assessed.get(id)?.fresh).length,
    stages: stages.length,
    serves: endpoint?.routes[0]?.modelVersion ?? null,
    goal: scored ? (goalMiss(goal.params, evaluation.scores) ? "missed" : "met") : null,
  };
}

/** The handle that the first cell of a kind holds: its id, or null. */
export function handleIdOf(
  { document, results }: Pick<StoredNotebook, "document" | "results">,
  kind: "deploy" | "evaluate",
): string | null {
  const cell = document.cells.find((other) => other.kind === kind);
  return results.find((result) => result.cellId === cell?.id)?.handle?.id ?? null;
}
