/** The serving worker as the page sees it. */
import type { AppError } from "../../lib/errors";
import type { ServingTasks } from "../../lib/notebook/services/services";
import { connectWorker } from "../connect";
import type { ServingApi } from "./serving.api";

/** `ServingTasks` on their own thread, started at the first call. `onDeath` hears when it dies: its worlds stand still then. */
export function createServingClient(onDeath: (error: AppError) => void): ServingTasks {
  const worker = connectWorker<ServingApi>({
    name: "serving",
    onDeath,
    spawn: () => new Worker(new URL("./serving.worker.ts", import.meta.url), { type: "module" }),
  });
  return {
    buildPackage: (request, options = {}) =>
      worker.job(options, (api, job) => api.buildPackage(request, job.id, job.onProgress)),
    evaluate: (request, options = {}) =>
      worker.job(options, (api, job) => api.evaluate(request, job.id, job.onProgress)),
    zip: (packageDigest) => worker.call((api) => api.zip(packageDigest)),
    predictPackage: (packageDigest, row) => worker.call((api) => api.predictPackage(packageDigest, row)),
    predictEndpoint: (endpointId, row) => worker.call((api) => api.predictEndpoint(endpointId, row)),
    reconcile: (projectId) => worker.call((api) => api.reconcile(projectId)),
    play: (endpointId, speed) => worker.call((api) => api.play(endpointId, speed)),
    pause: (endpointId) => worker.call((api) => api.pause(endpointId)),
    inject: (endpointId, injection, by) => worker.call((api) => api.inject(endpointId, injection, by)),
    restartWorld: (endpointId, scenario, by) => worker.call((api) => api.restartWorld(endpointId, scenario, by)),
  };
}
