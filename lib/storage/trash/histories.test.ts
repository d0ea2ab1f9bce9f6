import "fake-indexeddb/auto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asId, type DatasetId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { DELETABLE_KINDS, type Deletable, type DeletableKind } from "../../notebook/services/trash";
import { freshStores } from "../testing/fresh";
import {
  handleOf,
  makeEndpoint,
  makeEvaluation,
  makeModelVersion,
  makeNotebook,
  makePackage,
  makePrepared,
  makeRun,
  makeVersion,
} from "../testing/household";
import { PROJECT } from "../testing/samples";

type Fresh = ReturnType<typeof freshStores>;

/** Everything that is stored, but the logs of what was done. */
async function dump({ database }: Fresh) {
  const tables = database.tables.filter(({ name }) => name !== "journal" && name !== "trash");
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table.name, await table.toArray()])));
}

/** Every reference of a record to another one that must be there: named here by hand, apart from what the trash itself believes. */
async function dangling({ database }: Fresh): Promise<readonly string[]> {
  const all = await dump({ database } as Fresh);
  const known = (table: string, idOf: (record: never) => string) => new Set((all[table] as never[]).map(idOf));
  const byId = (table: string) => known(table, ({ id }: { id: string }) => id);
  const versions = byId("datasetVersions");
  const splits = byId("splits");
  const recipes = byId("recipes");
  const runs = byId("runs");
  const packages = known("packages", ({ digest }: { digest: string }) => digest);
  const evaluations = byId("evaluations");
  const models = known("models", ({ name }: { name: string }) => name);
  const numbers = known("modelVersions", (v: { modelName: string; version: string }) => `${v.modelName}/${v.version}`);
  const endpoints = byId("endpoints");
  const monitors = byId("monitors");
  const alerts = byId("alerts");
  const notebooks = byId("notebooks");
  const anything = [versions, splits, recipes, runs, packages, evaluations, numbers, endpoints, monitors];
  const lost: string[] = [];
  const need = (from: string, found: boolean) => void (found || lost.push(from));
  for (const split of await database.splits.toArray()) need("split", versions.has(split.datasetVersionId));
  for (const recipe of await database.recipes.toArray()) need("recipe", splits.has(recipe.splitId));
  for (const run of await database.runs.toArray()) {
    need(
      "run data",
      run.inputs.every((input) => versions.has(input.datasetVersionId)),
    );
    need("run split", splits.has(run.splitId) && recipes.has(run.recipeId));
  }
  for (const point of await database.metrics.toArray()) need("metric", runs.has(point.runId));
  for (const made of await database.packages.toArray()) {
    need("package", runs.has(made.runId) && versions.has(made.datasetVersionId) && splits.has(made.splitId));
  }
  for (const found of await database.evaluations.toArray()) {
    need("evaluation", packages.has(found.packageDigest) && versions.has(found.datasetVersionId));
  }
  for (const version of await database.modelVersions.toArray()) {
    need("version", packages.has(version.packageDigest) && models.has(version.modelName));
    need("version's evaluation", version.evaluationId === null || evaluations.has(version.evaluationId));
  }
  for (const model of await database.models.toArray()) {
    need(
      "alias",
      Object.values(model.aliases).every((version) => numbers.has(`${model.name}/${version}`)),
    );
    need(
      "model",
      [...numbers].some((number) => number.startsWith(`${model.name}/`)),
    );
  }
  for (const endpoint of await database.endpoints.toArray()) {
    const routes = [...endpoint.routes, ...endpoint.previousRoutes];
    need(
      "route",
      routes.every((route) => packages.has(route.packageDigest)),
    );
    need(
      "route's version",
      routes.every((route) => numbers.has(`${endpoint.modelName}/${route.modelVersion}`)),
    );
    need("traffic", versions.has(endpoint.world.source!.datasetVersionId));
  }
  for (const monitor of await database.monitors.toArray()) {
    need("monitor", endpoints.has(monitor.endpointId) && splits.has(monitor.reference.splitId));
  }
  for (const trigger of await database.triggers.toArray()) need("trigger", monitors.has(trigger.monitorId));
  for (const window of await database.windows.toArray()) need("window", monitors.has(window.monitorId));
  for (const batch of await database.batches.toArray()) need("batch", endpoints.has(batch.endpointId));
  for (const alert of await database.alerts.toArray()) need("alert", endpoints.has(alert.endpointId));
  for (const run of await database.pipelineRuns.toArray()) {
    need("retraining", run.endpointId !== null && endpoints.has(run.endpointId) && alerts.has(run.alertId!));
  }
  for (const result of await database.results.toArray()) {
    need("result", notebooks.has(result.notebookId) && anything.some((ids) => ids.has(result.handle!.id)));
  }
  return lost;
}

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];

