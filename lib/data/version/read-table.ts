/** Tables and row numbers from the stores: how every worker reads data, by version id. */
import type { DatasetVersionId, Sha256 } from "../../ids";
import { columnFromChunks, indicesFromBytes, indicesToBytes } from "./column-bytes";
import type { DatasetVersion } from "./dataset";
import { storageMap } from "../schema";
import type { BlobStore, DatasetStore } from "./store";
import { AppError } from "../../errors";
import type { Column, Table } from "../table";

export interface ReadTableRequest {
  readonly stores: { readonly blobs: BlobStore; readonly datasets: DatasetStore };
  readonly versionId: DatasetVersionId;
  /** Only these columns; all when absent. */
  readonly columns?: readonly string[];
}

/** The rows of a version. Throws `data.version-not-found`, `data.column-missing` or `storage.corrupt`. */
export async function readTable({ stores, versionId, columns }: ReadTableRequest): Promise<Table> {
  return readVersion(stores.blobs, await stores.datasets.getVersion(versionId), columns);
}

/** The rows of a version that is already at hand. */
export async function readVersion(
  blobs: BlobStore,
  version: DatasetVersion,
  columns: readonly string[] = version.schema.map((column) => column.name),
): Promise<Table> {
  const storage = storageMap(version.schema);
  const chunksOf = new Map(version.columns.map((column) => [column.name, column]));
  const read = async (name: string): Promise<[string, Column]> => {
    const entry = chunksOf.get(name);
    const kind = storage.get(name);
    if (!entry || !kind) throw new AppError("data.column-missing", { details: { column: name } });
    const chunks = await Promise.all(entry.chunks.map((digest) => blobs.get(digest)));
    const shape = { storage: kind, categories: entry.categories ?? [], rowCount: version.rowCount };
    return [name, columnFromChunks(chunks, shape)];
  };
  return { rowCount: version.rowCount, columns: new Map(await Promise.all(columns.map(read))) };
}

/** Row numbers from a blob. */
export async function readIndices(blobs: BlobStore, digest: Sha256): Promise<Uint32Array> {
  return indicesFromBytes(await blobs.get(digest));
}

/** Row numbers to a blob. */
export function writeIndices(blobs: BlobStore, indices: Uint32Array): Promise<Sha256> {
  return blobs.put(indicesToBytes(indices));
}
