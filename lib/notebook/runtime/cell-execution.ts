/** What a cell computes: a stage cell through its executor, a code cell through the runner of code. */
import { AppError } from "../../errors";
import type { CellId, ProjectId } from "../../ids";
import type { Attribution } from "../../journal";
import type { Handle } from "../result/cell-result";
import type { CellValues } from "../graph/cell-values";
import type { CodeRunner } from "./code-runner";
import { isStageCell } from "../document/document";
import type { CodeCell, NotebookDocument, StageCell } from "../document/document";
import { executeStage } from "../executors/registry";
import type { Graph } from "../graph/graph";
import type { Live } from "./live-cells";
import type { NotebookServices } from "../services/services";
import { foldTraining } from "./training-view";

export interface CellExecution {
  readonly live: Live;
  readonly services: NotebookServices;
  readonly projectId: ProjectId;
  readonly document: NotebookDocument;
  readonly graph: Graph;
  readonly values: CellValues;
  /** Null where no code runs. */
  readonly codeRunner: CodeRunner | null;
  readonly isCurrent: () => boolean;
  /** Changes what the run shows of itself, if it still counts. */
  readonly onProgress: (change: () => void) => void;
}

/** Runs a cell to its end; the handle of a stage cell, null for a code cell. Errors: those of the executor or the code. */
export function executeCell(execution: CellExecution): Promise<Handle | null> {
  const { cell } = execution.live;
  return isStageCell(cell) ? executeStageCell(execution, cell) : executeCode(execution, cell as CodeCell);
}

/** Who did it, where a cell did. */
export function byCell(id: CellId): Attribution {
  return { actor: "person", cause: { kind: "cell", id }, virtualMinute: null };
}

function executeStageCell(execution: CellExecution, cell: StageCell): Promise<Handle> {
  const { live, services, projectId, document, graph, onProgress } = execution;
  const { handles } = execution.values;
  const inputs = graph.edges.flatMap((edge): [string, Handle][] => {
    const handle = handles[edge.from];
    return edge.to === cell.id && edge.slot !== null && handle ? [[edge.slot, handle]] : [];
  });
  return executeStage({
    cell,
    inputs: Object.fromEntries(inputs),
    services,
    projectId,
    notebookId: document.id,
    document,
    handles,
    by: byCell(cell.id),
    signal: live.abort.signal,
    again: live.again,
    onProgress: (progress) => onProgress(() => (live.progress = progress)),
    onTrainEvent: (event) => onProgress(() => (live.fold = foldTraining(live.fold, event))),
  });
}

async function executeCode(execution: CellExecution, cell: CodeCell): Promise<null> {
  const { live, graph, values, codeRunner, isCurrent, onProgress } = execution;
  if (codeRunner === null) throw new AppError("code.capability-denied", { details: { name: "code" } });
  const edges = graph.edges.filter((edge) => edge.to === cell.id);
  const output = await codeRunner.run({
    cell,
    scope: Object.fromEntries(edges.map((edge) => [edge.name, values.valueOf(edge)])),
    signal: live.abort.signal,
    onDisplay: (display) => onProgress(() => (live.display = display)),
  });
  if (!isCurrent()) return null;
  live.display = output.display;
  values.keepExports(cell.id, output.exports);
  return null;
}