/** One step: makes something on top of what is there. */
const MAKE = {
  async data({ stores }: Fresh, at: number) {
    await makeVersion(stores, asId<DatasetId>(String(at % 2).repeat(32)));
  },
  async run({ stores }: Fresh, at: number) {
    const version = pick(await stores.datasets.listVersions(PROJECT), at);
    if (version) await makeRun(stores, version, await makePrepared(stores, version));
  },
  async model({ stores }: Fresh, at: number) {
    const run = pick(await stores.tracking.listRuns(PROJECT), at);
    if (!run) return;
    await makeModelVersion(stores, await makeEvaluation(stores, await makePackage(stores, run)), `model-${at % 2}`);
  },
  async endpoint({ stores }: Fresh, at: number) {
    const version = pick(await stores.registry.listModelVersions(PROJECT), at);
    const name = `endpoint-${at % 3}`;
    if (!version || (await stores.endpoints.findEndpoint(PROJECT, name))) return;
    await makeEndpoint(stores, version, await stores.packages.getPackage(version.packageDigest), name);
  },
  async notebook({ stores }: Fresh, at: number) {
    const run = pick(await stores.tracking.listRuns(PROJECT), at);
    const endpoint = pick(await stores.endpoints.listEndpoints(PROJECT), at);
    const version = pick(await stores.registry.listModelVersions(PROJECT), at);
    await makeNotebook(stores, `notebook ${at}`, [
      ...(run ? [handleOf("train", run.id)] : []),
      ...(endpoint ? [handleOf("deploy", endpoint.id)] : []),
      ...(version ? [handleOf("register", `${version.modelName}/${version.version}`)] : []),
    ]);
  },
};

async function thingsOf({ database }: Fresh, kind: DeletableKind): Promise<readonly string[]> {
  switch (kind) {
    case "dataset":
      return [...new Set((await database.datasetVersions.toArray()).map(({ datasetId }) => datasetId))];
    case "model":
      return (await database.models.toArray()).map(({ name }) => name);
    case "model-version":
      return (await database.modelVersions.toArray()).map((found) => `${found.modelName}/${found.version}`);
    case "package":
      return (await database.packages.toArray()).map(({ digest }) => digest);
    default:
      return (await database.table(TABLES[kind]).toArray()).map(({ id }: { id: string }) => id);
  }
}

const TABLES = {
  notebook: "notebooks",
  run: "runs",
  "dataset-version": "datasetVersions",
  endpoint: "endpoints",
  "pipeline-run": "pipelineRuns",
} as const;

/** Removes something, or learns why not; whoever takes it back at once has everything as it was. */
async function removeSomething(fresh: Fresh, kind: DeletableKind, { at, back }: { at: number; back: boolean }) {
  const id = pick(await thingsOf(fresh, kind), at);
  if (id === undefined) return;
  const things: readonly Deletable[] = [{ kind, id }];
  const before = await dump(fresh);
  const { refusal } = await fresh.trash.plan(PROJECT, things);
  if (refusal) {
    await expect(fresh.trash.remove(PROJECT, things, { by: BY_PERSON })).rejects.toMatchObject({ code: refusal.code });
    return expect(await dump(fresh)).toEqual(before);
  }
  const deletion = await fresh.trash.remove(PROJECT, things, { by: BY_PERSON });
  expect(await dangling(fresh)).toEqual([]);
  if (!back) return;
  await fresh.trash.bringBack(deletion.id, BY_PERSON);
  expect(await dump(fresh)).toEqual(before);
}

/** Takes any deletion back, not only the last. */
async function bringSomethingBack(fresh: Fresh, at: number) {
  const row = pick(await fresh.database.trash.toArray(), at);
  if (!row) return;
  try {
    await fresh.trash.bringBack(row.id, BY_PERSON);
  } catch (error) {
    expect(error).toMatchObject({ code: "trash.name-taken" });
  }
}

const at = fc.nat(50);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ make: fc.constantFrom(...(Object.keys(MAKE) as (keyof typeof MAKE)[])), at }) },
  { weight: 4, arbitrary: fc.record({ remove: fc.constantFrom(...DELETABLE_KINDS), at, back: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ bringBack: fc.constant(true), at }) },
);

test("whatever is made, deleted and brought back in any order, nothing points to what is gone, and an undo is exact", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const fresh = freshStores();
      for (const kind of ["data", "run", "model"] as const) await MAKE[kind](fresh, 0);
      for (const now of steps) {
        if ("make" in now) await MAKE[now.make](fresh, now.at);
        else if ("remove" in now) await removeSomething(fresh, now.remove, now);
        else await bringSomethingBack(fresh, now.at);
        expect(await dangling(fresh)).toEqual([]);
      }
      fresh.database.close();
    }),
    { seed: 20261201, numRuns: 40 },
  );
}, 60_000);
