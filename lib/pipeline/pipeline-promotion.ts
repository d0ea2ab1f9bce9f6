/** The second half of the second turn: canary, promotion, or keeping the champion. */
import { allTrafficTo, deployRoutes } from "../serving/rollout";
import { missAtGate } from "../registry/gate-types";
import type { PipelineRun } from "./pipeline";
import { isHealthy } from "./canary";
import { attribution, challengerRoute, finish, handleAlerts, reroute, stableRoute, update } from "./pipeline-context";
import type { PipelineContext } from "./pipeline-context";

/** The gate refused: the champion stays. */
export async function keepChampion(
  context: PipelineContext,
  outcome: "not-blessed" | "rejected",
): Promise<PipelineRun> {
  await handleAlerts(context);
  return finish(context, { status: "done", phase: "finished", outcome });
}

/** Sends a share of the traffic to the challenger, then waits for the windows and decides. */
export async function startCanary(context: PipelineContext, run: PipelineRun): Promise<PipelineRun> {
  const { percent, windows } = context.trigger.canary;
  if (percent <= 0 || windows <= 0) return promote(context, run);
  const { route } = await stableRoute(context);
  const endpoint = await reroute(context.services, {
    endpointId: context.endpointId,
    ...deployRoutes([route], await challengerRoute(context, run, percent), { kind: "canary", percent, windows }),
    by: await attribution(context),
  });
  const canary = { seen: 0, needed: windows, sinceMinute: endpoint.routedAtMinute };
  return watchCanary(context, await update(context, { status: "canary", phase: "canary", canary }));
}

/** Waits for the canary's windows: promotes when it is healthy, takes the traffic back when it is not. */
export async function watchCanary(context: PipelineContext, run: PipelineRun): Promise<PipelineRun> {
  const { canary } = run;
  if (canary === null) return startCanary(context, run);
  const windows = await context.waitForWindows({
    monitorId: context.trigger.monitorId,
    sinceMinute: canary.sinceMinute,
    count: canary.needed,
    signal: context.signal,
    onSeen: (seen) => void update(context, { canary: { ...canary, seen } }),
  });
  if (!(await servesChallenger(context, run))) return keepChampion(context, "rejected");
  const { route } = await stableRoute(context);
  const healthy = isHealthy(windows, {
    champion: route.modelVersion,
    challenger: run.challengerVersion ?? "",
    metric: context.chain.goal.params.metric,
  });
  const seen = { ...canary, seen: canary.needed };
  return healthy
    ? promote(context, await update(context, { canary: seen }))
    : failCanary(context, await update(context, { canary: seen }));
}

/** All traffic to the challenger, which becomes champion; the monitor compares with its data from now on. */
export async function promote(context: PipelineContext, run: PipelineRun): Promise<PipelineRun> {
  const { services, projectId, endpointId } = context;
  const { registry, packages, endpoints } = services.stores;
  const by = await attribution(context);
  const route = await challengerRoute(context, run, 100);
  await reroute(services, {
    endpointId,
    ...allTrafficTo(route),
    by,
    referencePackage: await packages.getPackage(route.packageDigest),
  });
  const { modelName } = await endpoints.getEndpoint(endpointId);
  const reason = "gate-blessed";
  const standing = run.gate ? { missed: missAtGate(run.gate), ground: run.gate.ground ?? null } : undefined;
  const champion = { projectId, modelName, alias: "champion", version: route.modelVersion, reason, standing } as const;
  await registry.setAlias(champion, by);
  await registry.setAlias({ projectId, modelName, alias: "challenger", version: null, reason }, by);
  await handleAlerts(context);
  return finish(context, { status: "done", phase: "finished", outcome: "promoted" });
}

/** Takes the canary's traffic back. */
export async function endCanary(context: PipelineContext): Promise<void> {
  const { route } = await stableRoute(context);
  await reroute(context.services, {
    endpointId: context.endpointId,
    ...allTrafficTo(route),
    by: await attribution(context),
  });
}

/** A person may have taken the canary's traffic back while it ran: that is a decision. */
async function servesChallenger(context: PipelineContext, run: PipelineRun): Promise<boolean> {
  const { routes } = await context.services.stores.endpoints.getEndpoint(context.endpointId);
  return routes.some((route) => route.modelVersion === run.challengerVersion);
}

async function failCanary(context: PipelineContext, run: PipelineRun): Promise<PipelineRun> {
  await endCanary(context);
  await handleAlerts(context);
  return finish(context, { status: "done", phase: "finished", outcome: "canary-failed", canary: run.canary });
}
