/** The data worker as the page sees it. */
import type { DataTasks } from "../../lib/notebook/services/services";
import { connectWorker } from "../connect";
import type { DataApi } from "./data.api";

/** `DataTasks` on its own thread, started at the first call. */
export function createDataClient(): DataTasks {
  const worker = connectWorker<DataApi>({
    name: "data",
    spawn: () => new Worker(new URL("./data.worker.ts", import.meta.url), { type: "module" }),
  });
  return {
    ingestFile: (file, fileName, options = {}) =>
      worker.job(options, (api, job) => api.ingestFile({ file, fileName }, job.id, job.onProgress)),
    importDataset: (request, options = {}) =>
      worker.job(options, (api, job) => api.importDataset(request, job.id, job.onProgress)),
    split: (request, options = {}) => worker.job(options, (api, job) => api.split(request, job.id, job.onProgress)),
    fitRecipe: (request, options = {}) =>
      worker.job(options, (api, job) => api.fitRecipe(request, job.id, job.onProgress)),
    rows: (request) => worker.call((api) => api.rows(request)),
    addRows: (request, options = {}) => worker.job(options, (api, job) => api.addRows(request, job.id, job.onProgress)),
    buildRetrainingVersion: (request, options = {}) =>
      worker.job(options, (api, job) => api.buildRetrainingVersion(request, job.id, job.onProgress)),
    compareData: (request, options = {}) =>
      worker.job(options, (api, job) => api.compareData(request, job.id, job.onProgress)),
    storeSketches: (request, options = {}) =>
      worker.job(options, (api, job) => api.storeSketches(request, job.id, job.onProgress)),
  };
}
