/**
 * A backup: one zip with `manifest.json`, one JSON-lines file per table and every blob under its digest. The manifest lists the SHA-256 of
 * every other file. A backup is read back before it is handed over; restoring checks all of it before it changes anything. Bytes pass one
 * file at a time, so that a large project needs little memory.
 */
import { sha256Bytes } from "../../digest";
import { AppError } from "../../errors";
import { asId, type Sha256 } from "../../ids";
import type { OnProgress } from "../../progress";
import type { CicloDatabase } from "../database/database";
import { SCHEMA_VERSION, upgradeRecord, type StoredRecord } from "../database/migrations";
import { parseRecord, RECORD_TABLES, type RecordTable } from "../database/records";
import { damaged, openArchive, writeArchive, type Archive, type ArchiveEntry } from "./archive";
import { fromJsonl, toJsonl } from "./jsonl";
import { MANIFEST, readManifest, type BackupFile, type Manifest } from "./manifest";

/** Everything that a backup holds, checked and in the newest shape. */
export interface BackupContent {
  readonly tables: ReadonlyMap<RecordTable, readonly StoredRecord[]>;
  readonly blobs: readonly { readonly digest: Sha256; readonly sizeBytes: number }[];
  /** The bytes of one blob. */
  bytesOf(digest: Sha256): Promise<Uint8Array>;
}

export interface BackupOptions {
  readonly onProgress?: OnProgress | undefined;
}

/**
 * The whole database as a zip, read back: one that cannot be is `backup.not-verified`. Tables are read in one transaction; blobs, which
 * never change, one at a time.
 */
export async function writeBackup(
  database: CicloDatabase,
  createdAtMs: number,
  { onProgress }: BackupOptions = {},
): Promise<Blob> {
  const zip = await writeArchive(backupFiles(database, createdAtMs, onProgress));
  try {
    await readBackup(zip, { onProgress });
  } catch (cause) {
    throw new AppError("backup.not-verified", { details: detailsOf(cause), cause });
  }
  return zip;
}

/**
 * The content of a backup, after every file was read and compared with its digest. What is no backup is `backup.foreign`, one whose end is
 * missing `backup.cut`, one whose bytes are not right `backup.damaged`, a record that no page could show `backup.bad-record`, one from the
 * future `storage.newer-version`.
 */
export async function readBackup(zip: Blob, { onProgress }: BackupOptions = {}): Promise<BackupContent> {
  const archive = await openArchive(zip);
  const manifest = await readManifest(archive);
  if (manifest.schemaVersion > SCHEMA_VERSION) {
    throw new AppError("storage.newer-version", { details: { found: manifest.schemaVersion, known: SCHEMA_VERSION } });
  }
  await checkFiles(archive, manifest, onProgress);
  const tables = await readTables(archive, manifest);
  if (tables.get("projects")?.length === 0) throw damaged({ file: tablePath("projects") });
  const blobs = manifest.files.filter((file) => file.path.startsWith(BLOBS)).map(blobOf);
  checkReferences(tables, new Set(blobs.map((blob) => blob.digest)));
  return { tables, blobs, bytesOf: (digest) => archive.read(blobPath(digest)) };
}

const BLOBS = "blobs/";
const blobPath = (digest: string) => `${BLOBS}${digest}`;
const tablePath = (table: string) => `${table}.jsonl`;
const detailsOf = (cause: unknown) => (cause instanceof AppError ? cause.details : {});

async function* backupFiles(
  database: CicloDatabase,
  createdAtMs: number,
  onProgress: OnProgress | undefined,
): AsyncGenerator<ArchiveEntry> {
  const { tables, digests } = await storedTables(database);
  const files: BackupFile[] = [];
  const file = async (path: string, bytes: Uint8Array): Promise<ArchiveEntry> => {
    files.push({ path, sha256: await sha256Bytes(bytes), sizeBytes: bytes.byteLength });
    return { path, bytes };
  };
  for (const [table, records] of tables) yield file(tablePath(table), toJsonl(records));
  for (const [done, digest] of digests.entries()) {
    const row = await database.blobs.get(digest);
    if (row) yield file(blobPath(digest), row.bytes);
    onProgress?.({ phase: "saving", done, total: digests.length });
  }
  const manifest: Manifest = {
    format: "ciclo-backup",
    formatVersion: 1,
    schemaVersion: SCHEMA_VERSION,
    createdAtMs,
    files,
  };
  yield { path: MANIFEST, bytes: new TextEncoder().encode(JSON.stringify(manifest, null, 2)) };
}

function storedTables(database: CicloDatabase) {
  return database.transaction("r", [...RECORD_TABLES, "blobInfo"], async () => {
    const tables = new Map<RecordTable, readonly unknown[]>();
    for (const table of RECORD_TABLES) tables.set(table, await database.table(table).toArray());
    return { tables, digests: await database.blobInfo.toCollection().primaryKeys() };
  });
}

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
    checkKeys(table, records);
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

/** The same record twice would stop the restore in its middle. */
function checkKeys(table: RecordTable, records: readonly StoredRecord[]): void {
  const seen = new Set<string>();
  for (const record of records) {
    const { id } = record;
    if (typeof id !== "string") continue;
    if (seen.has(id)) throw new AppError("backup.bad-record", { details: { table, record: id, member: "id" } });
    seen.add(id);
  }
}

// The manifest's digest was checked against the bytes: it is enough that the name says the same.
function blobOf(file: BackupFile): BackupContent["blobs"][number] {
  if (file.path !== blobPath(file.sha256)) throw damaged({ file: file.path });
  return { digest: asId<Sha256>(file.sha256), sizeBytes: file.sizeBytes };
}

// A dataset without its columns or a package without its files could never be read again.
function checkReferences(tables: BackupContent["tables"], blobs: ReadonlySet<string>): void {
  const versions = (tables.get("datasetVersions") ?? []) as readonly {
    columns: readonly { chunks: readonly string[] }[];
  }[];
  const packages = (tables.get("packages") ?? []) as readonly { manifest: { files: readonly { sha256: string }[] } }[];
  const needed = [
    ...versions.flatMap((version) => version.columns.flatMap((column) => column.chunks)),
    ...packages.flatMap((found) => found.manifest.files.map((file) => file.sha256)),
  ];
  const missing = needed.find((digest) => !blobs.has(digest));
  if (missing !== undefined) throw damaged({ file: blobPath(missing) });
}
