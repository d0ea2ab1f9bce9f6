/** Closes the windows that are complete, judges the rule after each and fires at most one alert at a time. */
import { newId, type AlertId } from "../../ids";
import type { Endpoint } from "../../serving/endpoint";
import { judgeRule } from "../alert";
import type { AlertEvidence, Monitor, MonitorWindow, WorldStep } from "../monitor";
import { buildWindow } from "../window";
import { completeWindows, windowMinutes, windowSpan } from "../window-span";
import type { WorldContext, WorldLoader } from "./world-context";
import type { WorldPorts } from "./world-ports";

/** Windows that were missed (a monitor that is younger than its endpoint) are made up for, but not more than these. */
const MAX_CATCH_UP = 10;

export interface ClosingMinute {
  readonly ports: WorldPorts;
  readonly loader: WorldLoader;
  /** `endpoint.world.minute` says how far the log reaches, stored or in the step. */
  readonly endpoint: Endpoint;
  readonly context: WorldContext;
  readonly step: WorldStep;
}

/** The step with every complete window that is not stored yet, in the minute that completes one, and the alert that they fire. */
export async function closeWindows(options: ClosingMinute): Promise<WorldStep> {
  const { ports, endpoint } = options;
  const monitor = await ports.stores.monitors.findMonitor(endpoint.id);
  if (!monitor) return options.step;
  const minutes = windowMinutes(monitor.windowRows, endpoint.world.requestsPerMinute);
  if (endpoint.world.minute % minutes !== 0) return options.step;
  const complete = completeWindows(endpoint.world.minute, minutes);
  const last = (await ports.stores.monitors.windows(monitor.id, 1)).at(-1);
  const first = Math.max((last?.index ?? -1) + 1, complete - MAX_CATCH_UP);
  let { step } = options;
  for (let index = first; index < complete; index++) {
    const window = await windowAt({ ...options, monitor, index, minutes });
    step = await judged(ports, endpoint, { ...step, windows: [...step.windows, window] });
  }
  return step;
}

interface WindowToBuild extends ClosingMinute {
  readonly monitor: Monitor;
  readonly index: number;
  readonly minutes: number;
}

async function windowAt(options: WindowToBuild): Promise<MonitorWindow> {
  const { ports, endpoint, monitor, context } = options;
  const span = windowSpan(options.index, options.minutes);
  const from = Math.max(1, span.fromMinute - endpoint.world.labelDelayMinutes);
  const [stored, reference] = await Promise.all([
    ports.stores.endpoints.batches(endpoint.id, from, span.toMinute),
    options.loader.reference(endpoint, monitor),
  ]);
  const unstored = options.step.batches.filter(({ minute }) => from <= minute && minute < span.toMinute);
  const { signature } = context.modelPackage;
  const goal = { signature, metric: context.metric };
  return buildWindow({
    monitor,
    endpoint,
    span,
    batches: [...stored, ...unstored],
    signature,
    reference,
    score: (records) => ports.score(records, goal),
  });
}

/** The step with the alert that its newest window fires, where no other alert is before it. */
async function judged(ports: WorldPorts, endpoint: Endpoint, step: WorldStep): Promise<WorldStep> {
  const window = step.windows.at(-1)!;
  const { monitors } = ports.stores;
  // Routes may have changed since: then older windows no longer count.
  const monitor = await monitors.getMonitor(window.monitorId);
  const windows = [...(await monitors.windows(monitor.id, monitor.rule.n)), ...step.windows].slice(-monitor.rule.n);
  const said = judgeRule(monitor.rule, windows, monitor.sinceMinute);
  if (step.alert || said.verdict !== "alert" || (await isAnswered(ports, endpoint))) return step;
  return { ...step, alert: alertOf(endpoint, monitor, window, said.evidence) };
}

/** An open alert, or a pipeline run under way, is already an answer: a second alert would start nothing. */
async function isAnswered(ports: WorldPorts, endpoint: Endpoint): Promise<boolean> {
  const alerts = await ports.stores.monitors.listAlerts(endpoint.projectId, endpoint.id);
  return alerts.some(({ status }) => status === "open") || ports.isBusy(endpoint.id);
}

function alertOf(endpoint: Endpoint, monitor: Monitor, window: MonitorWindow, evidence: AlertEvidence) {
  const stable = endpoint.routes[0]!;
  return {
    id: newId<AlertId>(),
    projectId: endpoint.projectId,
    monitorId: monitor.id,
    endpointId: endpoint.id,
    firedAtMinute: window.toMinute - 1,
    windowIndex: window.index,
    evidence,
    packageDigest: stable.packageDigest,
    modelVersion: stable.modelVersion,
    status: "open" as const,
    pipelineRunId: null,
  };
}
