/** What the database holds: a table for each kind of record. Every record has a `projectId` or belongs to one that has; bytes live once. */
import type { Table } from "dexie";
import type { Dataset, DatasetVersion } from "../../data/version/dataset";
import type { Split } from "../../data/split/split";
import type { Evaluation } from "../../evaluation/evaluation";
import type {
  AlertId,
  CellId,
  DatasetId,
  DatasetVersionId,
  EndpointId,
  EvaluationId,
  ExperimentId,
  MonitorId,
  NotebookId,
  PipelineRunId,
  PipelineVersionId,
  ProjectId,
  RecipeId,
  RunId,
  Sha256,
  SplitId,
  TriggerId,
} from "../../ids";
import type { JournalEntry } from "../../journal";
import type { Alert, Monitor, MonitorWindow } from "../../monitoring/monitor";
import type { CellResult } from "../../notebook/result/cell-result";
import type { NotebookDocument } from "../../notebook/document/document";
import type { PipelineRun, PipelineVersion } from "../../pipeline/pipeline";
import type { Project } from "../../notebook/services/store";
import type { Deletion } from "../../notebook/services/trash";
import type { Trigger } from "../../notebook/services/trigger";
import type { ModelPackage } from "../../packaging/package";
import type { Recipe } from "../../preprocess/recipe";
import type { Alias, ModelVersion, RegisteredModel } from "../../registry/registered-model";
import type { Endpoint, PredictionBatch } from "../../serving/endpoint";
import type { Experiment, MetricPoint, Run } from "../../tracking/run";
import type { StoredRecord } from "./migrations";

export interface BlobRow {
  readonly digest: Sha256;
  readonly bytes: Uint8Array;
}

/** What is known of a blob without reading its bytes. */
export interface BlobInfoRow {
  readonly digest: Sha256;
  readonly sizeBytes: number;
  /** When the bytes were last stored: young blobs survive a sweep, their owner may be about to be written. */
  readonly storedAtMs: number;
  /** A restore that is under way put them here: nobody owns them yet. */
  readonly staged?: true;
}

export interface NotebookRow {
  readonly id: NotebookId;
  readonly projectId: ProjectId;
  readonly document: NotebookDocument;
  readonly updatedAtMs: number;
}

export interface ResultRow extends CellResult {
  readonly notebookId: NotebookId;
}

/** The points of a metric at a step: the first, and those that were logged at the same step later. */
export interface MetricRow extends MetricPoint {
  readonly more?: readonly Omit<MetricPoint, "runId" | "key" | "step">[];
}

export interface JournalRow extends JournalEntry {
  /** Counted up by the database: the order of the log. */
  readonly sequence?: number;
}

/** A record as it stood before it was removed. */
export interface TrashedRecord {
  readonly table: string;
  readonly record: StoredRecord;
}

/** One deletion, with everything that it took. */
export interface TrashRow extends Deletion {
  /** Counted up by the database: the order of deletions. */
  readonly sequence?: number;
  readonly records: readonly TrashedRecord[];
  /** Aliases that pointed to versions that went. */
  readonly aliases: readonly { readonly modelName: string; readonly alias: Alias; readonly version: string }[];
  readonly replacedBy: NotebookId | null;
}

/** The tables, typed. */
export interface StoredTables {
  readonly projects: Table<Project, ProjectId>;
  readonly blobs: Table<BlobRow, Sha256>;
  readonly blobInfo: Table<BlobInfoRow, Sha256>;
  readonly datasets: Table<Dataset, DatasetId>;
  readonly datasetVersions: Table<DatasetVersion, DatasetVersionId>;
  readonly splits: Table<Split, SplitId>;
  readonly recipes: Table<Recipe, RecipeId>;
  readonly experiments: Table<Experiment, ExperimentId>;
  readonly runs: Table<Run, RunId>;
  readonly metrics: Table<MetricRow, [RunId, string, number]>;
  readonly packages: Table<ModelPackage, Sha256>;
  readonly evaluations: Table<Evaluation, EvaluationId>;
  readonly models: Table<RegisteredModel, [ProjectId, string]>;
  readonly modelVersions: Table<ModelVersion, [ProjectId, string, string]>;
  readonly endpoints: Table<Endpoint, EndpointId>;
  readonly batches: Table<PredictionBatch, [EndpointId, number]>;
  readonly monitors: Table<Monitor, MonitorId>;
  readonly windows: Table<MonitorWindow, [MonitorId, number]>;
  readonly alerts: Table<Alert, AlertId>;
  readonly triggers: Table<Trigger, TriggerId>;
  readonly pipelineVersions: Table<PipelineVersion, PipelineVersionId>;
  readonly pipelineRuns: Table<PipelineRun, PipelineRunId>;
  readonly notebooks: Table<NotebookRow, NotebookId>;
  readonly results: Table<ResultRow, [NotebookId, CellId]>;
  readonly journal: Table<JournalRow, number>;
  readonly trash: Table<TrashRow, number>;
}
