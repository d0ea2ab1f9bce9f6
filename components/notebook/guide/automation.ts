/**
 * What goes on by itself while the app is open: triggers that answer alerts, pipeline runs and their canaries. One for the
 * whole tab: leaving the notebook for a shelf stops nothing.
 */
import { BY_PERSON } from "@/lib/journal";
import type { AlertId, EndpointId, PipelineRunId } from "@/lib/ids";
import type { Alert } from "@/lib/monitoring/monitor";
import { ACTIVE_STATUSES } from "@/lib/pipeline/pipeline-context";
import { approvePromotion, rejectPromotion, resumePipelineRuns, runPipeline } from "@/lib/pipeline/pipeline-runner";
import { rollback } from "@/lib/pipeline/rollback";
import { pipelineLockName, watchTriggers } from "@/lib/pipeline/trigger-watcher";
import { pollWindows } from "@/lib/pipeline/window-wait";
import type { AppServices } from "../../services";
import { browserTimer } from "../browser-timer";

export interface Automation {
  /** The project's alerts, now and whenever they change. */
  readonly alertsChanged: (alerts: readonly Alert[]) => void;
  readonly retrain: (endpointId: EndpointId, alertId: AlertId | null) => Promise<void>;
  readonly approve: (endpointId: EndpointId, runId: PipelineRunId) => Promise<void>;
  readonly reject: (runId: PipelineRunId) => Promise<void>;
  readonly rollback: (endpointId: EndpointId) => Promise<void>;
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

function startAutomation(services: AppServices): Automation {
  const { projectId, stores } = services;
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
    onError: (error) => console.error(error),
  });
  resume(services, environment).catch((error: unknown) => console.error(error));
  const run = (endpointId: EndpointId, work: () => Promise<unknown>) =>
    withLock(pipelineLockName(endpointId), async () => void (await work()));
  return {
    alertsChanged: (alerts) => listener?.(alerts),
    retrain: async (endpointId, alertId) =>
      void (await run(endpointId, () => runPipeline({ ...environment, endpointId, alertId, actor: "person" }))),
    approve: async (endpointId, runId) => void (await run(endpointId, () => approvePromotion(environment, runId))),
    reject: async (runId) => void (await rejectPromotion(environment, runId)),
    rollback: async (endpointId) => void (await rollback(services, endpointId, BY_PERSON)),
    stop: () => {
      controller.abort();
      controller = new AbortController();
    },
  };
}

type Environment = Parameters<typeof resumePipelineRuns>[0];

/** Endpoint by endpoint: runs that another tab is working on hold their endpoint's lock and are left alone. */
async function resume(services: AppServices, environment: Environment): Promise<void> {
  const runs = await services.stores.pipelines.listRuns(services.projectId);
  const active = runs.filter((run) => ACTIVE_STATUSES.has(run.status) && run.status !== "waiting");
  const endpointIds = new Set(active.flatMap((run) => run.endpointId ?? []));
  await Promise.all(
    [...endpointIds].map((endpointId) =>
      withLock(pipelineLockName(endpointId), () => resumePipelineRuns({ ...environment, endpointId })),
    ),
  );
}

/** Runs the work when nobody else holds the lock; without Web Locks there is one tab. */
async function withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result | null> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return work();
  return await locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : null));
}
