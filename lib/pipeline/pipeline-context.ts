/** What every phase of a pipeline run works with, and the small verbs that they share. */
import { AppError } from "../errors";
import { asId } from "../ids";
import type { AlertId, EndpointId, PipelineRunId, ProjectId } from "../ids";
import { withNote, type Actor, type Attribution } from "../journal";
import type { ModelPackage } from "../packaging/package";
import type { Endpoint, Rollout, Route } from "../serving/endpoint";
import type { PipelineChain } from "./pipeline-chain";
import { pipelineChain } from "./pipeline-chain";
import { referenceOf } from "../notebook/executors/monitor";
import type { PipelineRun, PipelineVersion } from "./pipeline";
import type { Services } from "./services";
import type { Trigger } from "../notebook/services/trigger";
import type { WaitForWindows } from "./window-wait";

/** What a pipeline run needs from outside. */
export interface PipelineEnvironment {
  readonly services: Services;
  readonly signal: AbortSignal;
  readonly waitForWindows: WaitForWindows;
  readonly onUpdate?: (run: PipelineRun) => void;
}

export interface PipelineContext extends PipelineEnvironment {
  readonly runId: PipelineRunId;
  readonly projectId: ProjectId;
  readonly endpointId: EndpointId;
  readonly alertId: AlertId | null;
  readonly actor: Actor;
  /** Why a person approved the run. */
  readonly note?: string;
  readonly version: PipelineVersion;
  readonly chain: PipelineChain;
  readonly trigger: Trigger;
}

/** The statuses of a run that holds its endpoint: while there is one, no other starts. */
export const ACTIVE_STATUSES: ReadonlySet<PipelineRun["status"]> = new Set(["queued", "running", "waiting", "canary"]);

/** The run of an endpoint that is not over; null when there is none. */
export async function activeRun(
  services: Services,
  projectId: ProjectId,
  endpointId: EndpointId,
): Promise<PipelineRun | null> {
  const runs = await services.stores.pipelines.listRuns(projectId);
  return runs.find((run) => run.endpointId === endpointId && ACTIVE_STATUSES.has(run.status)) ?? null;
}

/** The published pipeline and the trigger of an endpoint. Throws `pipeline.not-published` when either is missing. */
export async function publishedFor(
  services: Services,
  endpointId: EndpointId,
): Promise<Pick<PipelineContext, "version" | "chain" | "trigger">> {
  const { stores } = services;
  const endpoint = await stores.endpoints.getEndpoint(endpointId);
  const trigger = await stores.triggers.findTrigger(endpointId);
  if (endpoint.pipelineVersionId === null || trigger === null) {
    throw new AppError("pipeline.not-published", { details: { endpoint: endpoint.name } });
  }
  const version = await stores.pipelines.getPipelineVersion(endpoint.pipelineVersionId);
  return { version, trigger, chain: pipelineChain(version.document, endpoint.name) };
}

/** A context for a run that was stored: how a run goes on after an approval or a reload. */
export async function contextOf(environment: PipelineEnvironment, run: PipelineRun): Promise<PipelineContext> {
  if (run.endpointId === null) throw new AppError("endpoint.not-found", { details: { name: "" } });
  const { trigger, chain: _, version: __ } = await publishedFor(environment.services, run.endpointId);
  const { stores } = environment.services;
  // The version the run was started with, not the one the endpoint has now.
  const version = await stores.pipelines.getPipelineVersion(run.pipelineVersionId);
  const endpoint = await stores.endpoints.getEndpoint(run.endpointId);
  const { id: runId, projectId, endpointId, alertId, actor } = run;
  const chain = pipelineChain(version.document, endpoint.name);
  return {
    ...environment,
    runId,
    projectId,
    endpointId: endpointId ?? endpoint.id,
    alertId,
    // Only people give reasons: what follows from an approval is theirs, also after a reload.
    actor: run.note === undefined ? actor : "person",
    ...(run.note !== undefined && { note: run.note }),
    version,
    chain,
    trigger,
  };
}

