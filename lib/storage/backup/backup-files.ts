/** The files of a backup, one after another: bytes first, then the records, then the manifest that names them all. */
import { sha256Bytes } from "../../digest";
import type { OnProgress } from "../../progress";
import type { CicloDatabase } from "../database/database";
import { SCHEMA_VERSION, type StoredRecord } from "../database/migrations";
import { faultOf, RECORD_TABLES, type RecordTable } from "../records/check-record";
import { keyInWords } from "../records/key-in-words";
import { readingAll } from "../records/set-apart";
import type { ArchiveEntry } from "./archive";
import { toJsonl } from "./jsonl";
import { MANIFEST, type ApartRecord, type BackupFile, type Manifest } from "./manifest";
import { neededBlobs } from "./needed-blobs";

export const BLOBS = "blobs/";
/** What could not be used, kept for a person to look at. */
const APART = "apart/";
export const blobPath = (digest: string) => `${BLOBS}${digest}`;
export const tablePath = (table: string) => `${table}.jsonl`;

/** Tables are read in one transaction; blobs, which never change, one at a time. */
export async function* backupFiles(
  database: CicloDatabase,
  createdAtMs: number,
  onProgress: OnProgress | undefined,
): AsyncGenerator<ArchiveEntry> {
  const { tables, digests } = await storedTables(database);
  const files: BackupFile[] = [];
  const intact = new Set<string>();
  const apart: ApartRecord[] = [];
  const file = (path: string, bytes: Uint8Array, sha256: string): ArchiveEntry => {
    files.push({ path, sha256, sizeBytes: bytes.byteLength });
    return { path, bytes };
  };
  for (const [done, digest] of digests.entries()) {
    const row = await database.blobs.get(digest);
    if (!row) continue;
    const sha256 = await sha256Bytes(row.bytes);
    if (sha256 === digest) intact.add(digest);
    yield file(`${sha256 === digest ? "" : APART}${blobPath(digest)}`, row.bytes, sha256);
    onProgress?.({ phase: "saving", done, total: digests.length });
  }
  for (const [table, records] of tables) {
    const { right, wrong } = sorted(table, records, intact);
    apart.push(...wrong.map(({ record, member }) => ({ table, record: nameOf(database, table, record), member })));
    for (const [path, kept] of [
      [tablePath(table), right],
      [`${APART}${tablePath(table)}`, wrong.map(({ record }) => record)],
    ] as const) {
      if (kept.length === 0 && path.startsWith(APART)) continue;
      const bytes = toJsonl(kept);
      yield file(path, bytes, await sha256Bytes(bytes));
    }
  }
  const head = { format: "ciclo-backup", formatVersion: 1, schemaVersion: SCHEMA_VERSION } as const;
  const manifest: Manifest = { ...head, createdAtMs, files, apart };
  yield { path: MANIFEST, bytes: new TextEncoder().encode(JSON.stringify(manifest, null, 2)) };
}

function storedTables(database: CicloDatabase) {
  return database.transaction("r", [...RECORD_TABLES, "blobInfo"], () =>
    readingAll(async () => {
      const tables = new Map<RecordTable, readonly StoredRecord[]>();
      for (const table of RECORD_TABLES) tables.set(table, await database.table(table).toArray());
      return { tables, digests: await database.blobInfo.toCollection().primaryKeys() };
    }),
  );
}

interface Wrong {
  readonly record: StoredRecord;
  readonly member: string;
}

function sorted(table: RecordTable, records: readonly StoredRecord[], blobs: ReadonlySet<string>) {
  const right: StoredRecord[] = [];
  const wrong: Wrong[] = [];
  for (const record of records) {
    const member = faultOf(table, record) ?? lostBytes(table, record, blobs);
    if (member === null) right.push(record);
    else wrong.push({ record, member });
  }
  return { right, wrong };
}

function lostBytes(table: RecordTable, record: StoredRecord, blobs: ReadonlySet<string>): string | null {
  const lost = neededBlobs(table, record).find((digest) => !blobs.has(digest));
  return lost === undefined ? null : blobPath(lost);
}

function nameOf(database: CicloDatabase, table: RecordTable, record: StoredRecord): string {
  const { keyPath } = database.table(table).schema.primKey;
  return keyInWords([keyPath ?? []].flat().map((member) => record[member]));
}
