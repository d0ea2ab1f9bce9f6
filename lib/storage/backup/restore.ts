/**
 * A backup takes the place of all that is stored. Bytes first: they lie under their digests beside those that are there, marked as staged,
 * and belong to nobody until the records say so. Then all records in one transaction: a full disk, or a tab that closes, leaves everything
 * as it was. Staged bytes that were left behind go at a later start.
 */
import type { Clock } from "../../clock";
import { asId, newId, type JournalId, type ProjectId } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { CicloDatabase } from "../database/database";
import { intact } from "../database/missing";
import type { BlobRow } from "../database/tables";
import { RECORD_TABLES } from "../records/check-record";
import type { BackupContent, BackupOptions } from "./backup";
import { sweepStaged } from "./sweep";

/** Replaces everything by the content, or throws and leaves everything as it was. */
export async function replaceAll(
  database: CicloDatabase,
  clock: Clock,
  content: BackupContent,
  { onProgress }: BackupOptions = {},
): Promise<void> {
  try {
    for (const [done, { digest }] of content.blobs.entries()) {
      await stageBytes(database, clock.nowMs(), { digest, bytes: await content.bytesOf(digest) });
      onProgress?.({ phase: "saving", done, total: content.blobs.length });
    }
    await database.transaction("rw", database.tables, () => replaceRecords(database, clock.nowMs(), content));
  } catch (cause) {
    await sweepStaged(database, clock.nowMs(), 0).catch(() => undefined);
    throw cause;
  }
}

/** Keeps bytes as young ones, so that no other sweep takes them before their owner is there. */
function stageBytes(database: CicloDatabase, storedAtMs: number, blob: BlobRow): PromiseLike<void> {
  return database.transaction("rw", database.blobs, database.blobInfo, async () => {
    const { digest, bytes } = blob;
    const known = await database.blobInfo.get(digest);
    const staged = known && !known.staged ? {} : { staged: true as const };
    await database.blobs.put(blob);
    await database.blobInfo.put({ digest, sizeBytes: bytes.byteLength, storedAtMs, ...staged });
  });
}

async function replaceRecords(database: CicloDatabase, nowMs: number, content: BackupContent): Promise<void> {
  for (const table of RECORD_TABLES) await database.table(table).clear();
  for (const [table, records] of content.tables) await database.table(table).bulkAdd(records);
  await ownBytes(database, nowMs, content);
  const project = content.tables.get("projects")?.[0];
  if (project) await recordRestore(database, { projectId: asId(String(project["id"])), nowMs });
}

/** The bytes of the content are nobody's guests any more; those that only the project of before had go. */
async function ownBytes(database: CicloDatabase, nowMs: number, { blobs }: BackupContent): Promise<void> {
  const present = new Set(await database.blobs.toCollection().primaryKeys());
  for (const { digest } of blobs) {
    intact(present.has(digest) ? digest : undefined, "blobs", digest);
    present.delete(digest);
  }
  const others = [...present];
  await database.blobs.bulkDelete(others);
  await database.blobInfo.clear();
  await database.blobInfo.bulkPut(blobs.map((blob) => ({ ...blob, storedAtMs: nowMs })));
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
