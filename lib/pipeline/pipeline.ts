/** Published pipelines and their runs. A run re-executes a frozen notebook on other data; it never edits the notebook. */
import type { WireError } from "../errors";
import type {
  AlertId,
  DatasetVersionId,
  EndpointId,
  NotebookId,
  PipelineRunId,
  PipelineVersionId,
  ProjectId,
} from "../ids";
import type { Actor, Attribution } from "../journal";
import type { GateResult } from "../registry/gate-types";
import type { CellResult } from "../notebook/result/cell-result";
import type { PipelinePublishing, PublishedNotebook } from "../notebook/services/publishing";

export interface PipelineVersion extends PublishedNotebook {
  /** Counted up from 1 within the notebook. */
  readonly version: number;
}

export type PipelineRunStatus =
  "queued" | "running" | "waiting" | "canary" | "done" | "failed" | "stopped" | "interrupted";

/** Where a pipeline run is, in the order a retraining takes. */
export const PIPELINE_PHASES = ["data", "training", "packaging", "gate", "approval", "canary", "finished"] as const;
export type PipelinePhase = (typeof PIPELINE_PHASES)[number];

export type PipelineOutcome = "promoted" | "not-blessed" | "canary-failed" | "rejected" | null;

export interface PipelineRun {
  readonly id: PipelineRunId;
  readonly projectId: ProjectId;
  readonly pipelineVersionId: PipelineVersionId;
  readonly endpointId: EndpointId | null;
  /** Cell id to dataset version that replaces the cell's own. */
  readonly overrides: Readonly<Record<string, DatasetVersionId>>;
  /** The rows that only the gate sees; a dataset version of its own. */
  readonly gateVersionId: DatasetVersionId | null;
  readonly trigger: "manual" | "alert";
  readonly alertId: AlertId | null;
  readonly actor: Actor;
  /** Why a person approved it, in their words; absent where nobody gave a reason. */
  readonly note?: string;
  readonly status: PipelineRunStatus;
  readonly phase: PipelinePhase;
  readonly outcome: PipelineOutcome;
  readonly cellResults: Readonly<Record<string, CellResult>>;
  readonly gate: GateResult | null;
  /** The canary: healthy windows seen, of those needed. */
  readonly canary: { readonly seen: number; readonly needed: number; readonly sinceMinute: number } | null;
  readonly challengerVersion: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly error: WireError | null;
}

export interface PipelineStore extends PipelinePublishing {
  publish(published: PublishedNotebook, by: Attribution): Promise<PipelineVersion>;
  getPipelineVersion(id: PipelineVersionId): Promise<PipelineVersion>;
  latestPipelineVersion(notebookId: NotebookId): Promise<PipelineVersion | null>;
  startRun(run: PipelineRun, by: Attribution): Promise<void>;
  updateRun(id: PipelineRunId, patch: Partial<PipelineRun>): Promise<PipelineRun>;
  finishRun(id: PipelineRunId, patch: Partial<PipelineRun>, by: Attribution): Promise<PipelineRun>;
  getRun(id: PipelineRunId): Promise<PipelineRun>;
  listRuns(projectId: ProjectId): Promise<readonly PipelineRun[]>;
}
