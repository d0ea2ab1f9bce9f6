/** The page's (or another worker's) side of the trial threads. */
import { proxy } from "comlink";
import { trialPool } from "../../lib/training/compiled/trial-pool";
import type { RunTrials, TrialWorker } from "../../lib/training/trials";
import { connectWorker } from "../connect";
import type { TrialApi } from "./trial.api";

/** Runs trials on threads of their own, which live as long as the call. */
export function trialThreads(): RunTrials {
  return trialPool(connectTrialWorker);
}

function connectTrialWorker(): TrialWorker {
  const connection = connectWorker<TrialApi>({
    name: "trial",
    spawn: () => new Worker(new URL("./trial.worker.ts", import.meta.url), { type: "module" }),
  });
  return {
    run: (trial, { signal, onEvent }) =>
      connection.job({ signal }, (api, { id }) => api.run(id, trial, proxy(onEvent))),
    dispose: () => connection.dispose(),
  };
}
