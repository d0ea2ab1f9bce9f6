/** The data worker on the wire: the tasks of `DataTasks` with a job's id and progress callback instead of a signal. */
import type { DataTasks } from "../../lib/notebook/services/services";
import type { Progress } from "../../lib/progress";
import type { CancelApi } from "../expose";

/** Called with progress; a Comlink proxy on the worker's side. Handed over on its own: proxies do not nest. */
type Report = (progress: Progress) => void;

type Request<Task extends keyof DataTasks> = Parameters<DataTasks[Task]>[0];
type Answer<Task extends keyof DataTasks> = ReturnType<DataTasks[Task]>;

export interface DataApi extends CancelApi {
  ingestFile(
    request: { readonly file: Blob; readonly fileName: string },
    jobId: string,
    onProgress: Report,
  ): Answer<"ingestFile">;
  importDataset(request: Request<"importDataset">, jobId: string, onProgress: Report): Answer<"importDataset">;
  split(request: Request<"split">, jobId: string, onProgress: Report): Answer<"split">;
  fitRecipe(request: Request<"fitRecipe">, jobId: string, onProgress: Report): Answer<"fitRecipe">;
  rows(request: Request<"rows">): Answer<"rows">;
  addRows(request: Request<"addRows">, jobId: string, onProgress: Report): Answer<"addRows">;
  buildRetrainingVersion(
    request: Request<"buildRetrainingVersion">,
    jobId: string,
    onProgress: Report,
  ): Answer<"buildRetrainingVersion">;
  compareData(request: Request<"compareData">, jobId: string, onProgress: Report): Answer<"compareData">;
  storeSketches(request: Request<"storeSketches">, jobId: string, onProgress: Report): Answer<"storeSketches">;
}
