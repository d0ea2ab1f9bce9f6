/** Experiments and runs: MLflow's model, with its names. */
import type { BackendChoice } from "../training/engine";
import type { WireError } from "../errors";
import type {
  CellId,
  DatasetVersionId,
  ExperimentId,
  NotebookId,
  PipelineRunId,
  ProjectId,
  RecipeId,
  RunId,
  Sha256,
  SplitId,
} from "../ids";

export const RUN_STATUSES = ["RUNNING", "FINISHED", "FAILED", "KILLED"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface Experiment {
  readonly id: ExperimentId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly createdAtMs: number;
}

export interface DatasetInput {
  readonly datasetVersionId: DatasetVersionId;
  readonly name: string;
  readonly version: number;
  /** MLflow's dataset digest: an MD5 prefix (its limit is 36 characters). */
  readonly digest: string;
  readonly contentSha256: Sha256;
  readonly context: "training";
}

export interface Artifact {
  /** Path inside the run: `model/network.json`, `model/weights.bin`, `predictions/test.f32`, `recipe.json`, `notebook.json`. */
  readonly path: string;
  readonly digest: Sha256;
  readonly sizeBytes: number;
}

/** A metric's value at a step (an epoch). */
export interface MetricPoint {
  readonly runId: RunId;
  readonly key: string;
  readonly step: number;
  readonly value: number;
  readonly timestampMs: number;
  /** How many points of the metric had been logged before; only where that is not the order of the steps. */
  readonly loggedAs?: number;
}

export interface Run {
  readonly id: RunId;
  readonly projectId: ProjectId;
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly status: RunStatus;
  readonly startTimeMs: number;
  readonly endTimeMs: number | null;
  readonly params: Readonly<Record<string, string>>;
  /** Last value of each metric. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly inputs: readonly DatasetInput[];
  readonly artifacts: readonly Artifact[];
  readonly seed: number;
  /** Backend and adapter, with the measurements; null until chosen. */
  readonly backend: BackendChoice | null;
  readonly notebookId: NotebookId | null;
  readonly cellId: CellId | null;
  readonly pipelineRunId: PipelineRunId | null;
  readonly recipeId: RecipeId;
  readonly splitId: SplitId;
  readonly error: WireError | null;
}

/** Tags with a meaning of their own. */
export const TAGS = {
  interrupted: "ciclo.interrupted",
  pipelineRun: "ciclo.pipelineRun",
  /** The interrupted run whose training this one goes on with. */
  resumedFrom: "ciclo.resumedFrom",
  /** The run that this one was to repeat, bit for bit. */
  reproduces: "ciclo.reproduces",
  note: "mlflow.note.content",
  user: "mlflow.user",
  source: "mlflow.source.name",
} as const;

/** The Web Lock that a live run holds. */
export function runLockName(runId: RunId): string {
  return `run:${runId}`;
}
