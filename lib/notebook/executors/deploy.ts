/**
 * Deploy: makes the endpoint serve the model version, and publishes the pipeline that its triggers run. A version that misses its goal needs
 * the reason of the person who serves it.
 */
import { sha256Json } from "../../digest";
import { newId } from "../../ids";
import type { EndpointId, PipelineVersionId } from "../../ids";
import { withNote, type Attribution } from "../../journal";
import { chooseChampion } from "../../registry/choose-champion";
import { requireReason } from "../../registry/deploy-reason";
import { DEFAULT_WORLD } from "../../serving/endpoint";
import type { Endpoint } from "../../serving/endpoint";
import { EMPTY_SCENARIO } from "../../serving/scenario";
import type { Handle } from "../result/cell-result";
import { parseModelHandle } from "../result/model-handle";
import { deployDiff, nextRoutes } from "../result/deploy-diff";
import { handleIds, inputOf } from "./context";
import type { Executor, ExecutorContext } from "./context";

/** Creates the endpoint, or changes its routes. The world of a new endpoint starts to play by itself. */
export const runDeploy: Executor<"deploy"> = async (context) => {
  const { stores, serving } = context.services;
  const { projectId, cell } = context;
  const model = inputOf(context, "model");
  context.onProgress({ phase: "deploying" });
  const existing = await stores.endpoints.findEndpoint(projectId, cell.params.endpointName);
  const endpoint = existing ? await changeRoutes(context, existing, model) : await createEndpoint(context, model);
  const version = await publish(context, endpoint);
  await stores.endpoints.setPipeline(endpoint.id, version);
  await serving.reconcile(projectId);
  const digest = await sha256Json({ endpointId: endpoint.id, packageDigest: model.digest });
  return { kind: "deploy", id: endpoint.id, digest };
};

async function createEndpoint(context: ExecutorContext<"deploy">, model: Handle): Promise<Endpoint> {
  const { params } = context.cell;
  const by = await byWithReason(context, model);
  const endpoint: Endpoint = {
    id: newId<EndpointId>(),
    projectId: context.projectId,
    name: params.endpointName,
    environment: params.environment,
    modelName: parseModelHandle(model.id).modelName,
    rollout: params.rollout,
    routes: nextRoutes([], model, params.rollout),
    previousRoutes: [],
    routedAtMinute: 0,
    pipelineVersionId: null,
    world: { ...DEFAULT_WORLD, scenario: EMPTY_SCENARIO },
    createdAtMs: context.services.clock.nowMs(),
  };
  await context.services.stores.endpoints.createEndpoint(endpoint, by);
  await crown(context, model, by);
  return endpoint;
}

async function changeRoutes(context: ExecutorContext<"deploy">, endpoint: Endpoint, model: Handle): Promise<Endpoint> {
  const { rollout } = context.cell.params;
  const diff = deployDiff(endpoint, model, rollout);
  if (diff.kind !== "change") return endpoint;
  const { endpoints, monitors } = context.services.stores;
  const by = { ...(await byWithReason(context, model)), virtualMinute: endpoint.world.minute };
  const changed = await endpoints.setRoutes(endpoint.id, { routes: diff.next, rollout }, by);
  if (diff.next.length === 1) await crown(context, model, by);
  const monitor = await monitors.findMonitor(endpoint.id);
  if (monitor) await monitors.saveMonitor({ ...monitor, sinceMinute: changed.routedAtMinute }, by);
  return changed;
}

/** Who deploys and why; throws `registry.reason-needed` where a version below its goal is deployed without a word. */
async function byWithReason(context: ExecutorContext<"deploy">, model: Handle): Promise<Attribution> {
  const { stores } = context.services;
  const { reason } = context.cell.params;
  // A reason is given for one package: it does not excuse the next one.
  const holds = reason?.packageDigest === null || reason?.packageDigest === model.digest;
  const by = withNote(context.by, holds ? reason.text : undefined);
  const { modelName, version } = parseModelHandle(model.id);
  await requireReason(stores, await stores.registry.getModelVersion(context.projectId, modelName, version), by);
  return by;
}

/** Who takes all the traffic is the champion: a person who deploys a version chooses it. */
async function crown(context: ExecutorContext<"deploy">, model: Handle, by: Attribution): Promise<void> {
  const { projectId } = context;
  await chooseChampion(context.services.stores, { projectId, ...parseModelHandle(model.id) }, by);
}

async function publish(context: ExecutorContext<"deploy">, endpoint: Endpoint): Promise<PipelineVersionId> {
  const { document, handles, services } = context;
  const version = await services.stores.pipelines.publish(
    {
      id: newId<PipelineVersionId>(),
      projectId: context.projectId,
      notebookId: context.notebookId,
      document,
      digest: await sha256Json(document),
      handles: { ...handleIds(handles), [context.cell.id]: endpoint.id },
      createdAtMs: services.clock.nowMs(),
    },
    context.by,
  );
  return version.id;
}
