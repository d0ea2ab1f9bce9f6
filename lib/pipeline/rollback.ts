/** One click back: the endpoint serves the version it served before, which becomes champion again. */
import { AppError } from "../errors";
import type { EndpointId } from "../ids";
import type { Attribution } from "../journal";
import type { Endpoint } from "../serving/endpoint";
import { allTrafficTo, rollbackTarget } from "../serving/rollout";
import { restoreChampion } from "../registry/choose-champion";
import { reroute } from "./pipeline-context";
import type { Services } from "./services";

/**
 * All traffic back to the previous stable version; its data is the monitor's reference again. A person who goes back pauses the endpoint's
 * trigger: it would bring back what was taken away. Throws `endpoint.not-found` when there is nothing to go back to.
 */
export async function rollback(services: Services, endpointId: EndpointId, by: Attribution): Promise<Endpoint> {
  const { stores } = services;
  const endpoint = await stores.endpoints.getEndpoint(endpointId);
  const target = rollbackTarget(endpoint);
  if (!target) throw new AppError("endpoint.not-found", { details: { name: endpoint.name } });
  const at = { ...by, virtualMinute: endpoint.world.minute };
  const changed = await reroute(services, {
    endpointId,
    ...allTrafficTo(target),
    by: at,
    referencePackage: await stores.packages.getPackage(target.packageDigest),
  });
  const { projectId, modelName } = endpoint;
  await restoreChampion(stores, { projectId, modelName, version: target.modelVersion }, at);
  if (by.actor === "person") await pauseTrigger(services, endpointId, at);
  return changed;
}

async function pauseTrigger({ stores }: Services, endpointId: EndpointId, by: Attribution): Promise<void> {
  const trigger = await stores.triggers.findTrigger(endpointId);
  if (trigger?.mode === "on-alert") await stores.triggers.saveTrigger({ ...trigger, paused: "rolled-back" }, by);
}

/** Lets a paused trigger answer alerts again. */
export async function wakeTrigger({ stores }: Services, endpointId: EndpointId, by: Attribution): Promise<void> {
  const trigger = await stores.triggers.findTrigger(endpointId);
  if (!trigger) return;
  const { paused: _, ...awake } = trigger;
  await stores.triggers.saveTrigger(awake, by);
}
