/** Tells the page of new snapshots: at once when something happened, at an even pace while there is only progress. */
import type { NotebookSnapshot } from "./snapshot";
import type { Timer } from "./timer";

/** Time between two snapshots while only progress changes: 4 Hz. */
export const PROGRESS_INTERVAL_MS = 250;

export interface SnapshotFeed {
  readonly snapshot: NotebookSnapshot;
  readonly closed: boolean;
  /** Calls back after every new snapshot; returns how to stop that. */
  subscribe(listener: () => void): () => void;
  publish(): void;
  /** Publishes with the next beat of the pace. */
  publishSoon(): void;
  /** Nobody hears of anything any more. */
  close(): void;
}

/** A feed that begins with a snapshot. `take` gets the states of the one before. */
export function createFeed(
  timer: Timer,
  take: (previous: NotebookSnapshot["states"]) => NotebookSnapshot,
): SnapshotFeed {
  const listeners = new Set<() => void>();
  let snapshot = take({});
  let closed = false;
  let cancelWait: (() => void) | null = null;
  const publish = (): void => {
    if (closed) return;
    snapshot = take(snapshot.states);
    for (const listener of listeners) listener();
  };
  return {
    get snapshot() {
      return snapshot;
    },
    get closed() {
      return closed;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    publish,
    publishSoon() {
      cancelWait ??= timer.after(PROGRESS_INTERVAL_MS, () => {
        cancelWait = null;
        publish();
      });
    },
    close() {
      closed = true;
      cancelWait?.();
      listeners.clear();
    },
  };
}
