/** One of the threads that train independent models at once: each has an engine on one thread of its own. */
import { createCompiledEngine } from "../../lib/training/compiled/engine";
import { runTrial } from "../../lib/training/compiled/trial-pool";
import { exposeWorker } from "../expose";
import { fetchKernel } from "../kernel/fetch-kernel";
import { createJobTable } from "../job";
import type { TrialApi } from "./trial.api";
import { preciseClock } from "../wall-clock";

const jobs = createJobTable();
// Reproducible: a trial gives the weights that it gives alone, on any machine.
const opening = createCompiledEngine({ loadKernel: fetchKernel, clock: preciseClock, reproducible: true });
opening.catch(() => undefined);

const api: TrialApi = {
  run: (id, trial, onEvent) =>
    jobs.run(id, async (signal) => runTrial(await opening, trial, { signal, onEvent: (event) => void onEvent(event) })),
  cancel: (id) => jobs.cancel(id),
};

exposeWorker(api);
