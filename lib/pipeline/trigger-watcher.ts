/** Watches alerts and lets triggers answer them: an open alert on an endpoint whose trigger is on-alert runs its pipeline. */
import { toWire, type WireError } from "../errors";
import type { ProjectId } from "../ids";
import type { Alert } from "../monitoring/monitor";
import { activeRun } from "./pipeline-context";
import type { PipelineRequest } from "./pipeline-runner";
import { runPipeline } from "./pipeline-runner";
import type { PipelineRun } from "./pipeline";
import type { Services } from "./services";

export interface WatchOptions extends Omit<PipelineRequest, "endpointId" | "alertId" | "actor"> {
  readonly services: Services;
  readonly projectId: ProjectId;
  /** Calls back with the project's alerts, now and whenever they change; returns how to stop. */
  readonly subscribeAlerts: (listener: (alerts: readonly Alert[]) => void) => () => void;
  /** Runs the work in only one tab at a time (a Web Lock where there is one); resolves to null when another tab has it. */
  readonly withLock: <Result>(name: string, work: () => Promise<Result>) => Promise<Result | null>;
}

/** The lock of an endpoint's pipeline. */
export function pipelineLockName(endpointId: string): string {
  return `pipeline:${endpointId}`;
}

/** Starts watching; returns how to stop. A run that has begun goes on until its own signal stops it. */
export function watchTriggers(options: WatchOptions): () => void {
  const busy = new Set<string>();
  return options.subscribeAlerts((alerts) => {
    for (const alert of alerts) {
      if (alert.status !== "open" || alert.pipelineRunId !== null || busy.has(alert.endpointId)) continue;
      busy.add(alert.endpointId);
      void answer(options, alert).finally(() => busy.delete(alert.endpointId));
    }
  });
}

/** Two alerts during a run start nothing: the run answers both. */
async function answer(options: WatchOptions, alert: Alert): Promise<PipelineRun | null> {
  const { services, projectId, subscribeAlerts: _, withLock, ...environment } = options;
  try {
    return await withLock(pipelineLockName(alert.endpointId), async () => {
      const trigger = await services.stores.triggers.findTrigger(alert.endpointId);
      if (trigger?.mode !== "on-alert" || trigger.paused || !(await isOpen(services, alert))) return null;
      if (await activeRun(services, projectId, alert.endpointId)) return null;
      const { endpointId, id: alertId } = alert;
      return runPipeline({ ...environment, services, projectId, endpointId, alertId, actor: "trigger" });
    });
  } catch (error) {
    await noteFailure(services, alert, toWire(error)).catch(() => undefined);
    return null;
  }
}

/** Kept with the trigger, whose button shows it. */
async function noteFailure({ stores }: Services, alert: Alert, error: WireError): Promise<void> {
  if (error.code === "pipeline.busy") return;
  const trigger = await stores.triggers.findTrigger(alert.endpointId);
  if (trigger) await stores.triggers.noteError(trigger.id, error);
}

/** The list may be older than the store: another tab may have answered meanwhile. */
async function isOpen(services: Services, alert: Alert): Promise<boolean> {
  const alerts = await services.stores.monitors.listAlerts(alert.projectId, alert.endpointId);
  const now = alerts.find((other) => other.id === alert.id);
  return now?.status === "open" && now.pipelineRunId === null;
}
