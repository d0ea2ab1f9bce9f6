/** Endpoints, their worlds and their traffic on IndexedDB. */
import type { Clock } from "../clock";
import type { EndpointId } from "../ids";
import { BY_PERSON, type Attribution } from "../journal";
import type { Endpoint, EndpointStore, Route, World } from "../serving/endpoint";
import type { Scenario } from "../serving/scenario";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { requireSameContract } from "./contracts";
import { record } from "./journal";
import { present } from "./database/missing";

/** The endpoint port. */
export function endpointStore(database: CicloDatabase, clock: Clock): EndpointStore {
  return {
    createEndpoint: (endpoint, by) => guarded(() => createEndpoint(database, clock, { endpoint, by })),
    getEndpoint: (id) => guarded(() => getEndpoint(database, id)),
    findEndpoint: (projectId, name) =>
      guarded(
        async () => (await database.endpoints.where("[projectId+name]").equals([projectId, name]).first()) ?? null,
      ),
    listEndpoints: (projectId) => guarded(() => database.endpoints.where("projectId").equals(projectId).toArray()),
    setRoutes: (id, change, by) => guarded(() => setRoutes(database, clock, { id, change, by })),
    setPipeline: (id, pipelineVersionId) =>
      guarded(() =>
        database.transaction("rw", database.endpoints, async () => {
          await database.endpoints.put({ ...(await getEndpoint(database, id)), pipelineVersionId });
        }),
      ),
    updateWorld: (id, patch, by) => guarded(() => updateWorld(database, clock, { id, patch, by: by ?? BY_PERSON })),
    resetWorld: (id, scenario, by) => guarded(() => resetWorld(database, clock, { id, scenario, by })),
    batches: (id, from, to) =>
      guarded(() => database.batches.where("[endpointId+minute]").between([id, from], [id, to], true, false).toArray()),
  };
}

function createEndpoint(
  database: CicloDatabase,
  clock: Clock,
  { endpoint, by }: { endpoint: Endpoint; by: Attribution },
) {
  return database.transaction("rw", database.endpoints, database.journal, async () => {
    await database.endpoints.add(endpoint);
    await record(database, clock, {
      projectId: endpoint.projectId,
      command: "endpoint.create",
      subjects: [endpoint.id, ...endpoint.routes.map((route) => route.packageDigest)],
      details: { name: endpoint.name, environment: endpoint.environment, to: routesInWords(endpoint.routes) },
      by,
    });
  });
}

function setRoutes(
  database: CicloDatabase,
  clock: Clock,
  { id, change, by }: { id: EndpointId; change: Pick<Endpoint, "routes" | "rollout">; by: Attribution },
): PromiseLike<Endpoint> {
  const { endpoints, monitors, packages, journal } = database;
  return database.transaction("rw", [endpoints, monitors, packages, journal], async () => {
    const before = await getEndpoint(database, id);
    await requireSameRoutes(database, before, change.routes);
    const minute = before.world.minute;
    const after: Endpoint = { ...before, ...change, previousRoutes: before.routes, routedAtMinute: minute };
    await database.endpoints.put(after);
    // Windows of the routes before must not alert about the routes after.
    await database.monitors.where("endpointId").equals(id).modify({ sinceMinute: minute });
    await record(database, clock, {
      projectId: after.projectId,
      command: "endpoint.route",
      subjects: [id, ...[...before.routes, ...after.routes].map((route) => route.packageDigest)],
      details: {
        name: after.name,
        from: routesInWords(before.routes),
        to: routesInWords(after.routes),
        rollout: after.rollout.kind,
      },
      by,
    });
    return after;
  });
}

/** What the endpoint has served before it may serve again; anything else must answer what is asked of it today. */
async function requireSameRoutes(database: CicloDatabase, before: Endpoint, next: readonly Route[]): Promise<void> {
  const [stable] = before.routes;
  const known = new Set([...before.routes, ...before.previousRoutes].map((route) => route.packageDigest));
  for (const { packageDigest } of next) {
    if (!stable || known.has(packageDigest)) continue;
    await requireSameContract(database, before.name, { serves: stable.packageDigest, next: packageDigest });
  }
}

function updateWorld(
  database: CicloDatabase,
  clock: Clock,
  { id, patch, by }: { id: EndpointId; patch: Partial<World>; by: Attribution },
): PromiseLike<Endpoint> {
  return database.transaction("rw", database.endpoints, database.journal, async () => {
    const before = await getEndpoint(database, id);
    const after: Endpoint = { ...before, world: { ...before.world, ...patch } };
    await database.endpoints.put(after);
    if (patch.scenario) await recordScenario(database, clock, { endpoint: after, by, restarted: false });
    return after;
  });
}

function resetWorld(
  database: CicloDatabase,
  clock: Clock,
  { id, scenario, by }: { id: EndpointId; scenario: Scenario; by: Attribution },
): PromiseLike<Endpoint> {
  const { endpoints, batches, monitors, windows, alerts, journal } = database;
  return database.transaction("rw", [endpoints, batches, monitors, windows, alerts, journal], async () => {
    const before = await getEndpoint(database, id);
    const after: Endpoint = {
      ...before,
      routedAtMinute: 0,
      world: { ...before.world, scenario, minute: 0, error: null },
    };
    await endpoints.put(after);
    await clearTraffic(database, id);
    await monitors.where("endpointId").equals(id).modify({ sinceMinute: 0 });
    await alerts
      .where("endpointId")
      .equals(id)
      .filter((alert) => alert.status === "open")
      .modify({ status: "dismissed" });
    await recordScenario(database, clock, { endpoint: after, by, restarted: true });
    return after;
  });
}

async function clearTraffic(database: CicloDatabase, id: EndpointId): Promise<void> {
  await database.batches.where("[endpointId+minute]").between([id, -Infinity], [id, Infinity]).delete();
  await database.windows.where("endpointId").equals(id).delete();
}

async function recordScenario(
  database: CicloDatabase,
  clock: Clock,
  { endpoint, by, restarted }: { endpoint: Endpoint; by: Attribution; restarted: boolean },
): Promise<void> {
  const { injections, seed } = endpoint.world.scenario;
  const last = injections.at(-1);
  await record(database, clock, {
    projectId: endpoint.projectId,
    command: "scenario.inject",
    subjects: [endpoint.id],
    details: {
      restarted,
      seed,
      injections: injections.length,
      kind: last?.kind ?? null,
      feature: last?.feature ?? null,
      strength: last?.strength ?? null,
      at: last?.at ?? null,
    },
    by: { ...by, virtualMinute: by.virtualMinute ?? endpoint.world.minute },
  });
}

function routesInWords(routes: readonly Route[]): string {
  return routes.map((route) => `v${route.modelVersion} ${route.percent}`).join(" / ");
}

async function getEndpoint(database: CicloDatabase, id: EndpointId): Promise<Endpoint> {
  return present(await database.endpoints.get(id), "endpoint.not-found", { endpoint: id });
}
