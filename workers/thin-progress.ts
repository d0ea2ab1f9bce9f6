/** Thins progress so that a fast loop does not flood the page. */
import type { OnProgress, Progress } from "../lib/progress";

const INTERVAL_MS = 50;

/** Lets a change of phase and the end through at once, and anything else at most every 50 ms. */
export function thinProgress(onProgress: OnProgress): OnProgress {
  let last: Progress | null = null;
  let lastMs = -Infinity;
  return (progress) => {
    const nowMs = performance.now();
    const ended = progress.total !== undefined && progress.done === progress.total;
    if (last?.phase === progress.phase && !ended && nowMs - lastMs < INTERVAL_MS) return;
    last = progress;
    lastMs = nowMs;
    onProgress(progress);
  };
}
