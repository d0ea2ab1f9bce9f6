/** The workspace as a whole: backup, restore, how much room it takes, and how to get some back. */
import type { Clock } from "../../clock";
import type { ReadCopy, StorageUse, StoredCounts, Workspace } from "../../notebook/services/workspace";
import { firstProject } from "../first-project";
import { setApartRecords } from "../records/apart-records";
import { replaceAll } from "./restore";
import { readBackup, writeBackup, type BackupOptions } from "./backup";
import type { CicloDatabase } from "../database/database";
import { guarded } from "../database/failures";
import type { RecordTable } from "../records/check-record";
import { jsonBytes, ownedBlobs, sweepBlobs, sweepStaged, sweepTraffic } from "./sweep";

/** The part of `navigator.storage` that is used; absent in an insecure context. */
export interface StorageKeeper {
  estimate?(): Promise<{ usage?: number; quota?: number }>;
  persisted?(): Promise<boolean>;
  persist?(): Promise<boolean>;
}

export interface WorkspaceOptions {
  readonly clock: Clock;
  readonly keeper?: StorageKeeper | undefined;
}

/** The workspace port on a database. */
export function createWorkspace(database: CicloDatabase, { clock, keeper }: WorkspaceOptions): Workspace {
  const read = (zip: Blob, options?: BackupOptions) => readCopy(database, clock, zip, options);
  return {
    backup: (options) =>
      guarded(async () => {
        await firstProject(database, clock);
        return writeBackup(database, clock.nowMs(), options);
      }),
    read,
    restore: async (zip, options) => (await read(zip, options)).restore(options),
    empty: () =>
      guarded(() =>
        database.transaction("rw", database.tables, async () => {
          for (const table of database.tables) await table.clear();
        }),
      ),
    use: () => guarded(() => storageUse(database, keeper)),
    persist: async () => (await keeper?.persist?.()) ?? false,
    freeSpace: () =>
      guarded(() =>
        database.transaction("rw", database.tables, async () => {
          await database.trash.clear();
          const traffic = await sweepTraffic(database);
          const blobs = await sweepBlobs(database, clock.nowMs());
          return { freedBytes: traffic + blobs };
        }),
      ),
    tidy: () => guarded(async () => void (await sweepStaged(database, clock.nowMs()))),
    ...setApartRecords(database, clock),
  };
}

async function readCopy(database: CicloDatabase, clock: Clock, zip: Blob, options?: BackupOptions): Promise<ReadCopy> {
  const content = await readBackup(database, zip, options);
  const holds = Object.fromEntries(
    Object.entries(COUNTED).map(([name, table]) => [name, content.tables.get(table)?.length ?? 0]),
  ) as unknown as StoredCounts;
  return {
    createdAtMs: content.createdAtMs,
    holds,
    replaces: await guarded(() => countsOf(database)),
    apart: content.apart,
    restore: (progress) => guarded(() => replaceAll(database, clock, content, progress)),
  };
}

const COUNTED: { readonly [Name in keyof StoredCounts]: RecordTable } = {
  notebooks: "notebooks",
  datasetVersions: "datasetVersions",
  runs: "runs",
  modelVersions: "modelVersions",
  endpoints: "endpoints",
};

async function countsOf(database: CicloDatabase): Promise<StoredCounts> {
  const names = Object.entries(COUNTED);
  const counts = await Promise.all(names.map(async ([name, table]) => [name, await database.table(table).count()]));
  return Object.fromEntries(counts) as StoredCounts;
}

async function storageUse(database: CicloDatabase, keeper: StorageKeeper | undefined): Promise<StorageUse> {
  const [estimate, persisted, byKind] = await Promise.all([
    keeper?.estimate?.() ?? null,
    keeper?.persisted?.() ?? null,
    bytesByKind(database),
  ]);
  return { usedBytes: estimate?.usage ?? null, quotaBytes: estimate?.quota ?? null, persisted, byKind };
}

function bytesByKind(database: CicloDatabase): PromiseLike<StorageUse["byKind"]> {
  return database.transaction("r", database.tables, async () => {
    const owners = await ownedBlobs(database);
    const bytes: Record<StorageUse["byKind"][number]["kind"], number> = {
      datasets: 0,
      models: 0,
      traffic: await estimatedBytes(database, "batches"),
      notebooks: (await estimatedBytes(database, "notebooks")) + (await estimatedBytes(database, "results")),
      runs: (await estimatedBytes(database, "runs")) + (await estimatedBytes(database, "metrics")),
      trash: await estimatedBytes(database, "trash"),
    };
    await database.blobInfo.each((info) => {
      bytes[owners.get(info.digest) ?? "runs"] += info.sizeBytes;
    });
    return Object.entries(bytes)
      .map(([kind, size]) => ({ kind: kind as keyof typeof bytes, bytes: size }))
      .sort((a, b) => b.bytes - a.bytes);
  });
}

const SAMPLE = 20;

// The mean of a few records times their number: the whole log would be read for one line on a settings page.
async function estimatedBytes(database: CicloDatabase, table: RecordTable): Promise<number> {
  const rows = await database.table(table).limit(SAMPLE).toArray();
  if (rows.length === 0) return 0;
  const mean = rows.reduce((sum: number, row) => sum + jsonBytes(row), 0) / rows.length;
  return Math.round(mean * (await database.table(table).count()));
}
