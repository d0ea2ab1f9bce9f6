/** Monitor: watches the endpoint against a sample of the rows its stable model was trained on. */
import { sha256Json } from "../../digest";
import { asId, newId } from "../../ids";
import type { EndpointId, MonitorId } from "../../ids";
import { AppError } from "../../errors";
import { REFERENCE_ROWS } from "../../monitoring/monitor";
import type { Monitor, MonitorReference } from "../../monitoring/monitor";
import type { ModelPackage } from "../../packaging/package";
import { inputOf } from "./context";
import type { Executor } from "./context";

const REFERENCE_SEED = 7;

/** Creates the endpoint's monitor or changes it; its id and its windows stay. */
export const runMonitor: Executor<"monitor"> = async (context) => {
  const { stores, clock, serving } = context.services;
  const endpoint = await stores.endpoints.getEndpoint(asId<EndpointId>(inputOf(context, "endpoint").id));
  const [stable] = endpoint.routes;
  if (!stable) throw new AppError("endpoint.not-found", { details: { name: endpoint.name } });
  const existing = await stores.monitors.findMonitor(endpoint.id);
  const monitor: Monitor = {
    id: existing?.id ?? newId<MonitorId>(),
    projectId: context.projectId,
    endpointId: endpoint.id,
    windowRows: context.cell.params.windowRows,
    reference: referenceOf(await stores.packages.getPackage(stable.packageDigest)),
    rule: context.cell.params.rule,
    sinceMinute: existing?.sinceMinute ?? endpoint.routedAtMinute,
    createdAtMs: existing?.createdAtMs ?? clock.nowMs(),
  };
  await stores.monitors.saveMonitor(monitor, context.by);
  await serving.reconcile(context.projectId);
  const { id, windowRows, rule } = monitor;
  return { kind: "monitor", id, digest: await sha256Json({ id, windowRows, rule }) };
};

/** The training rows behind a package. */
export function referenceOf(modelPackage: ModelPackage): MonitorReference {
  const { datasetVersionId, splitId } = modelPackage;
  return { datasetVersionId, splitId, seed: REFERENCE_SEED, rows: REFERENCE_ROWS };
}
