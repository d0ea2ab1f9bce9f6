/** Jobs of a worker by id, so that the page can cancel one: AbortSignals do not cross threads. */
import { AppError, throwIfAborted } from "../lib/errors";

export interface JobTable {
  /** Runs `work` under an id; its signal aborts when that id is cancelled. */
  run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Cancels a job; an id that is not running is ignored. */
  cancel(id: string): void;
}

/** A table of running jobs. */
export function createJobTable(): JobTable {
  const running = new Map<string, AbortController>();
  return {
    async run(id, work) {
      const controller = new AbortController();
      running.set(id, controller);
      try {
        throwIfAborted(controller.signal);
        return await work(controller.signal);
      } finally {
        running.delete(id);
      }
    },
    cancel(id) {
      running.get(id)?.abort(new AppError("cancelled"));
    },
  };
}
