/** Columns as bytes and back: what a version's chunks hold. Little-endian, as every machine that runs a browser is. */
import { sha256Json } from "../../digest";
import { AppError } from "../../errors";
import type { Sha256 } from "../../ids";
import { CHUNK_ROWS, type ColumnChunks } from "./dataset";
import type { Schema } from "../schema";
import type { Column } from "../table";

/** The chunks of a column: float64 values or int32 codes. Every NaN is written with the same bits, so that digests agree. */
export function columnToChunks(column: Column): Uint8Array[] {
  const cells = column.storage === "numeric" ? canonicalNumbers(column.values) : column.codes.slice();
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < cells.length; start += CHUNK_ROWS) {
    chunks.push(new Uint8Array(cells.slice(start, start + CHUNK_ROWS).buffer));
  }
  return chunks;
}

/** The column of the given chunks, in order; `storage.corrupt` when they do not hold `rowCount` rows. */
export function columnFromChunks(
  chunks: readonly Uint8Array[],
  column: { readonly storage: Column["storage"]; readonly categories: readonly string[]; readonly rowCount: number },
): Column {
  const bytes = new Uint8Array(column.rowCount * (column.storage === "numeric" ? 8 : 4));
  if (chunks.reduce((sum, chunk) => sum + chunk.length, 0) !== bytes.length) throw new AppError("storage.corrupt");
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return column.storage === "numeric"
    ? { storage: "numeric", values: new Float64Array(bytes.buffer) }
    : { storage: "dictionary", codes: new Int32Array(bytes.buffer), categories: column.categories };
}

/** The identity of a table: SHA-256 of the canonical JSON of schema, categories and chunk digests. */
export function contentDigest(schema: Schema, columns: readonly ColumnChunks[]): Promise<Sha256> {
  return sha256Json({ schema, columns });
}

/** Row numbers as bytes (uint32). */
export function indicesToBytes(indices: Uint32Array): Uint8Array {
  return new Uint8Array(indices.slice().buffer);
}

/** The inverse of {@link indicesToBytes}. */
export function indicesFromBytes(bytes: Uint8Array): Uint32Array {
  if (bytes.length % 4 !== 0) throw new AppError("storage.corrupt");
  return new Uint32Array(bytes.slice().buffer);
}

function canonicalNumbers(values: Float64Array): Float64Array {
  const copy = values.slice();
  const bits = new Uint32Array(copy.buffer);
  for (let index = 0; index < copy.length; index++) {
    if (!Number.isNaN(copy[index]!)) continue;
    bits[index * 2] = 0;
    bits[index * 2 + 1] = 0x7ff80000;
  }
  return copy;
}
