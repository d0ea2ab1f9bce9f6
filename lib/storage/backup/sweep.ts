/** Who owns which bytes: marks for the sweep, sizes for the settings page. */
import type { EndpointId, MonitorId } from "../../ids";
import type { StorageUse } from "../../notebook/services/workspace";
import type { CicloDatabase } from "../database/database";
import type { BlobInfoRow } from "../database/tables";
import { RECORD_TABLES, type RecordTable } from "../records/check-record";
import { readingAll } from "../records/set-apart";

type UseKind = StorageUse["byKind"][number]["kind"];

/** What the bytes are for that a table's records point to, the first owner counts; those of every other table are a notebook's. */
const KINDS: Partial<Readonly<Record<RecordTable, UseKind>>> = {
  datasetVersions: "datasets",
  splits: "datasets",
  packages: "models",
  modelVersions: "models",
  evaluations: "models",
  recipes: "models",
  runs: "runs",
  // What was deleted keeps its bytes as long as it may come back.
  trash: "trash",
};

/** Their records name bytes without owning them, or are many and never name any. */
const NO_OWNERS: readonly RecordTable[] = ["journal", "metrics", "batches", "windows"];
const OWNERS = [...new Set([...(Object.keys(KINDS) as RecordTable[]), ...RECORD_TABLES])].filter(
  (table) => !NO_OWNERS.includes(table),
);

/** Bytes younger than this are not swept: a step that is running stores its bytes before the record that owns them. */
export const SWEEP_AGE_MS = 10 * 60 * 1000;

/** Windows of traffic that are kept behind the newest one; a retraining reads them. */
const KEPT_WINDOWS = 20;

/** Digest to what it is for. A record that no page could show still owns its bytes. Call inside a transaction over all tables. */
export function ownedBlobs(database: CicloDatabase): Promise<ReadonlyMap<string, UseKind>> {
  return readingAll(async () => {
    const owners = new Map<string, UseKind>();
    for (const table of OWNERS) {
      const kind = KINDS[table] ?? "notebooks";
      await database.table(table).each((record: unknown) => {
        for (const digest of digestsIn(record)) if (!owners.has(digest)) owners.set(digest, kind);
      });
    }
    return owners;
  });
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

/** Removes bytes that a restore staged more than so long ago and left behind. Returns how many. */
export async function sweepStaged(
  database: CicloDatabase,
  nowMs: number,
  olderThanMs: number = SWEEP_AGE_MS,
): Promise<number> {
  const left = ({ staged, storedAtMs }: BlobInfoRow): boolean => staged === true && nowMs - storedAtMs >= olderThanMs;
  if ((await database.blobInfo.filter(left).count()) === 0) return 0;
  return database.transaction("rw", database.tables, async () => {
    const owners = await ownedBlobs(database);
    const loose = await database.blobInfo.filter((info) => left(info) && !owners.has(info.digest)).primaryKeys();
    await database.blobs.bulkDelete(loose);
    await database.blobInfo.bulkDelete(loose);
    return loose.length;
  });
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
