/** A workspace with records in every table, as the product could have written them. For tests only. */
import { asId, newId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { starterNotebook } from "../../notebook/templates/starter";
import type { CellResult } from "../../notebook/result/cell-result";
import type { PredictionRecord } from "../../serving/endpoint";
import { createWorkspace } from "../backup/workspace";
import { freshStores } from "./fresh";
import {
  aMonitor,
  anAlert,
  anEndpoint,
  anEvaluation,
  aNotebook,
  aPackage,
  aPipelineRun,
  aRecipe,
  aRun,
  aSplit,
  aStep,
  aTrigger,
  aVersion,
  aWindow,
  digestOf,
} from "./samples";

type Fresh = ReturnType<typeof freshStores>;
type Stores = Fresh["stores"];

const by = BY_PERSON;

/** Fills every table; the journal by what the others write. Two versions, runs and windows, so that one can be without the other. */
export async function fullWorkspace(fresh: Fresh = freshStores()) {
  const { stores, database, clock } = fresh;
  const { id: projectId } = await stores.notebooks.ensureProject();
  const { run, chunk } = await trained(stores, projectId);
  const packageDigest = digestOf("2");
  await stores.packages.savePackage(aPackage({ projectId, runId: run.id, digest: packageDigest }), by);
  await stores.evaluations.saveEvaluation(anEvaluation({ projectId, packageDigest }), by);
  const named = { projectId, modelName: "digits", runId: run.id, evaluationId: null, tags: {} };
  await stores.registry.registerVersion({ ...named, packageDigest }, by);
  const champion = { alias: "champion", version: "1", reason: "first-version" } as const;
  await stores.registry.setAlias({ projectId, modelName: "digits", ...champion }, by);
  const endpoint = await live(stores, projectId);
  await opened(stores, projectId);
  const { id } = aNotebook();
  await stores.notebooks.createNotebook(projectId, aNotebook({ id }), by);
  await fresh.trash.remove(projectId, [{ kind: "notebook", id }], { by });
  return { ...fresh, workspace: createWorkspace(database, { clock }), projectId, chunk, run, endpoint };
}

async function trained(stores: Stores, projectId: Parameters<Stores["datasets"]["listVersions"]>[0]) {
  const { id: datasetId } = await stores.datasets.createDataset({ projectId, name: "digits" });
  const chunk = await stores.blobs.put(new Uint8Array([5, 6, 7]));
  const columns = [{ name: "__proto__", chunks: [chunk] }];
  const version = await stores.datasets.addVersion(aVersion({ projectId, datasetId, columns }), by);
  const again = aVersion({ projectId, datasetId, columns, contentSha256: digestOf("8") });
  await stores.datasets.addVersion(again, by);
  const split = aSplit(version, { parts: { train: chunk, validation: chunk, test: chunk } });
  await stores.datasets.saveSplit(split);
  await stores.recipes.saveRecipe(aRecipe(split));
  const { id: experimentId } = await stores.tracking.ensureExperiment(projectId, "digits");
  const run = aRun({ projectId, experimentId });
  await stores.tracking.createRun(run, by);
  await stores.tracking.createRun(aRun({ projectId, experimentId }), by);
  const losses = [0.5, NaN, Infinity].map((value, step) => ({ key: "loss", step, value, timestampMs: 1 }));
  await stores.tracking.logMetrics(run.id, losses);
  return { run, chunk };
}

async function live(stores: Stores, projectId: Parameters<Stores["endpoints"]["listEndpoints"]>[0]) {
  const endpoint = anEndpoint({ projectId });
  await stores.endpoints.createEndpoint(endpoint, by);
  const monitor = aMonitor(endpoint.id, { projectId });
  await stores.monitors.saveMonitor(monitor, by);
  const alert = anAlert(monitor, { projectId });
  const batches = [{ endpointId: endpoint.id, minute: 1, records: [aRecord] }];
  const windows = [aWindow(monitor, 0), aWindow(monitor, 1)];
  await stores.monitors.passMinutes(aStep(endpoint.id, { batches, windows, alert }));
  await stores.triggers.saveTrigger({ ...aTrigger(monitor), projectId }, by);
  await stores.pipelines.startRun(aPipelineRun({ projectId, endpointId: endpoint.id, alertId: alert.id }), by);
  return endpoint;
}

async function opened(stores: Stores, projectId: Parameters<Stores["notebooks"]["listNotebooks"]>[0]) {
  const document = starterNotebook("digits", { notebook: newId, cell: newId });
  await stores.notebooks.createNotebook(projectId, document, by);
  for (const { id: cellId } of document.cells.slice(1, 3))
    await stores.notebooks.saveResult(document.id, aResult(cellId));
  const published = { id: newId<never>(), projectId, notebookId: document.id, document, digest: digestOf("6") };
  await stores.pipelines.publish({ ...published, handles: {}, createdAtMs: 1 }, by);
}

const aRecord: PredictionRecord = {
  ...{
    sequence: 0,
    minute: 1,
    inputs: { constructor: 1, city: "Lima" },
    sourceRow: 3,
    prediction: "1",
    confidence: 0.9,
  },
  ...{ modelVersion: "1", latencyMs: 2, error: null, label: "0", labelMinute: 21, violations: [] },
};

function aResult(cellId: CellResult["cellId"]): CellResult {
  const handle = { kind: "dataset", id: newId<string>(), digest: digestOf("1") } as const;
  const display = [{ kind: "text", text: "1797 rows" }] as const;
  return {
    ...{ cellId, outcome: "done", handle, fingerprint: "{}", error: null, display, finishedAtMs: 1, durationMs: 5 },
  };
}

/** Every verb that lists something: what the pages of a project are made of. */
export async function listEverything({ stores, projectId, run, endpoint }: FullWorkspace): Promise<readonly unknown[]> {
  const monitors = await stores.monitors.listMonitors(projectId);
  const notebooks = await stores.notebooks.listNotebooks(projectId);
  const lists: readonly (readonly unknown[])[] = await Promise.all([
    stores.datasets.listVersions(projectId),
    stores.tracking.listExperiments(projectId),
    stores.tracking.listRuns(projectId),
    stores.tracking.metricHistory(run.id, "loss"),
    stores.packages.listPackages(projectId),
    stores.evaluations.listEvaluations(projectId),
    stores.registry.listModels(projectId),
    stores.registry.listModelVersions(projectId),
    stores.endpoints.listEndpoints(projectId),
    stores.endpoints.batches(endpoint.id, 0, 100),
    stores.monitors.listAlerts(projectId),
    ...monitors.map(({ id }) => stores.monitors.windows(asId(id), 10)),
    stores.triggers.listTriggers(projectId),
    stores.pipelines.listRuns(projectId),
    ...notebooks.map(({ id }) => stores.notebooks.results(id)),
    stores.journal.list(projectId),
  ]);
  return [...lists.flat(), ...monitors, ...notebooks];
}

export type FullWorkspace = Awaited<ReturnType<typeof fullWorkspace>>;
