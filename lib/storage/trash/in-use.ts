/** What forbids a deletion: something live that reads what would go, by name. */
import { AppError } from "../../errors";
import type { PipelineRun } from "../../pipeline/pipeline";
import type { CicloDatabase } from "../database/database";
import type { StoredRecord } from "../database/migrations";
import type { Reach } from "./reach";
import { standsOn } from "./standing";

/** The refusal, or null. Call inside a transaction over all tables. */
export async function inUse(database: CicloDatabase, reach: Reach): Promise<AppError | null> {
  return (
    (await trainingIn(database, reach)) ??
    (await servedBy(database, reach)) ??
    (await monitoredBy(database, reach)) ??
    (await retrainedBy(database, reach))
  );
}

/** A run that is running, or a notebook that one of its cells trains in. */
async function trainingIn(database: CicloDatabase, { ids }: Reach): Promise<AppError | null> {
  const running = await database.runs.filter((run) => run.status === "RUNNING").toArray();
  const found = running.find(({ id, notebookId }) => ids.has(id) || (notebookId !== null && ids.has(notebookId)));
  return found ? new AppError("trash.training", { details: { run: found.name } }) : null;
}

async function servedBy(database: CicloDatabase, { ids }: Reach): Promise<AppError | null> {
  const endpoints = await database.endpoints.toArray();
  const found = endpoints.find((endpoint) => !ids.has(endpoint.id) && standsOn("endpoints", plain(endpoint), ids));
  return found ? new AppError("trash.in-service", { details: { endpoint: found.name } }) : null;
}

async function monitoredBy(database: CicloDatabase, { ids }: Reach): Promise<AppError | null> {
  const monitors = await database.monitors.toArray();
  const found = monitors.find((monitor) => !ids.has(monitor.id) && standsOn("monitors", plain(monitor), ids));
  if (!found) return null;
  const endpoint = await database.endpoints.get(found.endpointId);
  return new AppError("trash.monitored", { details: { endpoint: endpoint?.name ?? "" } });
}

/** A retraining at work reads its data and writes to its endpoint; one that waits for a person or for windows still needs what it made. */
async function retrainedBy(database: CicloDatabase, { ids }: Reach): Promise<AppError | null> {
  const runs = await database.pipelineRuns.filter((run) => run.endedAtMs === null).toArray();
  const found = runs.find((run) => touches(run, ids));
  if (!found) return null;
  const endpoint = found.endpointId === null ? undefined : await database.endpoints.get(found.endpointId);
  return new AppError("trash.retraining", { details: { endpoint: endpoint?.name ?? "" } });
}

function touches(run: PipelineRun, ids: ReadonlySet<string>): boolean {
  const { endpointId, gateVersionId, overrides, cellResults } = run;
  // An endpoint takes along what only waits.
  if (endpointId !== null && ids.has(endpointId)) return run.status === "queued" || run.status === "running";
  const handles = Object.values(cellResults).map((result) => result.handle?.id ?? null);
  return [run.id, gateVersionId, ...Object.values(overrides), ...handles].some((id) => id !== null && ids.has(id));
}

const plain = (record: object): StoredRecord => record as StoredRecord;
