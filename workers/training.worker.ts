/** The training thread: owns the GPU and the models while they train, and alone writes a live run. */
import { openStores } from "../lib/storage/stores";
import { trainRun, type TrainPorts } from "../lib/tracking/train-run";
import { chooseBackend } from "../lib/training/tfjs/choose-backend";
import { probeBackends } from "../lib/training/tfjs/probe";
import type { TfjsSetup } from "../lib/training/tfjs/backend";
import { exposeWorker } from "./expose";
import { createJobTable } from "./job";
import type { TrainingApi } from "./training.api";
import { preciseClock, wallClock } from "./wall-clock";
import { webLocks } from "./web-locks";

const setup: TfjsSetup = { wasmPath: "/wasm/" };
const jobs = createJobTable();
const ports: TrainPorts = {
  stores: openStores(wallClock),
  clock: wallClock,
  locks: webLocks(),
  chooseEngine: (request) => chooseBackend({ ...request, setup, clock: preciseClock }),
};

const api: TrainingApi = {
  train: (id, request, onProgress, onEvent) =>
    jobs.run(id, (signal) => trainRun(request, ports, { signal, onProgress, onEvent })),
  probe: () => probeBackends(setup, preciseClock),
  cancel: (id) => jobs.cancel(id),
};

exposeWorker(api);
