/**
 * Whether a stored record is what the pages need: asked when a backup is read or written, and of every record that leaves the database.
 * One answer for each table; a table without one is a type error.
 */
import type { z } from "zod";
import { AppError } from "../../errors";
import type { StoredRecord } from "../database/migrations";
import type { StoredTables } from "../database/tables";
import { dataset, datasetVersion, recipe, split } from "./data-records";
import { evaluation } from "./evaluation-records";
import type { FaultIn } from "./members";
import { modelPackage, modelVersion, registeredModel } from "./model-records";
import { alert, monitor, monitorWindow, trigger } from "./monitoring-records";
import { journalRow, notebook, project, resultRow, trashRow } from "./notebook-records";
import { pipelineRun, pipelineVersion } from "./pipeline-records";
import { experiment, faultInMetric, run } from "./run-records";
import { endpoint, faultInBatch } from "./serving-records";

/** Bytes are kept by their digest, and checked by it. */
export type RecordTable = Exclude<keyof StoredTables, "blobs" | "blobInfo">;

/** Of a record, the first member that is wrong, dotted; "" for the record itself, null where it is right. */
const FAULTS: { readonly [Name in RecordTable]: FaultIn } = {
  projects: bySchema(project),
  datasets: bySchema(dataset),
  datasetVersions: bySchema(datasetVersion),
  splits: bySchema(split),
  recipes: bySchema(recipe),
  experiments: bySchema(experiment),
  runs: bySchema(run),
  metrics: faultInMetric,
  packages: bySchema(modelPackage),
  evaluations: bySchema(evaluation),
  models: bySchema(registeredModel),
  modelVersions: bySchema(modelVersion),
  endpoints: bySchema(endpoint),
  batches: faultInBatch,
  monitors: bySchema(monitor),
  windows: bySchema(monitorWindow),
  alerts: bySchema(alert),
  triggers: bySchema(trigger),
  pipelineVersions: bySchema(pipelineVersion),
  pipelineRuns: bySchema(pipelineRun),
  notebooks: bySchema(notebook),
  results: bySchema(resultRow),
  journal: bySchema(journalRow),
  trash: bySchema(trashRow),
};

/** Every table with records, in the order in which a backup writes them. */
export const RECORD_TABLES = Object.keys(FAULTS) as readonly RecordTable[];

/** Whether a table holds records that are checked. */
export const isRecordTable = (table: string): table is RecordTable => Object.hasOwn(FAULTS, table);

/** The first member of a record that is not what the pages need, dotted; null where the record is right. */
export const faultOf = (table: RecordTable, record: unknown): string | null => FAULTS[table](record);

/** The record of a backup's line, as it is, or `backup.bad-record` with the table, the record and the member that is wrong. */
export function parseRecord(table: RecordTable, value: unknown): StoredRecord {
  const member = faultOf(table, value);
  if (member === null) return value as StoredRecord;
  const { id: record = "" } = value as { readonly id?: unknown };
  throw new AppError("backup.bad-record", { details: { table, record: String(record), member } });
}

function bySchema(schema: z.ZodType): FaultIn {
  return (value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? null : (parsed.error.issues[0]?.path.join(".") ?? "");
  };
}
