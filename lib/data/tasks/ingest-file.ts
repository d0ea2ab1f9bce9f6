/** Taking in a file: its bytes are kept, its first rows are read. */
import type { Sha256 } from "../../ids";
import { throwIfAborted } from "../../errors";
import { readCsv } from "../read/csv";
import { chunksOfBytes, chunksOfStream } from "../read/csv-bytes";
import { DEFAULT_CSV_OPTIONS, type CsvDialect } from "../version/dataset";
import type { ColumnType } from "../schema";
import type { BlobStore } from "../version/store";
import { rowAt, type Row } from "../table";
import type { TaskOptions } from "./import-dataset";

/** A CSV before it is imported: its columns, typed by the whole file, and its first rows. */
export interface IngestedFile {
  readonly sourceSha256: Sha256;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly dialect: CsvDialect;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rows: readonly Row[];
}

const PREVIEW_ROWS = 20;

/** Previews the file and keeps its bytes. What the import would refuse is refused here. Throws as `readCsv` does. */
export async function ingestFile(
  blobs: BlobStore,
  { file, fileName }: { readonly file: Blob; readonly fileName: string },
  options: TaskOptions = {},
): Promise<IngestedFile> {
  const bytes = await readBytes(file, options);
  const signal = options.signal ? { signal: options.signal } : {};
  const { table, schema, dialect } = await readCsv(() => chunksOfBytes(bytes), DEFAULT_CSV_OPTIONS, {
    ...signal,
    maxRows: PREVIEW_ROWS,
  });
  options.onProgress?.({ phase: "saving" });
  return {
    sourceSha256: await blobs.put(bytes),
    fileName,
    sizeBytes: bytes.length,
    dialect,
    columns: schema,
    rows: Array.from({ length: table.rowCount }, (_, row) => rowAt(table, row)),
  };
}

async function readBytes(file: Blob, { onProgress, signal }: TaskOptions): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  let done = 0;
  for await (const chunk of chunksOfStream(file.stream())) {
    throwIfAborted(signal);
    bytes.set(chunk, done);
    done += chunk.length;
    onProgress?.({ phase: "reading", done, total: file.size });
  }
  return bytes;
}
