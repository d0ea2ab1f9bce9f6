/** The worker's side of `connect.ts`: serves an api, then says that it is ready. */
import { expose } from "comlink";
import { newId } from "../lib/ids";
import { installWireErrors } from "./wire-errors";

/** Every worker api can cancel a job by the id that the caller gave it. */
export interface CancelApi {
  cancel(id: string): void | Promise<void>;
}

/** First message of a worker. While it lives it holds the Web Lock of that name: the browser frees it however the thread ends. */
export interface ReadyMessage {
  readonly ready: true;
  readonly aliveLock: string | null;
}

/** Serves `api` to the page. Call once, at the end of a worker entry. */
export function exposeWorker(api: CancelApi): void {
  installWireErrors();
  expose(api);
  const ready = (aliveLock: string | null) => postMessage({ ready: true, aliveLock } satisfies ReadyMessage);
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return ready(null);
  const aliveLock = `worker:${newId()}`;
  locks
    .request(aliveLock, () => {
      ready(aliveLock);
      return new Promise<never>(() => undefined);
    })
    .catch(() => ready(null));
}
