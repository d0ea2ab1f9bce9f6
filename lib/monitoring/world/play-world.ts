/** Plays minutes of one endpoint's world: traffic, answers, log, windows. Knows nothing of timers. */
import type { EndpointId } from "../../ids";
import type { Endpoint, PredictionBatch } from "../../serving/endpoint";
import { serveMinute } from "../../serving/serve-minute";
import { trafficAt } from "../../serving/traffic";
import type { WorldStep } from "../monitor";
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
  const windows = await windowLength(ports, endpoint);
  let step = emptyStep(endpoint);
  for (let played = 0; played < options.minutes; played++) {
    const minute = endpoint.world.minute + 1;
    step = { ...step, batches: [...step.batches, await serve(ports, endpoint, context, minute)] };
    endpoint = { ...endpoint, world: { ...endpoint.world, minute } };
    const isLast = played === options.minutes - 1;
    const closes = windows !== null && minute % windows === 0;
    if (closes) step = await closeWindows({ ports, loader, endpoint, context, step });
    if (!closes && !isLast) continue;
    // Somebody restarted or restored the world meanwhile: these minutes are of a past that is gone.
    if (!(await ports.stores.monitors.passMinutes(step))) return ports.stores.endpoints.getEndpoint(endpointId);
    step = emptyStep(endpoint);
  }
  return endpoint;
}

/** Minutes are stored together, so that the endpoint's row is written once a tick. */
function emptyStep({ id, world }: Endpoint): WorldStep {
  return { endpointId: id, afterMinute: world.minute, batches: [], windows: [], relabelled: [], alert: null };
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
