/** Closes the windows that are complete, judges the rule after each and fires at most one alert at a time. */
import { newId, type AlertId } from "../../ids";
import type { Endpoint } from "../../serving/endpoint";
import { judgeRule } from "../alert";
import type { AlertEvidence, Monitor, MonitorWindow, WorldStep } from "../monitor";
import { buildWindow } from "../window";
import { withLabels, type ScoreRecords } from "../window-labels";
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
  const relabelled = await relabel({ ...options, monitor, minutes });
  let step = { ...options.step, relabelled };
  for (let index = first; index < complete; index++) {
    const window = await windowAt({ ...options, monitor, index, minutes });
    step = await judged(ports, endpoint, { ...step, windows: [...step.windows, window] });
  }
  return step;
}

/** The stored windows that waited for labels, with those that have come since. */
async function relabel(options: Omit<WindowToBuild, "index">): Promise<readonly MonitorWindow[]> {
  const { ports, endpoint, monitor } = options;
  const stored = await ports.stores.monitors.windows(monitor.id, windowsAwaited(endpoint, options.minutes));
  const waiting = stored.filter(({ awaitedRows = 0 }) => awaitedRows > 0);
  const [first, last] = [waiting[0], waiting.at(-1)];
  if (!first || !last) return [];
  const batches = await batchesOf(options, first.fromMinute, last.toMinute);
  const labels = { batches, windowRows: monitor.windowRows, ...knownLabels(options) };
  return waiting.map((window) => withLabels(window, labels));
}

/** How many windows back a label may still be on its way. */
function windowsAwaited({ world }: Endpoint, minutes: number): number {
  return Math.ceil(world.labelDelayMinutes / minutes) + 1;
}

function knownLabels({ ports, endpoint, context }: ClosingMinute) {
  const goal = { signature: context.modelPackage.signature, metric: context.metric };
  const score: ScoreRecords = (records) => ports.score(records, goal);
  return { knownMinute: endpoint.world.minute, score };
}

/** Minutes of the log with from ≤ minute < to, stored or in the step. */
async function batchesOf({ ports, endpoint, step }: ClosingMinute, from: number, to: number) {
  const stored = await ports.stores.endpoints.batches(endpoint.id, from, to);
  return [...stored, ...step.batches.filter(({ minute }) => from <= minute && minute < to)];
}

interface WindowToBuild extends ClosingMinute {
  readonly monitor: Monitor;
  readonly index: number;
  readonly minutes: number;
}

async function windowAt(options: WindowToBuild): Promise<MonitorWindow> {
  const { endpoint, monitor, context } = options;
  const span = windowSpan(options.index, options.minutes);
  const [batches, reference] = await Promise.all([
    batchesOf(options, span.fromMinute, span.toMinute),
    options.loader.reference(endpoint, monitor),
  ]);
  const { signature } = context.modelPackage;
  return buildWindow({
    monitor,
    endpoint,
    span,
    batches,
    signature,
    reference,
    plans: context.plans,
    ...knownLabels(options),
  });
}

/** The step with the alert that its newest window fires, where no other alert is before it. */
async function judged(ports: WorldPorts, endpoint: Endpoint, step: WorldStep): Promise<WorldStep> {
  const window = step.windows.at(-1)!;
  const { monitors } = ports.stores;
  // Routes may have changed since: then older windows no longer count.
  const monitor = await monitors.getMonitor(window.monitorId);
  const minutes = windowMinutes(monitor.windowRows, endpoint.world.requestsPerMinute);
  const stored = await monitors.windows(monitor.id, monitor.rule.n + windowsAwaited(endpoint, minutes));
  const again = new Map(step.relabelled.map((other) => [other.index, other]));
  const windows = [...stored.map((other) => again.get(other.index) ?? other), ...step.windows];
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
