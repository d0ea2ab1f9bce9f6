/**
 * A backup: one zip with `manifest.json`, one JSON-lines file per table and every blob under its digest. The manifest lists the SHA-256 of
 * every other file. A backup is read back before it is handed over; restoring checks all of it before it changes anything. Bytes pass one
 * file at a time, so that a large project needs little memory.
 */
import { AppError } from "../../errors";
import { asId, type Sha256 } from "../../ids";
import type { OnProgress } from "../../progress";
import type { CicloDatabase } from "../database/database";
import { SCHEMA_VERSION, upgradeRecord, type StoredRecord } from "../database/migrations";
import { parseRecord, RECORD_TABLES, type RecordTable } from "../records/check-record";
import { sha256Bytes } from "../../digest";
import { damaged, openArchive, writeArchive, type Archive } from "./archive";
import { backupFiles, BLOBS, blobPath, tablePath } from "./backup-files";
import { fromJsonl } from "./jsonl";
import { readManifest, type BackupFile, type Manifest } from "./manifest";
import { neededBlobs } from "./needed-blobs";
import { refuseDoubles } from "./unique-keys";

/** Everything that a backup holds, checked and in the newest shape. */
export interface BackupContent {
  readonly createdAtMs: number;
  readonly tables: ReadonlyMap<RecordTable, readonly StoredRecord[]>;
  readonly blobs: readonly { readonly digest: Sha256; readonly sizeBytes: number }[];
  /** What lies in it apart, because nothing could use it. */
  readonly apart: Manifest["apart"];
  /** The bytes of one blob. */
  bytesOf(digest: Sha256): Promise<Uint8Array>;
}

export interface BackupOptions {
  readonly onProgress?: OnProgress | undefined;
}

export interface WrittenBackup {
  readonly zip: Blob;
  readonly apart: Manifest["apart"];
}

/**
 * The whole database as a zip, read back: one that cannot be is `backup.not-verified`. What no page could use lies in it apart and is
 * named; it keeps nothing else from being saved.
 */
export async function writeBackup(
  database: CicloDatabase,
  createdAtMs: number,
  { onProgress }: BackupOptions = {},
): Promise<WrittenBackup> {
  const zip = await writeArchive(backupFiles(database, createdAtMs, onProgress));
  try {
    const { apart } = await readBackup(database, zip, { onProgress });
    return { zip, apart };
  } catch (cause) {
    throw new AppError("backup.not-verified", { details: detailsOf(cause), cause });
  }
}

/**
 * The content of a backup, after every file was read and compared with its digest. What is no backup is `backup.foreign`, one whose end is
 * missing `backup.cut`, one whose bytes are not right `backup.damaged`, a record that no page could show or that is there twice
 * `backup.bad-record`, one from the future `storage.newer-version`. Of the database only the declaration of its tables is read.
 */
export async function readBackup(
  database: CicloDatabase,
  zip: Blob,
  { onProgress }: BackupOptions = {},
): Promise<BackupContent> {
  const archive = await openArchive(zip);
  const manifest = await readManifest(archive);
  if (manifest.schemaVersion > SCHEMA_VERSION) {
    throw new AppError("storage.newer-version", { details: { found: manifest.schemaVersion, known: SCHEMA_VERSION } });
  }
  await checkFiles(archive, manifest, onProgress);
  const tables = await readTables(archive, manifest);
  for (const [table, records] of tables) refuseDoubles(database.table(table).schema, records);
  if (tables.get("projects")?.length === 0) throw damaged({ file: tablePath("projects") });
  const blobs = manifest.files.filter((file) => file.path.startsWith(BLOBS)).map(blobOf);
  checkReferences(tables, new Set(blobs.map((blob) => blob.digest)));
  const { createdAtMs, apart } = manifest;
  return { createdAtMs, tables, blobs, apart, bytesOf: (digest) => archive.read(blobPath(digest)) };
}

const detailsOf = (cause: unknown) => (cause instanceof AppError ? cause.details : {});

async function checkFiles(archive: Archive, { files }: Manifest, onProgress: OnProgress | undefined): Promise<void> {
  const present = new Set(archive.paths);
  for (const [done, file] of files.entries()) {
    if (!present.has(file.path)) throw damaged({ file: file.path });
    if ((await sha256Bytes(await archive.read(file.path))) !== file.sha256) throw damaged({ file: file.path });
    onProgress?.({ phase: "reading", done, total: files.length });
  }
}

async function readTables(archive: Archive, manifest: Manifest): Promise<BackupContent["tables"]> {
  const paths = new Set(manifest.files.map((file) => file.path));
  const tables = new Map<RecordTable, readonly StoredRecord[]>();
  for (const table of RECORD_TABLES) {
    const path = tablePath(table);
    const records = paths.has(path) ? readRecords(table, await archive.read(path), manifest.schemaVersion) : [];
    tables.set(table, records);
  }
  return tables;
}

function readRecords(table: RecordTable, bytes: Uint8Array, from: number): readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  for (const line of linesOf(table, bytes)) {
    if (typeof line !== "object" || line === null) throw damaged({ file: tablePath(table) });
    const record = upgradeRecord({ table, record: line as StoredRecord, from });
    if (record) records.push(parseRecord(table, record));
  }
  return records;
}

function linesOf(table: RecordTable, bytes: Uint8Array): readonly unknown[] {
  try {
    return fromJsonl(bytes);
  } catch (error) {
    throw damaged({ file: tablePath(table) }, error);
  }
}

// The manifest's digest was checked against the bytes: it is enough that the name says the same.
function blobOf(file: BackupFile): BackupContent["blobs"][number] {
  if (file.path !== blobPath(file.sha256)) throw damaged({ file: file.path });
  return { digest: asId<Sha256>(file.sha256), sizeBytes: file.sizeBytes };
}

function checkReferences(tables: BackupContent["tables"], blobs: ReadonlySet<string>): void {
  for (const [table, records] of tables) {
    for (const record of records) {
      const missing = neededBlobs(table, record).find((digest) => !blobs.has(digest));
      if (missing !== undefined) throw damaged({ file: blobPath(missing) });
    }
  }
}
