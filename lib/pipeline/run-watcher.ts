/**
 * Takes care of pipeline runs whose tab has ended: whoever works on a run holds its endpoint's lock, so once that is free the run is
 * interrupted, or its canary goes on here. Runs that another tab works on are left alone.
 */
import type { EndpointId, ProjectId } from "../ids";
import type { ClaimLocks } from "../tracking/lock";
import type { PipelineRun } from "./pipeline";
import { ACTIVE_STATUSES, type PipelineEnvironment } from "./pipeline-context";
import { resumePipelineRuns } from "./pipeline-runner";
import { pipelineLockName } from "./trigger-watcher";

export interface RunWatcher {
  /** The project's runs, now and whenever they change; settles when those of tabs that are gone have been taken care of. */
  runsChanged(runs: readonly PipelineRun[]): Promise<void>;
}

/** Waiting ends with the tab only. */
const WITH_THE_TAB = new AbortController().signal;

/** A watcher; without locks there is one tab, whose runs are its own. */
export function createRunWatcher(options: {
  /** What a run that goes on here works with; asked when it does. */
  readonly environment: () => PipelineEnvironment & { readonly projectId: ProjectId };
  readonly locks: ClaimLocks;
  /** Runs of an endpoint have been taken care of: its alerts may want an answer now. */
  readonly onResumed: () => void;
}): RunWatcher {
  const { locks, onResumed } = options;
  const watched = new Set<EndpointId>();
  const watch = async (endpointId: EndpointId): Promise<void> => {
    const name = pipelineLockName(endpointId);
    try {
      await locks.whenFree(name, WITH_THE_TAB);
      const claim = await locks.claim(name);
      if (claim === null) return;
      await resumePipelineRuns({ ...options.environment(), endpointId }).finally(() => claim.release());
      onResumed();
    } finally {
      watched.delete(endpointId);
    }
  };
  return {
    async runsChanged(runs) {
      const active = runs.filter((run) => ACTIVE_STATUSES.has(run.status) && run.status !== "waiting");
      const unknown = [...new Set(active.flatMap((run) => run.endpointId ?? []))].filter((id) => !watched.has(id));
      for (const id of unknown) watched.add(id);
      await Promise.all(unknown.map(watch));
    },
  };
}
