/** Deploy: makes the endpoint serve the model version, and publishes the pipeline that its triggers run. */
import { sha256Json } from "../../digest";
import { newId } from "../../ids";
import type { EndpointId, PipelineVersionId } from "../../ids";
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
  await context.services.stores.endpoints.createEndpoint(endpoint, context.by);
  await crown(context, model);
  return endpoint;
}

async function changeRoutes(context: ExecutorContext<"deploy">, endpoint: Endpoint, model: Handle): Promise<Endpoint> {
  const { rollout } = context.cell.params;
  const diff = deployDiff(endpoint, model, rollout);
  if (diff.kind !== "change") return endpoint;
  const { endpoints, monitors } = context.services.stores;
  const by = { ...context.by, virtualMinute: endpoint.world.minute };
  const changed = await endpoints.setRoutes(endpoint.id, { routes: diff.next, rollout }, by);
  if (diff.next.length === 1) await crown(context, model);
  const monitor = await monitors.findMonitor(endpoint.id);
  if (monitor) await monitors.saveMonitor({ ...monitor, sinceMinute: changed.routedAtMinute }, by);
  return changed;
}

/** Who takes all the traffic is the champion: a person who deploys a version chooses it. */
async function crown(context: ExecutorContext<"deploy">, model: Handle): Promise<void> {
  const { registry } = context.services.stores;
  const { projectId, by } = context;
  const { modelName, version } = parseModelHandle(model.id);
  const { aliases } = await registry.getModel(projectId, modelName);
  if (aliases.champion === version) return;
  await registry.setAlias({ projectId, modelName, alias: "champion", version, reason: "chosen" }, by);
  if (aliases.challenger !== version) return;
  await registry.setAlias({ projectId, modelName, alias: "challenger", version: null, reason: "chosen" }, by);
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
