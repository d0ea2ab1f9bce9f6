/**
 * What goes on by itself while the app is open: triggers that answer alerts, pipeline runs and their canaries. One for the
 * whole tab: leaving the notebook for a shelf stops nothing.
 */
import { BY_PERSON, withNote } from "@/lib/journal";
import type { AlertId, EndpointId, PipelineRunId } from "@/lib/ids";
import type { Alert } from "@/lib/monitoring/monitor";
import type { PipelineRun } from "@/lib/pipeline/pipeline";
import { approvePromotion, rejectPromotion, resumePipelineRuns, runPipeline } from "@/lib/pipeline/pipeline-runner";
import { rollback } from "@/lib/pipeline/rollback";
import { createRunWatcher } from "@/lib/pipeline/run-watcher";
import { pipelineLockName, watchTriggers } from "@/lib/pipeline/trigger-watcher";
import { pollWindows } from "@/lib/pipeline/window-wait";
import type { AppServices } from "../../services";
import { browserTimer } from "../browser-timer";

export interface Automation {
  /** The project's alerts, now and whenever they change. */
  readonly alertsChanged: (alerts: readonly Alert[]) => void;
  /** Pipeline runs, now and whenever they change: what a tab that is gone has left behind is taken up. */
  readonly runsChanged: (runs: readonly PipelineRun[]) => void;
  readonly retrain: (endpointId: EndpointId, alertId: AlertId | null) => Promise<void>;
  /** The note is the person's reason; a challenger below its goal needs one. */
  readonly approve: (endpointId: EndpointId, runId: PipelineRunId, note?: string) => Promise<void>;
  readonly reject: (runId: PipelineRunId) => Promise<void>;
  readonly rollback: (endpointId: EndpointId, note?: string) => Promise<void>;
  /** Stops the pipeline runs of this tab. */
  readonly stop: () => void;
}

const started = new WeakMap<AppServices, Automation>();

/** The automation of this tab; starts it at the first call. */
export function automationFor(services: AppServices): Automation {
  const known = started.get(services);
  if (known) return known;
  const made = startAutomation(services);
  started.set(services, made);
  return made;
}

/** What fails here has failed in the store, and is told by whatever reads it next. */
const quietly = (work: Promise<unknown> | undefined | null): void => void work?.catch(() => undefined);

function startAutomation(services: AppServices): Automation {
  const { projectId, stores, locks } = services;
  let controller = new AbortController();
  let listener: ((alerts: readonly Alert[]) => void) | null = null;
  const environment = {
    services,
    projectId,
    waitForWindows: pollWindows(stores.monitors, browserTimer),
    // Read when a run starts: stopping gives the next run a signal of its own.
    get signal() {
      return controller.signal;
    },
  };
  // Runs the work when nobody else holds the lock; without locks there is one tab.
  const withLock = async <Result>(name: string, work: () => Promise<Result>): Promise<Result | null> => {
    if (locks === null) return work();
    const claim = await locks.claim(name);
    return claim && work().finally(() => claim.release());
  };
  watchTriggers({
    ...environment,
    get signal() {
      return controller.signal;
    },
    withLock,
    subscribeAlerts: (next) => {
      listener = next;
      return () => void (listener = null);
    },
  });
  let alerts: readonly Alert[] = [];
  const onResumed = () => listener?.(alerts);
  const watcher = locks && createRunWatcher({ environment: () => ({ ...environment }), locks, onResumed });
  if (locks === null) quietly(resumePipelineRuns(environment));
  else void stores.pipelines.listRuns(projectId).then((runs) => quietly(watcher?.runsChanged(runs)));
  const run = (endpointId: EndpointId, work: () => Promise<unknown>) =>
    withLock(pipelineLockName(endpointId), async () => void (await work()));
  return {
    alertsChanged: (next) => {
      alerts = next;
      listener?.(next);
    },
    runsChanged: (runs) => quietly(watcher?.runsChanged(runs)),
    retrain: async (endpointId, alertId) =>
      void (await run(endpointId, () => runPipeline({ ...environment, endpointId, alertId, actor: "person" }))),
    approve: async (endpointId, runId, note) =>
      void (await run(endpointId, () => approvePromotion(environment, runId, note))),
    reject: async (runId) => void (await rejectPromotion(environment, runId)),
    rollback: async (endpointId, note) => void (await rollback(services, endpointId, withNote(BY_PERSON, note))),
    stop: () => {
      controller.abort();
      controller = new AbortController();
    },
  };
}
