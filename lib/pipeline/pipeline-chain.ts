/** The cells of a published pipeline that lead to an endpoint, found through their inputs. */
import { AppError } from "../errors";
import { isStageCell } from "../notebook/document/document";
import type { NotebookDocument, StageCell, StageCellOf, StageKind } from "../notebook/document/document";
import { ancestorsOf, buildGraph } from "../notebook/graph/graph";

export interface PipelineChain {
  readonly goal: StageCellOf<"goal">;
  readonly dataset: StageCellOf<"dataset">;
  readonly split: StageCellOf<"split">;
  readonly train: StageCellOf<"train">;
  readonly package: StageCellOf<"package">;
  /** Every step that a retraining runs, from the goal to the package, in order. */
  readonly steps: readonly StageCell[];
}

/** Walks back from the deploy cell of an endpoint. A broken chain is `notebook.missing-input`. */
export function pipelineChain(document: NotebookDocument, endpointName: string): PipelineChain {
  const deploy = document.cells.find((cell) => cell.kind === "deploy" && cell.params.endpointName === endpointName);
  if (deploy?.kind !== "deploy") throw missing("deploy", endpointName);
  const register = source(document, deploy, "model", "register");
  const evaluate = source(document, register, "evaluation", "evaluate");
  const pack = source(document, evaluate, "package", "package");
  const train = source(document, pack, "run", "train");
  const prepare = source(document, train, "recipe", "prepare");
  const split = source(document, prepare, "split", "split");
  const dataset = source(document, split, "data", "dataset");
  const goal = source(document, train, "goal", "goal");
  return { goal, dataset, split, train, package: pack, steps: stepsTo(document, pack) };
}

function stepsTo(document: NotebookDocument, last: StageCell): readonly StageCell[] {
  const graph = buildGraph(document);
  const needed = ancestorsOf(graph, last.id);
  return graph.order.flatMap((id) => {
    const cell = document.cells.find((other) => other.id === id);
    return cell && isStageCell(cell) && (cell.id === last.id || needed.has(cell.id)) ? [cell] : [];
  });
}

function source<Kind extends StageKind>(
  document: NotebookDocument,
  cell: StageCell,
  slot: string,
  kind: Kind,
): StageCellOf<Kind> {
  const inputs: Readonly<Record<string, string>> = cell.inputs;
  const found = document.cells.find((other) => other.kind === kind && "name" in other && other.name === inputs[slot]);
  if (!found) throw missing(cell.name, slot);
  return found as StageCellOf<Kind>;
}

function missing(cell: string, slot: string): AppError {
  return new AppError("notebook.missing-input", { details: { cell, slot } });
}
