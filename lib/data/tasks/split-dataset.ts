/** Drawing and storing the split of a version. */
import type { Clock } from "../../clock";
import { sha256Json } from "../../digest";
import { throwIfAborted } from "../../errors";
import { newId, type DatasetVersionId, type SplitId } from "../../ids";
import type { Goal } from "../goal";
import { readIndices, readVersion, writeIndices } from "../version/read-table";
import type { DataStores } from "../version/save-version";
import type { Split, SplitParams } from "../split/split";
import { splitBalance, splitRows } from "../split/split-rows";
import { columnOf } from "../table";
import type { TaskOptions } from "./import-dataset";

/** Splits a version by the goal's target; only the target column is read. Throws as `splitRows` does. */
export async function splitDataset(
  { stores, clock }: { readonly stores: DataStores; readonly clock: Clock },
  request: { readonly datasetVersionId: DatasetVersionId; readonly goal: Goal; readonly params: SplitParams },
  options: TaskOptions = {},
): Promise<Split> {
  const { goal, params } = request;
  options.onProgress?.({ phase: "splitting" });
  const version = await stores.datasets.getVersion(request.datasetVersionId);
  const table = await readVersion(stores.blobs, version, [goal.target]);
  const groups = version.groups && (await readIndices(stores.blobs, version.groups));
  const indices = splitRows({ table, target: goal.target, task: goal.task, params, groups });
  throwIfAborted(options.signal);
  const parts = {
    train: await writeIndices(stores.blobs, indices.train),
    validation: await writeIndices(stores.blobs, indices.validation),
    test: await writeIndices(stores.blobs, indices.test),
  };
  const split: Split = {
    id: newId<SplitId>(),
    projectId: version.projectId,
    datasetVersionId: version.id,
    params,
    target: goal.target,
    parts,
    balance: splitBalance(columnOf(table, goal.target), goal.task, indices),
    digest: await sha256Json(parts),
    createdAtMs: clock.nowMs(),
  };
  await stores.datasets.saveSplit(split);
  return split;
}
