/** Everything that a deletion reaches: the things themselves, what belongs to them, and what stands on them. */
import { AppError } from "../../errors";
import type { ProjectId } from "../../ids";
import type { Deletable } from "../../notebook/services/trash";
import type { CicloDatabase } from "../database/database";
import type { TrashedRecord, TrashRow } from "../database/tables";
import type { StoredRecord } from "../database/migrations";
import { DEPENDENT_TABLES, idOf, standsOn } from "./standing";

export interface Reach {
  readonly records: readonly TrashedRecord[];
  /** Ids of all records that go. */
  readonly ids: ReadonlySet<string>;
  readonly aliases: TrashRow["aliases"];
}

/** Reads what would go. Call inside a transaction over all tables. `trash.not-there` where one of the things is gone already. */
export async function reachOf(
  database: CicloDatabase,
  projectId: ProjectId,
  things: readonly Deletable[],
): Promise<Reach> {
  const own = (await Promise.all(things.map((thing) => recordsOf(database, projectId, thing)))).flat();
  const gathered = gather();
  own.forEach(gathered.add);
  for (const table of DEPENDENT_TABLES) {
    const records: readonly StoredRecord[] = await database.table(table).toArray();
    for (const record of records) if (standsOn(table, record, gathered.ids)) gathered.add({ table, record });
  }
  for (const part of await metricsOf(database, gathered.records)) gathered.add(part);
  const { emptied, aliases } = await leftOfModels(database, gathered.records);
  emptied.forEach(gathered.add);
  return { records: gathered.records, ids: gathered.ids, aliases };
}

function gather() {
  const records: TrashedRecord[] = [];
  const ids = new Set<string>();
  const seen = new Set<string>();
  const add = (part: TrashedRecord) => {
    const id = idOf(part.table, part.record);
    const key = JSON.stringify([part.table, id ?? keyMembers(part.record)]);
    if (seen.has(key)) return;
    seen.add(key);
    records.push(part);
    if (id !== null) ids.add(id);
  };
  return { records, ids, add };
}

/** What tells records without an id apart: batches, windows, metrics, results. */
function keyMembers({ endpointId, minute, monitorId, index, runId, key, step, notebookId, cellId }: StoredRecord) {
  return [endpointId, minute, monitorId, index, runId, key, step, notebookId, cellId];
}

type RecordsOf = (database: CicloDatabase, projectId: ProjectId, id: string) => Promise<readonly TrashedRecord[]>;

const one =
  (table: string): RecordsOf =>
  async (database, _projectId, id) =>
    inTable(table, await database.table(table).where(":id").equals(id).toArray());

/** The records that a thing is made of. */
const RECORDS_OF: Readonly<Record<Deletable["kind"], RecordsOf>> = {
  run: one("runs"),
  package: one("packages"),
  "dataset-version": one("datasetVersions"),
  "pipeline-run": one("pipelineRuns"),
  // The dataset itself stays, empty: its numbers go on counting.
  dataset: async (database, _projectId, id) =>
    inTable(
      "datasetVersions",
      await database
        .table("datasetVersions")
        .where("[datasetId+version]")
        .between([id, -Infinity], [id, Infinity])
        .toArray(),
    ),
  model: async (database, projectId, name) =>
    inTable("modelVersions", await versionsOf(database, projectId, name).toArray()),
  "model-version": async (database, projectId, id) => {
    const at = id.lastIndexOf("/");
    const key = [projectId, id.slice(0, at), id.slice(at + 1)];
    return inTable("modelVersions", await database.table("modelVersions").where(":id").equals(key).toArray());
  },
  notebook: async (database, _projectId, id) => [
    ...inTable("notebooks", await database.table("notebooks").where(":id").equals(id).toArray()),
    ...inTable("results", await database.table("results").where("notebookId").equals(id).toArray()),
  ],
  endpoint: endpointRecords,
};

async function recordsOf(database: CicloDatabase, projectId: ProjectId, { kind, id }: Deletable) {
  const records = await RECORDS_OF[kind](database, projectId, id);
  if (records.length === 0) throw new AppError("trash.not-there");
  return records;
}

/** An endpoint with its log, its monitor and what that saw, its trigger, its alerts and its retrainings. */
async function endpointRecords(
  database: CicloDatabase,
  _projectId: ProjectId,
  id: string,
): Promise<readonly TrashedRecord[]> {
  const of = async (table: string) =>
    inTable(table, await database.table(table).where("endpointId").equals(id).toArray());
  const batches = database.table("batches").where("[endpointId+minute]").between([id, -Infinity], [id, Infinity]);
  return [
    ...inTable("endpoints", await database.table("endpoints").where(":id").equals(id).toArray()),
    ...inTable("batches", await batches.toArray()),
    ...(await of("monitors")),
    ...(await of("windows")),
    ...(await of("alerts")),
    ...(await of("triggers")),
    ...(await of("pipelineRuns")),
  ];
}

async function metricsOf(database: CicloDatabase, records: readonly TrashedRecord[]) {
  const runs = records.filter(({ table }) => table === "runs").map(({ record }) => String(record["id"]));
  const of = (id: string) =>
    database.table("metrics").where(":id").between([id, "", -Infinity], [id, "\uffff", Infinity]).toArray();
  return inTable("metrics", (await Promise.all(runs.map(of))).flat());
}

/** A model goes with its last version; one that stays loses the aliases of the versions that go. */
async function leftOfModels(database: CicloDatabase, records: readonly TrashedRecord[]) {
  const versions = records.filter(({ table }) => table === "modelVersions").map(({ record }) => record);
  const emptied: TrashedRecord[] = [];
  const aliases: TrashRow["aliases"][number][] = [];
  for (const modelName of new Set(versions.map((version) => String(version["modelName"])))) {
    const gone = versions.filter((version) => version["modelName"] === modelName);
    const projectId = gone[0]?.["projectId"] as ProjectId;
    const model = await database.models.get([projectId, modelName]);
    if (!model) continue;
    const left = (await versionsOf(database, projectId, modelName).count()) - gone.length;
    if (left === 0) emptied.push({ table: "models", record: { ...model } });
    else
      for (const alias of ["champion", "challenger"] as const) {
        const version = gone.find((found) => found["version"] === model.aliases[alias]);
        if (version) aliases.push({ modelName, alias, version: String(version["version"]) });
      }
  }
  return { emptied, aliases };
}

const versionsOf = (database: CicloDatabase, projectId: ProjectId, modelName: string) =>
  database.modelVersions.where("[projectId+modelName]").equals([projectId, modelName]);

const inTable = (table: string, records: readonly object[]): readonly TrashedRecord[] =>
  records.map((record) => ({ table, record: record as StoredRecord }));
