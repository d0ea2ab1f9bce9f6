/** The data thread: parse, profile, digest, split, fit. It wires the tasks of `lib/` to the stores and holds no logic. */
import type { BuiltinDataset } from "../../lib/data/version/dataset";
import { addRows } from "../../lib/data/tasks/add-rows";
import { buildRetrainingVersion } from "../../lib/data/tasks/build-retraining";
import { importDataset } from "../../lib/data/tasks/import-dataset";
import { ingestFile } from "../../lib/data/tasks/ingest-file";
import { pageReader } from "../../lib/data/tasks/page-rows";
import { splitDataset } from "../../lib/data/tasks/split-dataset";
import { AppError } from "../../lib/errors";
import type { CallOptions } from "../../lib/notebook/services/services";
import { compareData, storeSketches } from "../../lib/monitoring/compare-data";
import { prepareRecipe } from "../../lib/preprocess/prepare-recipe";
import type { OnProgress } from "../../lib/progress";
import { openStores } from "../../lib/storage/stores";
import type { DataApi } from "./data.api";
import { exposeWorker } from "../expose";
import { createJobTable } from "../job";
import { thinProgress } from "../thin-progress";
import { wallClock } from "../wall-clock";

const stores = openStores(wallClock);
const deps = { stores, clock: wallClock, fetchBuiltin };
const jobs = createJobTable();
const readPage = pageReader(stores);

/** Runs a task under its job's id, with thinned progress. */
function run<T>(jobId: string, onProgress: OnProgress, task: (options: CallOptions) => Promise<T>): Promise<T> {
  return jobs.run(jobId, (signal) => task({ signal, onProgress: thinProgress(onProgress) }));
}

async function fetchBuiltin(name: BuiltinDataset): Promise<Uint8Array> {
  const failed = (cause: unknown) => new AppError("data.fetch-failed", { details: { name }, cause });
  try {
    const response = await fetch(new URL(`/datasets/${name}.csv`, self.location.origin));
    if (!response.ok) throw failed(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw error instanceof AppError ? error : failed(error);
  }
}

const api: DataApi = {
  cancel: (id) => jobs.cancel(id),
  ingestFile: (request, jobId, onProgress) =>
    run(jobId, onProgress, (options) => ingestFile(stores.blobs, request, options)),
  importDataset: (request, jobId, onProgress) =>
    run(jobId, onProgress, (options) => importDataset(deps, request, options)),
  split: (request, jobId, onProgress) => run(jobId, onProgress, (options) => splitDataset(deps, request, options)),
  fitRecipe: (request, jobId, onProgress) => run(jobId, onProgress, (options) => prepareRecipe(deps, request, options)),
  rows: (request) => readPage(request),
  addRows: (request, jobId, onProgress) => run(jobId, onProgress, (options) => addRows(deps, request, options)),
  buildRetrainingVersion: (request, jobId, onProgress) =>
    run(jobId, onProgress, (options) => buildRetrainingVersion(deps, request, options)),
  compareData: (request, jobId, onProgress) =>
    run(jobId, onProgress, (options) => compareData(stores, request, options)),
  storeSketches: (request, jobId, onProgress) =>
    run(jobId, onProgress, (options) => storeSketches(stores, request, options)),
};

exposeWorker(api);
