/**
 * Runs whose thread is gone. A live run holds the Web Lock `run:<id>`, which the browser frees however the thread ends, so a
 * RUNNING run with a free lock is dead. Without Web Locks (an insecure context) a run leaves a heartbeat in a tag instead: one that
 * is older than a minute counts as dead.
 */
import type { Clock } from "../clock";
import type { WireError } from "../errors";
import type { CellId, ProjectId, RunId } from "../ids";
import type { Attribution } from "../journal";
import type { LockPort } from "./lock";
import { runLockName, TAGS, type Run } from "./run";
import type { TrackingStore } from "./store";

/** Wall time of the last sign of life, in milliseconds, where there are no locks. */
export const HEARTBEAT_TAG = "ciclo.heartbeat";
export const HEARTBEAT_MS = 15_000;
const DEAD_AFTER_MS = 60_000;

const AT_START_UP: Attribution = { actor: "person", cause: { kind: "start-up", id: "reap" }, virtualMinute: null };

/** Marks the project's dead runs KILLED and interrupted; returns them. Call at start-up. A live run in another tab is left alone. */
export async function reapInterrupted(ports: {
  readonly tracking: TrackingStore;
  readonly locks: Pick<LockPort, "isFree"> | null;
  readonly clock: Clock;
  readonly projectId: ProjectId;
}): Promise<readonly Run[]> {
  const { tracking, clock } = ports;
  const reaped: Run[] = [];
  for (const run of await tracking.listRuns(ports.projectId)) {
    if (run.status !== "RUNNING" || (await isAlive(run, ports))) continue;
    // It may have ended between the two reads.
    if ((await tracking.getRun(run.id)).status !== "RUNNING") continue;
    await tracking.updateRun(run.id, { tags: { ...run.tags, [TAGS.interrupted]: "true" } });
    await tracking.finishRun(run.id, { status: "KILLED", endTimeMs: clock.nowMs(), error: null }, AT_START_UP);
    reaped.push(await tracking.getRun(run.id));
  }
  return reaped;
}

/**
 * Behind a tab that ended while it trained a cell: waits until the threads of that training have ended too, and marks its runs as
 * {@link reapInterrupted} does. Errors: `storage.*`.
 */
export async function reapCell(ports: {
  readonly tracking: TrackingStore;
  readonly locks: Pick<LockPort, "isFree" | "whenFree">;
  readonly clock: Clock;
  readonly projectId: ProjectId;
  readonly cellId: CellId;
  readonly signal: AbortSignal;
}): Promise<void> {
  const runs = await ports.tracking.listRuns(ports.projectId);
  const open = runs.filter((run) => run.cellId === ports.cellId && run.status === "RUNNING");
  if (open.length === 0) return;
  await Promise.all(open.map((run) => ports.locks.whenFree(runLockName(run.id), ports.signal)));
  if (!ports.signal.aborted) await reapInterrupted(ports);
}

/**
 * Ends a run whose training has failed without ending it, because its thread is gone: FAILED and interrupted with the error, or KILLED
 * when a person stopped it. A run that has ended, or was never begun, stays as it is. Never rejects.
 */
export async function closeRun(
  { tracking, clock }: { readonly tracking: TrackingStore; readonly clock: Clock },
  { runId, error, by }: { readonly runId: RunId; readonly error: WireError; readonly by: Attribution },
): Promise<void> {
  try {
    const { status, tags } = await tracking.getRun(runId);
    if (status !== "RUNNING") return;
    const stopped = error.code === "cancelled";
    if (!stopped) await tracking.updateRun(runId, { tags: { ...tags, [TAGS.interrupted]: "true" } });
    const end = { status: stopped ? "KILLED" : "FAILED", endTimeMs: clock.nowMs(), error } as const;
    await tracking.finishRun(runId, end, by);
  } catch {
    // It was never begun, has ended meanwhile, or cannot be written: the next start mends that.
  }
}

async function isAlive(
  run: Run,
  { locks, clock }: { readonly locks: Pick<LockPort, "isFree"> | null; readonly clock: Clock },
) {
  if (locks) return !(await locks.isFree(runLockName(run.id)));
  const beat = Number(run.tags[HEARTBEAT_TAG] ?? run.startTimeMs);
  return clock.nowMs() - beat < DEAD_AFTER_MS;
}
