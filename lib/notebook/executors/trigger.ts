/** Trigger: says what starts the published pipeline again, and how far it may go without a person. */
import { sha256Json } from "../../digest";
import { asId, newId } from "../../ids";
import type { MonitorId, TriggerId } from "../../ids";
import type { Trigger } from "../services/trigger";
import { inputOf } from "./context";
import type { Executor } from "./context";

/** Creates the endpoint's trigger or changes it. The mode of the edge into the cell is the mode of the promotion. */
export const runTrigger: Executor<"trigger"> = async (context) => {
  const { stores, clock } = context.services;
  const { cell } = context;
  const monitor = await stores.monitors.getMonitor(asId<MonitorId>(inputOf(context, "monitor").id));
  const existing = await stores.triggers.findTrigger(monitor.endpointId);
  const trigger: Trigger = {
    id: existing?.id ?? newId<TriggerId>(),
    projectId: context.projectId,
    notebookId: context.notebookId,
    endpointId: monitor.endpointId,
    monitorId: monitor.id,
    mode: cell.params.mode,
    promotion: context.document.edges[cell.id] ?? "automatic",
    gate: cell.params.gate,
    canary: cell.params.canary,
    createdAtMs: existing?.createdAtMs ?? clock.nowMs(),
  };
  await stores.triggers.saveTrigger(trigger, context.by);
  const { id, endpointId } = trigger;
  return { kind: "trigger", id, digest: await sha256Json({ id, endpointId, params: cell.params }) };
};
