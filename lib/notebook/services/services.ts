/** Everything a cell executor may use: ports only. `app/services.ts` builds it for the browser; tests build it for Node. */
import type { Clock } from "../../clock";
import type { CsvOptions, DatasetSource, DatasetVersion } from "../../data/version/dataset";
import type { Goal } from "../../data/goal";
import type { Split, SplitParams } from "../../data/split/split";
import type { BlobStore, DatasetStore } from "../../data/version/store";
import type { IngestedFile } from "../../data/tasks/ingest-file";
import type { Row, CellValue } from "../../data/table";
import type { Evaluation, EvaluationStore, RowSelection } from "../../evaluation/evaluation";
import type { Attribution, JournalStore } from "../../journal";
import type { DatasetVersionId, EndpointId, ProjectId, RunId, Sha256, SplitId } from "../../ids";
import type { ModelPackage, PackageStore } from "../../packaging/package";
import type { DriftSource } from "../../monitoring/compare-data";
import type { DriftReport } from "../../monitoring/drift/measure-drift";
import type { MonitorStore } from "../../monitoring/monitor";
import type { Recipe, RecipeSpec, RecipeStore } from "../../preprocess/recipe";
import type { OnProgress } from "../../progress";
import type { RegistryStore } from "../../registry/registered-model";
import type { EndpointStore } from "../../serving/endpoint";
import type { Decision } from "../../packaging/decision";
import type { Finding } from "../../serving/findings";
import type { Injection, Scenario } from "../../serving/scenario";
import type { Run } from "../../tracking/run";
import type { ClaimLocks } from "../../tracking/lock";
import type { TrackingStore } from "../../tracking/store";
import type { TrainRequest } from "../../tracking/train-request";
import type { BackendChoice, EngineEvent } from "../../training/engine";
import type { PipelinePublishing } from "./publishing";
import type { NotebookStore } from "./store";
import type { TriggerStore } from "./trigger";

/** How long work is called: progress out, cancellation in. */
export interface CallOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** The data worker: parse, profile, digest, split, fit and apply recipes in float64. */
export interface DataTasks {
  /** Keeps the original bytes in the blob store and reads the first rows. */
  ingestFile(file: Blob, fileName: string, options?: CallOptions): Promise<IngestedFile>;
  importDataset(
    request: {
      projectId: ProjectId;
      datasetName: string;
      source: DatasetSource;
      csv: CsvOptions;
      message: string;
      by: Attribution;
    },
    options?: CallOptions,
  ): Promise<DatasetVersion>;
  split(
    request: { datasetVersionId: DatasetVersionId; goal: Goal; params: SplitParams; by: Attribution },
    options?: CallOptions,
  ): Promise<Split>;
  fitRecipe(
    request: { splitId: SplitId; goal: Goal; spec: RecipeSpec; by: Attribution },
    options?: CallOptions,
  ): Promise<Recipe>;
  /** At most 200 rows, with their row numbers: by position, or the ones asked for. */
  rows(request: {
    datasetVersionId: DatasetVersionId;
    offset?: number;
    limit?: number;
    indices?: readonly number[];
  }): Promise<readonly { readonly index: number; readonly row: Row }[]>;
  /** Labelled rows join a version as the next one (`origin: corrections`). */
  addRows(
    request: { datasetVersionId: DatasetVersionId; rows: readonly Row[]; by: Attribution },
    options?: CallOptions,
  ): Promise<DatasetVersion>;
  /**
   * The honest second turn: the parent's training rows plus a seeded 70 % of the labelled traffic (by source row) become a new
   * version of the dataset; the other 30 % become the gate set, a version of the dataset `<name> · gate`.
   */
  buildRetrainingVersion(
    request: {
      endpointId: EndpointId;
      datasetVersionId: DatasetVersionId;
      splitId: SplitId;
      goal: Goal;
      seed: number;
      by: Attribution;
    },
    options?: CallOptions,
  ): Promise<{ training: DatasetVersion; gate: DatasetVersion }>;
  /** Evidently's default drift test of every column that both sides have. */
  compareData(request: { reference: DriftSource; current: DriftSource }, options?: CallOptions): Promise<DriftReport>;
  /** Stores sketches of a version's columns, once: a reference that stands for its rows. */
  storeSketches(request: { datasetVersionId: DatasetVersionId }, options?: CallOptions): Promise<Sha256>;
}

