/** What an executor is given, and how it finds what its inputs stand for. */
import { AppError } from "../../errors";
import type { Goal } from "../../data/goal";
import type { CellId, DatasetVersionId, NotebookId, PipelineRunId, ProjectId, RunId } from "../../ids";
import type { Attribution } from "../../journal";
import type { OnProgress } from "../../progress";
import type { BackendChoice, EngineEvent } from "../../training/engine";
import type { Handle } from "../result/cell-result";
import type { NotebookDocument, StageCell, StageCellOf, StageKind } from "../document/document";
import type { CallOptions, NotebookServices } from "../services/services";

/** What a training says while it runs: its run, its backend, then steps and epochs. */
export type TrainEvent =
  | EngineEvent
  | { readonly kind: "backend"; readonly choice: BackendChoice }
  | { readonly kind: "started"; readonly runId: string; readonly epochs: number };

/** Set when a published pipeline runs the cell instead of the notebook. */
export interface PipelineContext {
  readonly overrides: Readonly<Record<string, DatasetVersionId>>;
  readonly runId: PipelineRunId;
  /** The run behind the champion: its backend is used again. */
  readonly championRunId: RunId;
}

/** An earlier run that a training goes on with (`resume`: it was interrupted) or is to repeat bit for bit. */
export interface TrainAgain {
  readonly kind: "resume" | "reproduce";
  readonly runId: RunId;
}

/** What every executor is given, whatever its kind. */
export interface BaseContext {
  readonly cell: StageCell;
  /** Slot to the value that fills it. */
  readonly inputs: Readonly<Record<string, Handle>>;
  readonly services: NotebookServices;
  readonly projectId: ProjectId;
  readonly notebookId: NotebookId;
  /** The notebook when the cell started. */
  readonly document: NotebookDocument;
  /** Values of the notebook by cell id: what deploying freezes into the pipeline version. */
  readonly handles: Readonly<Record<string, Handle>>;
  readonly by: Attribution;
  readonly onProgress: OnProgress;
  readonly onTrainEvent: (event: TrainEvent) => void;
  readonly signal: AbortSignal;
  readonly pipeline?: PipelineContext;
  /** What a train cell is to do with an earlier run. */
  readonly again?: TrainAgain | null;
}

export interface ExecutorContext<Kind extends StageKind> extends BaseContext {
  readonly cell: StageCellOf<Kind>;
}

export type Executor<Kind extends StageKind> = (context: ExecutorContext<Kind>) => Promise<Handle>;

/** The value in a slot, or `notebook.missing-input`. */
export function inputOf(context: BaseContext, slot: string): Handle {
  const handle = context.inputs[slot];
  if (!handle) throw new AppError("notebook.missing-input", { details: { cell: context.cell.name, slot } });
  return handle;
}

/** The goal in the slot `goal`: the parameters of the cell that the slot names. */
export function goalOf(context: BaseContext): Goal {
  const inputs: Readonly<Record<string, string>> = context.cell.inputs;
  const name = inputs["goal"];
  const cell = context.document.cells.find((other) => other.kind === "goal" && other.name === name);
  if (cell?.kind !== "goal") {
    throw new AppError("notebook.missing-input", { details: { cell: context.cell.name, slot: "goal" } });
  }
  return cell.params;
}

/** Progress and cancellation, as the workers take them. */
export function callOptions(context: BaseContext): CallOptions {
  return { onProgress: context.onProgress, signal: context.signal };
}

/** Handle ids by cell id. */
export function handleIds(handles: Readonly<Record<string, Handle>>): Record<CellId, string> {
  return Object.fromEntries(Object.entries(handles).map(([id, handle]) => [id, handle.id]));
}
