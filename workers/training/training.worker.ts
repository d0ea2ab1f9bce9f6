/** The training thread: owns the GPU and the models while they train, and alone writes a live run. */
import { openStores } from "../../lib/storage/stores";
import { trainRun, type TrainPorts } from "../../lib/tracking/train-run";
import { pickEngine } from "../../lib/training/picker";
import { probeBackends } from "../../lib/training/probe";
import { exposeWorker } from "../expose";
import { createJobTable } from "../job";
import { trainingPicker } from "./training-picker";
import type { TrainingApi } from "./training.api";
import { wallClock } from "../wall-clock";
import { webLocks } from "../web-locks";

const picker = trainingPicker();
const jobs = createJobTable();
const ports: TrainPorts = {
  stores: openStores(wallClock),
  clock: wallClock,
  locks: webLocks(),
  chooseEngine: (request) => pickEngine(request, picker),
};

const api: TrainingApi = {
  train: (id, request, onProgress, onEvent) =>
    jobs.run(id, (signal) => trainRun(request, ports, { signal, onProgress, onEvent })),
  probe: () => probeBackends(picker),
  cancel: (id) => jobs.cancel(id),
};

exposeWorker(api);
