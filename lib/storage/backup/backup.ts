/**
 * A backup: one zip with `manifest.json`, one JSON-lines file per table and every blob under its digest.
 * The manifest lists the SHA-256 of every other file. Restoring checks all of it before it changes anything.
 */
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from "fflate";
import { z } from "zod";
import { sha256Bytes } from "../../digest";
import { AppError, type ErrorDetails } from "../../errors";
import { asId, type Sha256 } from "../../ids";
import type { BlobRow, CicloDatabase } from "../database/database";
import { fromJsonl, toJsonl } from "./jsonl";
import { SCHEMA_VERSION, upgradeRecord, type StoredRecord } from "../database/migrations";
import { parseRecord, RECORD_TABLES, type RecordTable } from "../database/records";

const MANIFEST = "manifest.json";

const manifestSchema = z.object({
  format: z.literal("ciclo-backup"),
  formatVersion: z.literal(1),
  schemaVersion: z.number().int().positive(),
  createdAtMs: z.number(),
  files: z.array(z.object({ path: z.string(), sha256: z.string(), sizeBytes: z.number() })),
});

type Manifest = z.infer<typeof manifestSchema>;
type BackupFile = Manifest["files"][number];

/** Everything that a backup holds, checked and in the newest shape. */
export interface BackupContent {
  readonly tables: ReadonlyMap<RecordTable, readonly StoredRecord[]>;
  readonly blobs: readonly BlobRow[];
}

/** The whole database as a zip. Tables are read in one transaction; blobs, which never change, one at a time. */
export async function writeBackup(database: CicloDatabase, createdAtMs: number): Promise<Uint8Array<ArrayBuffer>> {
  const { tables, digests } = await readTables(database);
  const archive = zipWriter();
  const files: BackupFile[] = [];
  const add = async (path: string, bytes: Uint8Array) => {
    files.push({ path, sha256: await sha256Bytes(bytes), sizeBytes: bytes.byteLength });
    archive.add(path, bytes);
  };
  for (const [table, records] of tables) await add(tablePath(table), toJsonl(records));
  for (const digest of digests) {
    const row = await database.blobs.get(digest);
    if (row) await add(blobPath(digest), row.bytes);
  }
  const manifest: Manifest = {
    format: "ciclo-backup",
    formatVersion: 1,
    schemaVersion: SCHEMA_VERSION,
    createdAtMs,
    files,
  };
  archive.add(MANIFEST, strToU8(JSON.stringify(manifest, null, 2)));
  return archive.finish();
}

/** The content of a backup; anything that is not whole and right is `backup.invalid`, one from the future `storage.newer-version`. */
export async function readBackup(zip: Uint8Array): Promise<BackupContent> {
  const entries = unzipped(zip);
  const manifest = readManifest(entries.get(MANIFEST));
  if (manifest.schemaVersion > SCHEMA_VERSION) {
    throw new AppError("storage.newer-version", { details: { found: manifest.schemaVersion, known: SCHEMA_VERSION } });
  }
  for (const file of manifest.files) await checkFile(file, entries.get(file.path));
  const paths = new Set(manifest.files.map((file) => file.path));
  const tables = new Map(
    RECORD_TABLES.map((table) => {
      const bytes = paths.has(tablePath(table)) ? entries.get(tablePath(table)) : undefined;
      return [table, bytes ? readTable(table, bytes, manifest.schemaVersion) : []] as const;
    }),
  );
  if (tables.get("projects")?.length === 0) throw invalid({ file: tablePath("projects") });
  const blobs = manifest.files.filter((file) => file.path.startsWith(BLOBS)).map((file) => readBlob(file, entries));
  checkReferences(tables, new Set(blobs.map((blob) => blob.digest)));
  return { tables, blobs };
}

const BLOBS = "blobs/";
const blobPath = (digest: string) => `${BLOBS}${digest}`;
const tablePath = (table: string) => `${table}.jsonl`;
const invalid = (details: ErrorDetails, cause?: unknown) => new AppError("backup.invalid", { details, cause });

function readTables(database: CicloDatabase) {
  return database.transaction("r", [...RECORD_TABLES, "blobInfo"], async () => {
    const tables = new Map<RecordTable, readonly unknown[]>();
    for (const table of RECORD_TABLES) tables.set(table, await database.table(table).toArray());
    return { tables, digests: await database.blobInfo.toCollection().primaryKeys() };
  });
}

function zipWriter() {
  const parts: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, part) => {
    if (error) failure = error;
    else parts.push(part);
  });
  return {
    add(path: string, bytes: Uint8Array): void {
      const file = new ZipDeflate(path, { level: 6 });
      zip.add(file);
      file.push(bytes, true);
    },
    finish(): Uint8Array<ArrayBuffer> {
      zip.end();
      if (failure) throw failure;
      const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
      let offset = 0;
      for (const part of parts) {
        whole.set(part, offset);
        offset += part.byteLength;
      }
      return whole;
    },
  };
}

function unzipped(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    return new Map(Object.entries(unzipSync(zip)));
  } catch (error) {
    throw invalid({ file: "zip" }, error);
  }
}

function readManifest(bytes: Uint8Array | undefined): Manifest {
  if (!bytes) throw invalid({ file: MANIFEST });
  try {
    return manifestSchema.parse(JSON.parse(strFromU8(bytes)));
  } catch (error) {
    throw invalid({ file: MANIFEST }, error);
  }
}

async function checkFile(file: BackupFile, bytes: Uint8Array | undefined): Promise<void> {
  if (!bytes || (await sha256Bytes(bytes)) !== file.sha256) throw invalid({ file: file.path });
}

function readTable(table: RecordTable, bytes: Uint8Array, from: number): readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  for (const line of lines(table, bytes)) {
    if (typeof line !== "object" || line === null) throw invalid({ file: tablePath(table) });
    const record = upgradeRecord({ table, record: line as StoredRecord, from });
    if (record) records.push(parseRecord(table, record));
  }
  return records;
}

function lines(table: RecordTable, bytes: Uint8Array): readonly unknown[] {
  try {
    return fromJsonl(bytes);
  } catch (error) {
    throw invalid({ file: tablePath(table) }, error);
  }
}

// The manifest's digest was checked against the bytes: it is enough that the name says the same.
function readBlob(file: BackupFile, entries: ReadonlyMap<string, Uint8Array>): BlobRow {
  const bytes = entries.get(file.path);
  if (!bytes || file.path !== blobPath(file.sha256)) throw invalid({ file: file.path });
  return { digest: asId<Sha256>(file.sha256), bytes };
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
  if (missing !== undefined) throw invalid({ file: blobPath(missing) });
}
