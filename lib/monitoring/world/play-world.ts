/** Plays minutes of one endpoint's world: traffic, answers, log, windows. Knows nothing of timers. */
import type { EndpointId } from "../../ids";
import type { Endpoint, PredictionBatch } from "../../serving/endpoint";
import { serveMinute } from "../../serving/serve-minute";
import { trafficAt } from "../../serving/traffic";
import { closeWindows } from "./close-windows";
import { windowMinutes } from "../window-span";
import type { WorldContext, WorldLoader } from "./world-context";
import type { WorldPorts } from "./world-ports";

/**
 * Serves the next `minutes` virtual minutes and closes each window in the minute that completes it, so that the result does not
 * depend on how many minutes are served at once. Returns the endpoint as it is afterwards.
 */
export async function playMinutes(options: {
  readonly ports: WorldPorts;
  readonly loader: WorldLoader;
  readonly endpointId: EndpointId;
  readonly minutes: number;
}): Promise<Endpoint> {
  const { ports, loader, endpointId } = options;
  let endpoint = await ports.stores.endpoints.getEndpoint(endpointId);
  const context = await loader.context(endpoint);
  if (context === null) return endpoint;
  if (endpoint.world.source === undefined) {
    endpoint = await ports.stores.endpoints.updateWorld(endpointId, { source: context.source });
  }
  // Minutes are stored together, so that the endpoint's row is written once a tick; a window reads them from the store.
  let unsaved: PredictionBatch[] = [];
  const save = async (): Promise<void> => {
    await ports.stores.endpoints.appendBatch(...unsaved);
    unsaved = [];
  };
  const windows = await windowLength(ports, endpoint);
  for (let played = 0; played < options.minutes; played++) {
    const minute = endpoint.world.minute + 1;
    unsaved.push(await serve(ports, endpoint, context, minute));
    endpoint = { ...endpoint, world: { ...endpoint.world, minute } };
    if (windows === null || minute % windows !== 0) continue;
    await save();
    await closeWindows({ ports, loader, endpoint, context });
  }
  await save();
  return endpoint;
}

async function windowLength(ports: WorldPorts, endpoint: Endpoint): Promise<number | null> {
  const monitor = await ports.stores.monitors.findMonitor(endpoint.id);
  return monitor && windowMinutes(monitor.windowRows, endpoint.world.requestsPerMinute);
}

function serve(ports: WorldPorts, endpoint: Endpoint, context: WorldContext, minute: number): Promise<PredictionBatch> {
  return serveMinute({
    endpointId: endpoint.id,
    minute,
    requests: trafficAt(minute, context.traffic),
    routes: endpoint.routes,
    seed: endpoint.world.scenario.seed,
    features: context.modelPackage.signature.inputs.map(({ name }) => name),
    stats: context.stats,
    open: ports.open,
    now: ports.now,
  });
}
