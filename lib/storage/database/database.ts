/**
 * The database of one browser: tables and indexes. Every stored row has a `projectId` or belongs to a row that has one;
 * bytes live once, under their digest. The version history is `migrations.ts`.
 */
import { Dexie, type Table } from "dexie";
import type { Dataset, DatasetVersion } from "../../data/version/dataset";
import type { Split } from "../../data/split/split";
import { AppError } from "../../errors";
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
import { declareVersions, MIGRATIONS, type StoredRecord } from "./migrations";

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
export class CicloDatabase extends Dexie {
  declare readonly projects: Table<Project, ProjectId>;
  declare readonly blobs: Table<BlobRow, Sha256>;
  declare readonly blobInfo: Table<BlobInfoRow, Sha256>;
  declare readonly datasets: Table<Dataset, DatasetId>;
  declare readonly datasetVersions: Table<DatasetVersion, DatasetVersionId>;
  declare readonly splits: Table<Split, SplitId>;
  declare readonly recipes: Table<Recipe, RecipeId>;
  declare readonly experiments: Table<Experiment, ExperimentId>;
  declare readonly runs: Table<Run, RunId>;
  declare readonly metrics: Table<MetricRow, [RunId, string, number]>;
  declare readonly packages: Table<ModelPackage, Sha256>;
  declare readonly evaluations: Table<Evaluation, EvaluationId>;
  declare readonly models: Table<RegisteredModel, [ProjectId, string]>;
  declare readonly modelVersions: Table<ModelVersion, [ProjectId, string, string]>;
  declare readonly endpoints: Table<Endpoint, EndpointId>;
  declare readonly batches: Table<PredictionBatch, [EndpointId, number]>;
  declare readonly monitors: Table<Monitor, MonitorId>;
  declare readonly windows: Table<MonitorWindow, [MonitorId, number]>;
  declare readonly alerts: Table<Alert, AlertId>;
  declare readonly triggers: Table<Trigger, TriggerId>;
  declare readonly pipelineVersions: Table<PipelineVersion, PipelineVersionId>;
  declare readonly pipelineRuns: Table<PipelineRun, PipelineRunId>;
  declare readonly notebooks: Table<NotebookRow, NotebookId>;
  declare readonly results: Table<ResultRow, [NotebookId, CellId]>;
  declare readonly journal: Table<JournalRow, number>;
  declare readonly trash: Table<TrashRow, number>;
}

const DATABASE_NAME = "ciclo";

/** The database, opened by its first use. A database written by a newer version of Ciclo is `storage.newer-version`. */
export function openDatabase(name: string = DATABASE_NAME): CicloDatabase {
  // The query cache would show writes before the disk has accepted them; a full disk must not look like success.
  const database = new CicloDatabase(name, { cache: "disabled" });
  const newest = declareVersions(database, MIGRATIONS);
  // Dexie opens a newer database as well as it can; writing old records into it would break it for the newer tab.
  database.on("ready", () => refuseNewer(database, newest), true);
  return database;
}

/**
 * Calls back when another tab opened a newer version: this tab's connection is closed and the page has to be loaded again.
 * Returns the function that stops listening.
 */
export function onOutdated(database: CicloDatabase, callback: () => void): () => void {
  const listener = () => {
    database.close();
    callback();
  };
  database.on("versionchange", listener);
  return () => void database.on("versionchange").unsubscribe(listener);
}

// Dexie multiplies its versions by ten.
function refuseNewer(database: CicloDatabase, newest: number): void {
  const found = Math.floor(database.backendDB().version / 10);
  if (found > newest) throw new AppError("storage.newer-version", { details: { found, known: newest } });
}