/** Who did it and why, at the endpoint's own time. */
export async function attribution(context: PipelineContext): Promise<Attribution> {
  const endpoint = await context.services.stores.endpoints.getEndpoint(context.endpointId);
  const cause = context.alertId
    ? ({ kind: "alert", id: context.alertId } as const)
    : ({ kind: "pipeline-run", id: context.runId } as const);
  return withNote({ actor: context.actor, cause, virtualMinute: endpoint.world.minute }, context.note);
}

/** Stores a change of the run and tells who listens. */
export async function update(context: PipelineContext, patch: Partial<PipelineRun>): Promise<PipelineRun> {
  const run = await context.services.stores.pipelines.updateRun(context.runId, patch);
  context.onUpdate?.(run);
  return run;
}

/** Ends the run. */
export async function finish(context: PipelineContext, patch: Partial<PipelineRun>): Promise<PipelineRun> {
  const { stores, clock } = context.services;
  const end = { endedAtMs: clock.nowMs(), ...patch };
  const run = await stores.pipelines.finishRun(context.runId, end, await attribution(context));
  context.onUpdate?.(run);
  return run;
}

/** Marks every open alert of the endpoint as handled by this run: alerts that fired meanwhile start nothing. */
export async function handleAlerts(context: PipelineContext): Promise<void> {
  await answerAlerts(context, "handled");
}

/** Leaves the endpoint's alerts open, but answered: a run that failed is started again by a person, not by itself. */
export async function leaveAlertsOpen(context: PipelineContext): Promise<void> {
  await answerAlerts(context, "open");
}

async function answerAlerts(context: PipelineContext, status: "open" | "handled"): Promise<void> {
  const { monitors } = context.services.stores;
  for (const alert of await monitors.listAlerts(context.projectId, context.endpointId)) {
    if (alert.status !== "open") continue;
    await monitors.updateAlert(alert.id, { status, pipelineRunId: context.runId });
  }
}

/** The package on the endpoint's stable route: the champion that a challenger is measured against. */
export async function stableRoute(context: PipelineContext): Promise<{ route: Route; modelPackage: ModelPackage }> {
  const { stores } = context.services;
  const endpoint = await stores.endpoints.getEndpoint(context.endpointId);
  const [route] = endpoint.routes;
  if (!route) throw new AppError("endpoint.not-found", { details: { name: endpoint.name } });
  return { route, modelPackage: await stores.packages.getPackage(route.packageDigest) };
}

/** Changes routes, lets the serving worker follow, and makes the monitor forget the windows before. */
export async function reroute(
  services: Services,
  change: {
    readonly endpointId: EndpointId;
    readonly routes: readonly Route[];
    readonly rollout: Rollout;
    readonly by: Attribution;
    /** The monitor compares with the data behind this package from now on. */
    readonly referencePackage?: ModelPackage;
  },
): Promise<Endpoint> {
  const { stores, serving } = services;
  const { endpointId, routes, rollout, by, referencePackage } = change;
  const endpoint = await stores.endpoints.setRoutes(endpointId, { routes, rollout }, by);
  const monitor = await stores.monitors.findMonitor(endpointId);
  if (monitor) {
    const reference = referencePackage ? referenceOf(referencePackage) : monitor.reference;
    await stores.monitors.saveMonitor({ ...monitor, reference, sinceMinute: endpoint.routedAtMinute }, by);
  }
  await serving.reconcile(endpoint.projectId);
  return endpoint;
}

/** The challenger's route, with a share of the traffic. */
export async function challengerRoute(context: PipelineContext, run: PipelineRun, percent: number): Promise<Route> {
  const { stores } = context.services;
  const endpoint = await stores.endpoints.getEndpoint(context.endpointId);
  const modelVersion = run.challengerVersion ?? "";
  const version = await stores.registry.getModelVersion(context.projectId, endpoint.modelName, modelVersion);
  return { packageDigest: asId(version.packageDigest), modelVersion, percent };
}
