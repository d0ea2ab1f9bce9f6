/** The workspace as a whole: backup, restore, how much room it takes, and how to get some back. */
import type { Clock } from "../../clock";
import { asId, newId, type JournalId, type ProjectId } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { StorageUse, Workspace } from "../../notebook/services/workspace";
import { readBackup, writeBackup, type BackupContent } from "./backup";
import type { CicloDatabase } from "../database/database";
import { guarded } from "../database/failures";
import type { RecordTable } from "../database/records";
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
    backup: () => guarded(() => writeBackup(database, clock.nowMs())),
    restore: async (zip) => {
      const content = await readBackup(zip);
      await guarded(() => replaceAll(database, clock, content));
    },
    use: () => guarded(() => storageUse(database, keeper)),
    persist: async () => (await keeper?.persist?.()) ?? false,
    freeSpace: () =>
      guarded(() =>
        database.transaction("rw", database.tables, async () => {
          const traffic = await sweepTraffic(database);
          const blobs = await sweepBlobs(database, clock.nowMs());
          return { freedBytes: traffic + blobs };
        }),
      ),
  };
}

// One transaction: a full disk, or a tab that closes, leaves everything as it was.
function replaceAll(database: CicloDatabase, clock: Clock, content: BackupContent): PromiseLike<void> {
  const nowMs = clock.nowMs();
  return database.transaction("rw", database.tables, async () => {
    for (const table of database.tables) await table.clear();
    for (const blob of content.blobs) await database.blobs.add(blob);
    await database.blobInfo.bulkAdd(
      content.blobs.map(({ digest, bytes }) => ({ digest, sizeBytes: bytes.byteLength, storedAtMs: nowMs })),
    );
    for (const [table, records] of content.tables) await database.table(table).bulkAdd(records);
    const project = content.tables.get("projects")?.[0];
    if (project) await recordRestore(database, { projectId: asId(String(project["id"])), nowMs });
  });
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
