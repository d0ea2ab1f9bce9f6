/** Who owns which bytes: marks for the sweep, sizes for the settings page. */
import type { EndpointId, MonitorId } from "../../ids";
import type { StorageUse } from "../../notebook/services/workspace";
import type { CicloDatabase } from "../database/database";

type UseKind = StorageUse["byKind"][number]["kind"];

/** Tables whose records point to blobs, by what the bytes are for; the first owner counts. */
const OWNERS: readonly { readonly kind: UseKind; readonly tables: readonly string[] }[] = [
  { kind: "datasets", tables: ["datasetVersions", "splits"] },
  { kind: "models", tables: ["packages", "modelVersions", "evaluations", "recipes"] },
  { kind: "runs", tables: ["runs"] },
  { kind: "notebooks", tables: ["notebooks", "pipelineVersions", "results", "pipelineRuns"] },
  // What was deleted keeps its bytes as long as it may come back.
  { kind: "trash", tables: ["trash"] },
];

/** Bytes younger than this are not swept: a step that is running stores its bytes before the record that owns them. */
export const SWEEP_AGE_MS = 10 * 60 * 1000;

/** Windows of traffic that are kept behind the newest one; a retraining reads them. */
const KEPT_WINDOWS = 20;

/** Digest to what it is for. Call inside a transaction over all tables. */
export async function ownedBlobs(database: CicloDatabase): Promise<ReadonlyMap<string, UseKind>> {
  const owners = new Map<string, UseKind>();
  for (const { kind, tables } of OWNERS) {
    for (const table of tables) {
      await database.table(table).each((record: unknown) => {
        for (const digest of digestsIn(record)) if (!owners.has(digest)) owners.set(digest, kind);
      });
    }
  }
  return owners;
}

/** Removes blobs that no record names. Returns the bytes freed. Call inside a transaction over all tables. */
export async function sweepBlobs(database: CicloDatabase, nowMs: number): Promise<number> {
  const owners = await ownedBlobs(database);
  const infos = await database.blobInfo.toArray();
  const loose = infos.filter((info) => !owners.has(info.digest) && nowMs - info.storedAtMs > SWEEP_AGE_MS);
  const digests = loose.map((info) => info.digest);
  await database.blobs.bulkDelete(digests);
  await database.blobInfo.bulkDelete(digests);
  return loose.reduce((sum, info) => sum + info.sizeBytes, 0);
}

/** Removes traffic from before the windows that are kept. Returns the bytes freed, by estimate. Call inside a transaction. */
export async function sweepTraffic(database: CicloDatabase): Promise<number> {
  let freed = 0;
  for (const monitor of await database.monitors.toArray()) {
    const fromMinute = await firstKeptMinute(database, monitor.id);
    if (fromMinute !== null) freed += await dropTraffic(database, monitor.endpointId, fromMinute);
  }
  return freed;
}

async function firstKeptMinute(database: CicloDatabase, monitorId: MonitorId): Promise<number | null> {
  const oldest = await database.windows
    .where("[monitorId+index]")
    .between([monitorId, -Infinity], [monitorId, Infinity])
    .reverse()
    .offset(KEPT_WINDOWS - 1)
    .first();
  return oldest?.fromMinute ?? null;
}

async function dropTraffic(database: CicloDatabase, endpointId: EndpointId, before: number): Promise<number> {
  const old = database.batches
    .where("[endpointId+minute]")
    .between([endpointId, -Infinity], [endpointId, before], true, false);
  let freed = 0;
  await old.each((batch) => (freed += jsonBytes(batch)));
  await old.delete();
  return freed;
}

/** About how many bytes a record takes: the length of its JSON. */
export function jsonBytes(record: unknown): number {
  return JSON.stringify(record)?.length ?? 0;
}

const SHA256_HEX = /^[0-9a-f]{64}$/;

// Any string that looks like a digest marks its blob: a new kind of reference cannot be forgotten here.
function* digestsIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (SHA256_HEX.test(value)) yield value;
  } else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) yield* digestsIn(member);
  }
}
