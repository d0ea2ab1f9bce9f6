/** The workspace as a whole: backup, restore, how much room it takes, and how to get some back. */
import type { Clock } from "../../clock";
import { asId, newId, type JournalId, type ProjectId } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { StorageUse, Workspace } from "../../notebook/services/workspace";
import { readBackup, writeBackup, type BackupContent, type BackupOptions } from "./backup";
import type { BlobRow, CicloDatabase } from "../database/database";
import { guarded } from "../database/failures";
import { RECORD_TABLES, type RecordTable } from "../database/records";
import { jsonBytes, ownedBlobs, sweepBlobs, sweepTraffic } from "./sweep";

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
  return {
    backup: (options) => guarded(() => writeBackup(database, clock.nowMs(), options)),
    restore: async (zip, options) => {
      const content = await readBackup(zip, options);
      await guarded(() => replaceAll(database, clock, content, options));
    },
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
  };
}

/**
 * Bytes first: they lie under their digests beside those that are there, and belong to nobody until the records say so. Then all records in
 * one transaction: a full disk, or a tab that closes, leaves everything as it was.
 */
async function replaceAll(
  database: CicloDatabase,
  clock: Clock,
  content: BackupContent,
  { onProgress }: BackupOptions = {},
): Promise<void> {
  for (const [done, { digest }] of content.blobs.entries()) {
    await keepBytes(database, clock.nowMs(), { digest, bytes: await content.bytesOf(digest) });
    onProgress?.({ phase: "saving", done, total: content.blobs.length });
  }
  await database.transaction("rw", database.tables, () => replaceRecords(database, clock.nowMs(), content));
}

/** Keeps bytes as young ones, so that no sweep takes them before their owner is there. */
function keepBytes(database: CicloDatabase, storedAtMs: number, blob: BlobRow): PromiseLike<void> {
  return database.transaction("rw", database.blobs, database.blobInfo, async () => {
    const { digest, bytes } = blob;
    await database.blobs.put(blob);
    await database.blobInfo.put({ digest, sizeBytes: bytes.byteLength, storedAtMs });
  });
}

async function replaceRecords(database: CicloDatabase, nowMs: number, content: BackupContent): Promise<void> {
  for (const table of RECORD_TABLES) await database.table(table).clear();
  for (const [table, records] of content.tables) await database.table(table).bulkAdd(records);
  const restored = new Set<string>(content.blobs.map(({ digest }) => digest));
  const others = (await database.blobInfo.toCollection().primaryKeys()).filter((digest) => !restored.has(digest));
  await database.blobs.bulkDelete(others);
  await database.blobInfo.bulkDelete(others);
  const project = content.tables.get("projects")?.[0];
  if (project) await recordRestore(database, { projectId: asId(String(project["id"])), nowMs });
}

async function recordRestore(
  database: CicloDatabase,
  { projectId, nowMs }: { projectId: ProjectId; nowMs: number },
): Promise<void> {
  await database.journal.add({
    ...BY_PERSON,
    id: newId<JournalId>(),
    projectId,
    atMs: nowMs,
    command: "backup.restore",
    subjects: [projectId],
    details: {},
  });
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
