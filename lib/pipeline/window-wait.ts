/** Waiting for windows of a monitor: what a canary does between its routes and its verdict. */
import { throwIfAborted } from "../errors";
import type { MonitorId } from "../ids";
import type { MonitorStore, MonitorWindow } from "../monitoring/monitor";
import type { Timer } from "../notebook/runtime/timer";

export interface WindowWait {
  readonly monitorId: MonitorId;
  /** Only windows that begin after this minute count: the minute itself was still served by the routes before. */
  readonly sinceMinute: number;
  readonly count: number;
  readonly signal: AbortSignal;
  /** Called each time more windows have been seen. */
  readonly onSeen: (seen: number) => void;
}

/** Resolves with the first `count` windows; aborting throws `cancelled`. */
export type WaitForWindows = (wait: WindowWait) => Promise<readonly MonitorWindow[]>;

const POLL_MS = 500;
/** Windows that are read at a time: more than any canary lasts. */
const READ_LIMIT = 200;

/** Waits by looking into the store twice a second. */
export function pollWindows(monitors: Pick<MonitorStore, "windows">, timer: Timer): WaitForWindows {
  return async ({ monitorId, sinceMinute, count, signal, onSeen }) => {
    let seen = 0;
    for (;;) {
      throwIfAborted(signal);
      const windows = (await monitors.windows(monitorId, READ_LIMIT)).filter(
        (window) => window.fromMinute > sinceMinute,
      );
      const counted = Math.min(windows.length, count);
      if (counted > seen) onSeen((seen = counted));
      if (windows.length >= count) return windows.slice(0, count);
      await pause(timer, signal);
    }
  };
}

function pause(timer: Timer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = timer.after(POLL_MS, end);
    signal.addEventListener("abort", end, { once: true });
  });
}
