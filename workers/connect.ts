/**
 * Supervises a worker. Comlink itself listens to `message` only: a script that does not load or a thread that dies would leave
 * its callers waiting for ever. This is the only file that calls `wrap`.
 */
import { proxy, wrap, type Remote } from "comlink";
import { AppError, throwIfAborted, type ErrorCode } from "../lib/errors";
import { newId } from "../lib/ids";
import type { CallOptions } from "../lib/notebook/services/services";
import type { Progress } from "../lib/progress";
import type { CancelApi, ReadyMessage } from "./expose";
import { jobVoice } from "./job-voice";
import { thinProgress } from "./thin-progress";
import { installWireErrors } from "./wire-errors";

const HANDSHAKE_MS = 20_000;
const CANCEL_GRACE_MS = 3_000;

/** What a job carries to the worker: its id for `cancel`, and a callback that crosses the thread. */
export interface JobCall {
  readonly id: string;
  readonly onProgress: (progress: Progress) => void;
  /** Any other callback that crosses the thread: it is silent once the job has ended, as `onProgress` is. */
  readonly tell: <Message>(listener: (message: Message) => void) => (message: Message) => void;
}

export interface WorkerConnection<Api extends CancelApi> {
  /** One call. Rejects with `worker.crashed` when the thread dies under it; the next call gets a fresh worker. */
  call<T>(run: (api: Remote<Api>) => Promise<T>): Promise<T>;
  /** One cancellable call with progress. An aborted signal cancels it; a worker that ignores that for 3 s is ended. */
  job<T>(options: CallOptions, run: (api: Remote<Api>, job: JobCall) => Promise<T>): Promise<T>;
  /** Ends the worker; calls under way reject with `cancelled`. */
  dispose(): void;
}

interface Session<Api> {
  readonly remote: Remote<Api>;
  readonly ready: Promise<void>;
  /** Settles as `work` does, or rejects when the worker ends first. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  end(reason: AppError): void;
  readonly ended: () => boolean;
}

/** A supervised worker, started at its first call. `spawn` holds the literal `new Worker(new URL(…))` of its client. */
export function connectWorker<Api extends CancelApi>(options: {
  readonly name: string;
  readonly spawn: () => Worker;
  /** The thread has died, or did not come to life: whatever it did by itself has ended. */
  readonly onDeath?: (error: AppError) => void;
}): WorkerConnection<Api> {
  installWireErrors();
  const failure: Failure = (code, { reason, cause }) =>
    new AppError(code, { details: { worker: options.name, reason }, cause });
  let current: Session<Api> | null = null;

  const session = async (): Promise<Session<Api>> => {
    if (!current || current.ended()) current = openSession<Api>(options, failure);
    const opened = current;
    await opened.ready;
    return opened;
  };

  return {
    async call(run) {
      const opened = await session();
      return opened.guard(() => run(opened.remote));
    },
    async job({ onProgress, signal }, run) {
      throwIfAborted(signal);
      const opened = await abortable(session(), signal);
      const id = newId<string>();
      const voice = jobVoice();
      const tell: JobCall["tell"] = (listener) => proxy(voice.tell(listener));
      const call: JobCall = { id, tell, onProgress: tell(thinProgress(onProgress ?? (() => undefined))) };
      const stopWatching = watchAbort(opened, id, signal, failure);
      try {
        return await opened.guard(() => run(opened.remote, call));
      } catch (error) {
        if (signal?.aborted) throw new AppError("cancelled", { cause: error });
        throw error;
      } finally {
        voice.end();
        stopWatching();
      }
    },
    dispose() {
      current?.end(new AppError("cancelled"));
      current = null;
    },
  };
}

/** Why a thread is gone; the catalogue has a word for each. */
export type WorkerEnd = "error" | "unreadable" | "ended" | "cancel-ignored" | "not-loaded" | "too-slow";

type Failure = (code: ErrorCode, why: { readonly reason: WorkerEnd; readonly cause?: unknown }) => AppError;

interface Spawning {
  readonly spawn: () => Worker;
  readonly onDeath?: (error: AppError) => void;
}

function openSession<Api>({ spawn, onDeath }: Spawning, failure: Failure): Session<Api> {
  const worker = spawnOr(spawn, failure);
  const pending = new Set<(reason: AppError) => void>();
  const watch = new AbortController();
  let isReady = false;
  let ended: AppError | null = null;

  const end = (reason: AppError): void => {
    if (ended) return;
    ended = reason;
    watch.abort();
    worker.terminate();
    for (const reject of [...pending]) reject(reason);
    if (reason.code !== "cancelled") onDeath?.(reason);
  };
  const guard = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended) return reject(ended);
      pending.add(reject);
      work()
        .then(resolve, reject)
        .finally(() => pending.delete(reject));
    });

  worker.addEventListener("error", (event) => {
    event.preventDefault();
    const cause = event.message;
    end(
      isReady
        ? failure("worker.crashed", { reason: "error", cause })
        : failure("worker.load-failed", { reason: "not-loaded", cause }),
    );
  });
  worker.addEventListener("messageerror", () => end(failure("worker.crashed", { reason: "unreadable" })));
  const ready = guard(() => handshake(worker, watch.signal)).then((aliveLock) => {
    isReady = true;
    if (aliveLock) watchLife(aliveLock, watch.signal, () => end(failure("worker.crashed", { reason: "ended" })));
  });
  const timer = setTimeout(() => !isReady && end(failure("worker.timeout", { reason: "too-slow" })), HANDSHAKE_MS);
  ready.catch(() => undefined).finally(() => clearTimeout(timer));
  return { remote: wrap<Api>(worker), ready, guard, end, ended: () => ended !== null };
}

function spawnOr(spawn: () => Worker, failure: Failure): Worker {
  try {
    return spawn();
  } catch (error) {
    throw failure("worker.load-failed", { reason: "not-loaded", cause: error });
  }
}

function handshake(worker: Worker, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    worker.addEventListener(
      "message",
      function first(event: MessageEvent<ReadyMessage>) {
        if (event.data?.ready !== true) return;
        worker.removeEventListener("message", first);
        resolve(event.data.aliveLock);
      },
      { signal },
    );
  });
}

/** A thread that closes itself or runs out of memory fires no event; the browser frees its lock all the same. */
function watchLife(lock: string, signal: AbortSignal, onDeath: () => void): void {
  navigator.locks.request(lock, { signal }, () => onDeath()).catch(() => undefined);
}

function watchAbort<Api extends CancelApi>(
  opened: Session<Api>,
  id: string,
  signal: AbortSignal | undefined,
  failure: Failure,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    void (opened.remote as unknown as Remote<CancelApi>).cancel(id).catch(() => undefined);
    timer = setTimeout(() => opened.end(failure("worker.crashed", { reason: "cancel-ignored" })), CANCEL_GRACE_MS);
  };
  if (signal?.aborted) cancel();
  else signal?.addEventListener("abort", cancel, { once: true });
  return () => {
    signal?.removeEventListener("abort", cancel);
    clearTimeout(timer);
  };
}

function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(new AppError("cancelled"));
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
