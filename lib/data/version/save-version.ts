/** Saving a table as an immutable version: its columns first, its record last, so that a record never points to nothing. */
import type { Clock } from "../../clock";
import { newId, type DatasetVersionId, type Md5, type ProjectId, type Sha256 } from "../../ids";
import type { Attribution } from "../../journal";
import type { OnProgress } from "../../progress";
import { columnToChunks, contentDigest } from "./column-bytes";
import type { ColumnChunks, Dataset, DatasetOrigin, DatasetVersion, ImageLayout } from "./dataset";
import { profileTable } from "../profile/profile-table";
import { writeIndices } from "./read-table";
import type { Schema } from "../schema";
import type { BlobStore, DatasetStore } from "./store";
import { columnOf, type Column, type Table } from "../table";

export interface DataStores {
  readonly blobs: BlobStore;
  readonly datasets: DatasetStore;
}

export interface NewVersion {
  readonly projectId: ProjectId;
  /** The dataset is created when it is new. */
  readonly datasetName: string;
  readonly table: Table;
  readonly schema: Schema;
  readonly source: { readonly sha256: Sha256; readonly md5: Md5 } | null;
  /** `previous`: the version before in the dataset; rows that are there already keep the parents they have. */
  readonly parents: readonly DatasetVersionId[] | "previous";
  readonly message: string;
  readonly origin: DatasetOrigin;
  readonly image: ImageLayout | null;
  readonly suggestedTarget: string | null;
  /** For each row, the number of its source row; null when each row is its own. */
  readonly groups: Uint32Array | null;
  readonly by: Attribution;
}

/** Profiles and saves a table as the next version of its dataset; equal content and parents give the version that exists. */
export async function saveVersion(
  deps: { readonly stores: DataStores; readonly clock: Clock; readonly onProgress?: OnProgress },
  input: NewVersion,
): Promise<DatasetVersion> {
  const { stores, clock, onProgress } = deps;
  const { projectId, datasetName, table, schema, source, groups, parents, by, ...rest } = input;
  onProgress?.({ phase: "profiling" });
  const profile = profileTable(table, schema);
  const columns: ColumnChunks[] = [];
  for (const { name } of schema) {
    onProgress?.({ phase: "saving", done: columns.length, total: schema.length });
    columns.push(await saveColumn(stores.blobs, name, columnOf(table, name)));
  }
  const dataset =
    (await stores.datasets.findDataset(projectId, datasetName)) ??
    (await stores.datasets.createDataset({ projectId, name: datasetName }));
  const contentSha256 = await contentDigest(schema, columns);
  const version: Omit<DatasetVersion, "version"> = {
    id: newId<DatasetVersionId>(),
    projectId,
    datasetId: dataset.id,
    name: datasetName,
    contentSha256,
    sourceSha256: source?.sha256 ?? null,
    sourceMd5: source?.md5 ?? null,
    ...rest,
    parents: parents === "previous" ? await previousVersion(stores.datasets, dataset, contentSha256) : parents,
    schema,
    rowCount: table.rowCount,
    columns,
    groups: groups && (await writeIndices(stores.blobs, groups)),
    profile,
    createdAtMs: clock.nowMs(),
    createdBy: null,
  };
  return stores.datasets.addVersion(version, by);
}

/** What an import into a dataset descends from: the parents of the version with the same rows, else the latest version. */
async function previousVersion(
  datasets: DatasetStore,
  dataset: Dataset,
  contentSha256: Sha256,
): Promise<readonly DatasetVersionId[]> {
  const versions = await datasets.listVersions(dataset.projectId);
  const same = versions.find((known) => known.datasetId === dataset.id && known.contentSha256 === contentSha256);
  if (same) return same.parents;
  const latest = await datasets.latestVersion(dataset.id);
  return latest ? [latest.id] : [];
}

async function saveColumn(blobs: BlobStore, name: string, column: Column): Promise<ColumnChunks> {
  const chunks: Sha256[] = [];
  for (const bytes of columnToChunks(column)) chunks.push(await blobs.put(bytes));
  return column.storage === "dictionary" ? { name, categories: column.categories, chunks } : { name, chunks };
}
