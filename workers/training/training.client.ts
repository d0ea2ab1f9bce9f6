/** The page's side of the training worker. */
import type { TrainingTasks } from "../../lib/notebook/services/services";
import { connectWorker } from "../connect";
import type { TrainingApi } from "./training.api";

/** The training tasks on their own thread, which starts at the first call. `dispose` ends it. */
export function connectTraining(): TrainingTasks & { dispose(): void } {
  const connection = connectWorker<TrainingApi>({
    name: "training",
    spawn: () => new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" }),
  });
  return {
    train: (request, { onEvent, ...options }) =>
      connection.job(options, (api, { id, onProgress, tell }) =>
        api.train(id, request, onProgress, tell(onEvent ?? (() => undefined))),
      ),
    probe: () => connection.call((api) => api.probe()),
    dispose: () => connection.dispose(),
  };
}
