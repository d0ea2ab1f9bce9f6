import { AppError } from "../../lib/errors";
import { exposeWorker } from "../expose";
import { createJobTable } from "../job";
import type { StuntApi } from "./stunt.api";

const jobs = createJobTable();
const forever = () => new Promise<never>(() => undefined);

const api: StuntApi = {
  echo: async (value) => value,
  refuse: async (column) => {
    throw new AppError("data.column-missing", { details: { column } });
  },
  stumble: async () => {
    throw new RangeError("too far");
  },
  crash: () => {
    setTimeout(() => {
      throw new Error("crash");
    });
    return forever();
  },
  vanish: () => {
    close();
    return forever();
  },
  vanishSoon: async () => void setTimeout(() => close(), 20),
  waitPolitely: (id, onProgress) =>
    jobs.run(id, (signal) => {
      onProgress({ phase: "waiting", done: 1, total: 2 });
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new AppError("cancelled"))));
    }),
  speakLate: async (onProgress) => {
    onProgress({ phase: "comparing", done: 1, total: 2 });
    setTimeout(() => onProgress({ phase: "comparing", done: 2, total: 2 }), 20);
    return "result";
  },
  waitDeaf: forever,
  cancel: (id) => jobs.cancel(id),
};

exposeWorker(api);
