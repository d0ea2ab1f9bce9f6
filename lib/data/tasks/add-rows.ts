/** Rows that a person has labelled join the rows of a version, as a version of their own. */
import type { Clock } from "../../clock";
import { AppError, throwIfAborted } from "../../errors";
import type { DatasetVersionId } from "../../ids";
import type { Attribution } from "../../journal";
import { concatTables } from "../concat-tables";
import { storageMap } from "../schema";
import { tableFromRows, type Row } from "../table";
import type { DatasetVersion } from "../version/dataset";
import { readIndices, readVersion } from "../version/read-table";
import { saveVersion, type DataStores } from "../version/save-version";
import type { TaskOptions } from "./import-dataset";

export interface AddRowsRequest {
  /** The version that they join. */
  readonly datasetVersionId: DatasetVersionId;
  /** Values by column; a column without a value is missing. */
  readonly rows: readonly Row[];
  readonly by: Attribution;
}

/** The version with the rows at its end, and the old one as its parent. No rows are `data.too-few-rows`. */
export async function addRows(
  deps: { readonly stores: DataStores; readonly clock: Clock },
  { datasetVersionId, rows, by }: AddRowsRequest,
  options: TaskOptions = {},
): Promise<DatasetVersion> {
  if (rows.length === 0) throw new AppError("data.too-few-rows", { details: { rows: 0, needed: 1 } });
  const { blobs, datasets } = deps.stores;
  options.onProgress?.({ phase: "reading" });
  const parent = await datasets.getVersion(datasetVersionId);
  const table = await readVersion(blobs, parent);
  const groups = parent.groups && (await readIndices(blobs, parent.groups));
  throwIfAborted(options.signal);
  return saveVersion(
    { ...deps, ...options },
    {
      projectId: parent.projectId,
      datasetName: parent.name,
      table: concatTables(table, tableFromRows(rows, storageMap(parent.schema))),
      schema: parent.schema,
      source: null,
      parents: [parent.id],
      message: "",
      origin: { kind: "corrections", rows: rows.length },
      image: parent.image,
      suggestedTarget: parent.suggestedTarget,
      groups: groups && withOwnGroups(groups, rows.length),
      by,
    },
  );
}

/** New rows derive from none of the others: each is a group of its own. */
function withOwnGroups(groups: ArrayLike<number>, added: number): Uint32Array {
  const next = Array.from(groups).reduce((highest, group) => Math.max(highest, group), -1) + 1;
  return Uint32Array.from([...Array.from(groups), ...Array.from({ length: added }, (_, index) => next + index)]);
}
