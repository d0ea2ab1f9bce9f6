/**
 * The honest second turn: a published pipeline runs again on data from the endpoint's traffic, and its model meets the
 * champion. data → training → packaging → gate → (approval) → canary → promotion. One run per endpoint at a time.
 * A run never edits the notebook; every step is journalled with its actor and cause.
 */
import { AppError, toWire, type WireError } from "../errors";
import { newId } from "../ids";
import type { AlertId, EndpointId, PipelineRunId, ProjectId } from "../ids";
import { BY_PERSON, withNote, type Actor } from "../journal";
import { requireReasonFor } from "../registry/deploy-reason";
import { missAtGate } from "../registry/gate-types";
import type { PipelineRun } from "./pipeline";
import { activeRun, attribution, contextOf, finish, leaveAlertsOpen, publishedFor, update } from "./pipeline-context";
import type { PipelineContext, PipelineEnvironment } from "./pipeline-context";
import { endCanary, keepChampion, startCanary, watchCanary } from "./pipeline-promotion";
import { meetAtGate } from "./pipeline-gate";
import { buildData, trainChallenger } from "./pipeline-retraining";

export interface PipelineRequest extends PipelineEnvironment {
  readonly projectId: ProjectId;
  readonly endpointId: EndpointId;
  readonly alertId: AlertId | null;
  readonly actor: Actor;
}

/**
 * Runs the endpoint's pipeline and resolves when it is over, or when it waits for an approval. A failure is a status of the
 * run, not an exception; only `pipeline.not-published` and `pipeline.busy` are thrown.
 */
export async function runPipeline(request: PipelineRequest): Promise<PipelineRun> {
  const { services, projectId, endpointId, alertId } = request;
  if (await activeRun(services, projectId, endpointId)) throw new AppError("pipeline.busy");
  const published = await publishedFor(services, endpointId);
  const context: PipelineContext = { ...request, ...published, runId: newId<PipelineRunId>() };
  const run = newRun(context);
  await services.stores.pipelines.startRun(run, await attribution(context));
  if (alertId !== null) {
    await services.stores.monitors.updateAlert(alertId, { status: "open", pipelineRunId: context.runId });
  }
  if (context.trigger.error) await services.stores.triggers.noteError(context.trigger.id, null);
  request.onUpdate?.(run);
  return guarded(context, () => secondTurn(context));
}

/**
 * A person lets a blessed challenger go on to its canary. Anything but a waiting run is left as it is. Throws `registry.reason-needed` where
 * the challenger misses the goal and no reason is given; the run then goes on waiting.
 */
export async function approvePromotion(
  environment: PipelineEnvironment,
  runId: PipelineRunId,
  note?: string,
): Promise<PipelineRun> {
  const run = await environment.services.stores.pipelines.getRun(runId);
  if (run.status !== "waiting") return run;
  const by = withNote(BY_PERSON, note);
  requireReasonFor(run.gate && missAtGate(run.gate), run.challengerVersion ?? "", by);
  const context = await contextOf(environment, {
    ...run,
    actor: "person",
    ...(by.note !== undefined && { note: by.note }),
  });
  // The reason is stored with the run: the promotion comes windows later, perhaps after a reload.
  const approved = { status: "running", ...(by.note !== undefined && { note: by.note }) } as const;
  return guarded(context, async () => startCanary(context, await update(context, approved)));
}

/** A person keeps the champion although the gate blessed the challenger. */
export async function rejectPromotion(environment: PipelineEnvironment, runId: PipelineRunId): Promise<PipelineRun> {
  const run = await environment.services.stores.pipelines.getRun(runId);
  if (run.status !== "waiting") return run;
  return keepChampion(await contextOf(environment, { ...run, actor: "person" }), "rejected");
}

/**
 * At start-up: a run that was working when its page went away is interrupted, and its alert may start another; one that waits
 * goes on waiting; a canary goes on where it was. Resolves when the canaries are over. With an endpoint id, only its runs:
 * how a tab resumes what it holds the lock of, and leaves alone what another tab is working on.
 */
export async function resumePipelineRuns(
  environment: PipelineEnvironment & { readonly projectId: ProjectId; readonly endpointId?: EndpointId },
): Promise<readonly PipelineRun[]> {
  const runs = await environment.services.stores.pipelines.listRuns(environment.projectId);
  const { endpointId } = environment;
  const resumed = runs.map(async (run) => {
    if (endpointId !== undefined && run.endpointId !== endpointId) return null;
    if (run.status === "queued" || run.status === "running") return interrupt(environment, run);
    if (run.status !== "canary") return null;
    try {
      const context = await contextOf(environment, run);
      return await guarded(context, () => watchCanary(context, run));
    } catch (error) {
      // Its endpoint, trigger or version is gone: it would be a canary for ever.
      return abandon(environment, run, { status: "failed", error: toWire(error) });
    }
  });
  return (await Promise.all(resumed)).filter((run) => run !== null);
}

async function secondTurn(context: PipelineContext): Promise<PipelineRun> {
  await update(context, { status: "running", phase: "data" });
  const withData = await buildData(context);
  const challenger = await trainChallenger(context, withData);
  const judged = await meetAtGate(context, challenger);
  if (judged.gate?.verdict !== "blessed") return keepChampion(context, "not-blessed");
  if (context.trigger.promotion === "automatic") return startCanary(context, judged);
  return update(context, { status: "waiting", phase: "approval" });
}

/** Whatever fails inside ends the run with its reason, and takes a canary's traffic back. */
async function guarded(context: PipelineContext, work: () => Promise<PipelineRun>): Promise<PipelineRun> {
  try {
    return await work();
  } catch (error) {
    const wire = toWire(error);
    const status = wire.code === "cancelled" ? "stopped" : "failed";
    const run = await context.services.stores.pipelines.getRun(context.runId);
    if (run.status === "canary") await endCanary(context);
    await leaveAlertsOpen(context);
    return finish(context, { status, error: wire });
  }
}

async function interrupt(environment: PipelineEnvironment, run: PipelineRun): Promise<PipelineRun> {
  const { monitors } = environment.services.stores;
  if (run.alertId !== null) await monitors.updateAlert(run.alertId, { status: "open", pipelineRunId: null });
  return abandon(environment, run, { status: "interrupted" });
}

/** Ends a run that nobody works on. */
function abandon(
  { services }: PipelineEnvironment,
  run: PipelineRun,
  end: Pick<PipelineRun, "status"> & { readonly error?: WireError },
): Promise<PipelineRun> {
  const by = { actor: run.actor, cause: { kind: "start-up", id: run.id }, virtualMinute: null } as const;
  return services.stores.pipelines.finishRun(run.id, { ...end, endedAtMs: services.clock.nowMs() }, by);
}

function newRun(context: PipelineContext): PipelineRun {
  return {
    id: context.runId,
    projectId: context.projectId,
    pipelineVersionId: context.version.id,
    endpointId: context.endpointId,
    overrides: {},
    gateVersionId: null,
    trigger: context.alertId === null ? "manual" : "alert",
    alertId: context.alertId,
    actor: context.actor,
    status: "queued",
    phase: "data",
    outcome: null,
    cellResults: {},
    gate: null,
    canary: null,
    challengerVersion: null,
    startedAtMs: context.services.clock.nowMs(),
    endedAtMs: null,
    error: null,
  };
}