export type { TrainRequest };

/** The training worker: owns the GPU and the models while they train; it alone writes a live run. */
export interface TrainingTasks {
  train(
    request: TrainRequest,
    options: CallOptions & {
      readonly onEvent?: (event: EngineEvent | { readonly kind: "backend"; readonly choice: BackendChoice }) => void;
    },
  ): Promise<Run>;
  /** Backends that really ran a kernel here, and why the others did not. */
  probe(): Promise<BackendChoice>;
}

export interface PredictAnswer {
  readonly prediction: CellValue;
  /** Class probabilities, best first; empty for regression. */
  readonly probabilities: readonly { readonly value: string; readonly probability: number }[];
  readonly modelVersion: string;
  readonly latencyMs: number;
  /** What was wrong with the question. */
  readonly findings: readonly Finding[];
  /** The threshold that the label was decided by; null where it is the more probable class. */
  readonly decision: Decision | null;
}

/** The serving worker: packages and their ONNX graph, the parity check, endpoints, traffic, windows, the virtual clock. */
export interface ServingTasks {
  /** Builds the package of a finished run, runs it on the test part and refuses it over the tolerance (`package.parity-failed`). */
  buildPackage(
    request: { runId: RunId; decision?: Decision | null; by: Attribution },
    options?: CallOptions,
  ): Promise<ModelPackage>;
  /** Scores a package on rows; champion (of `modelName`) and dummy baseline on the same rows. */
  evaluate(
    request: {
      packageDigest: Sha256;
      datasetVersionId: DatasetVersionId;
      selection: RowSelection;
      goal: Goal;
      championDigest: Sha256 | null;
      by: Attribution;
    },
    options?: CallOptions,
  ): Promise<Evaluation>;
  /** The package as a zip, ready to download. */
  zip(packageDigest: Sha256): Promise<Uint8Array>;
  predictPackage(packageDigest: Sha256, row: Row): Promise<PredictAnswer>;
  /** One row through the endpoint's stable route; not logged. */
  predictEndpoint(endpointId: EndpointId, row: Row): Promise<PredictAnswer>;
  /** Loads every endpoint of the project and lets the worlds that were playing go on. Call once at start-up and after routes change. */
  reconcile(projectId: ProjectId): Promise<void>;
  play(endpointId: EndpointId, speed: number): Promise<void>;
  pause(endpointId: EndpointId): Promise<void>;
  /** Adds an injection that begins at the world's next minute (its `at` is replaced). */
  inject(endpointId: EndpointId, injection: Omit<Injection, "at">, by: Attribution): Promise<Scenario>;
  /** Replaces the scenario and restarts the world at minute 0 with an empty log and windows: how a scenario link is played. */
  restartWorld(endpointId: EndpointId, scenario: Scenario, by: Attribution): Promise<void>;
}

export interface NotebookStores {
  readonly blobs: BlobStore;
  readonly datasets: DatasetStore;
  readonly recipes: RecipeStore;
  readonly tracking: TrackingStore;
  readonly packages: PackageStore;
  readonly evaluations: EvaluationStore;
  readonly registry: RegistryStore;
  readonly endpoints: EndpointStore;
  readonly monitors: MonitorStore;
  readonly triggers: TriggerStore;
  readonly pipelines: PipelinePublishing;
  readonly notebooks: NotebookStore;
  readonly journal: JournalStore;
}

export interface NotebookServices {
  readonly clock: Clock;
  /** By which tabs know what the others run; null where the browser has none. */
  readonly locks: ClaimLocks | null;
  readonly stores: NotebookStores;
  readonly data: DataTasks;
  readonly training: TrainingTasks;
  readonly serving: ServingTasks;
}
