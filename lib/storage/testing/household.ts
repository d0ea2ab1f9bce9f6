/** Things of a project that stand on each other, made one by one through the stores: what deletions are tried on. */
import type { DatasetVersion } from "../../data/version/dataset";
import type { Split } from "../../data/split/split";
import type { Evaluation } from "../../evaluation/evaluation";
import { asId, newId, type CellId, type DatasetId, type NotebookId, type Sha256 } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { Monitor } from "../../monitoring/monitor";
import type { StageKind } from "../../notebook/document/document";
import type { CellResult, Handle } from "../../notebook/result/cell-result";
import type { Stores } from "../../pipeline/services";
import type { ModelPackage } from "../../packaging/package";
import type { Recipe } from "../../preprocess/recipe";
import type { ModelVersion } from "../../registry/registered-model";
import type { Endpoint } from "../../serving/endpoint";
import type { Run } from "../../tracking/run";
import {
  aBatch,
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
  PROJECT,
} from "./samples";

let digests = 0;
/** A digest that nobody has. */
const freshDigest = (): Sha256 => asId((++digests).toString(16).padStart(64, "0"));

export function makeVersion(stores: Stores, datasetId: DatasetId): Promise<DatasetVersion> {
  const version = aVersion({ datasetId, name: `data ${datasetId.slice(0, 2)}`, contentSha256: freshDigest() });
  return stores.datasets.addVersion(version, BY_PERSON);
}

export interface Prepared {
  readonly split: Split;
  readonly recipe: Recipe;
}

export async function makePrepared(stores: Stores, version: DatasetVersion): Promise<Prepared> {
  const split = aSplit(version, { digest: freshDigest() });
  const recipe = aRecipe(split, { digest: freshDigest() });
  await stores.datasets.saveSplit(split);
  await stores.recipes.saveRecipe(recipe);
  return { split, recipe };
}

export async function makeRun(stores: Stores, version: DatasetVersion, { split, recipe }: Prepared): Promise<Run> {
  const { contentSha256, name, version: number } = version;
  const input = { datasetVersionId: version.id, name, version: number, digest: "d", contentSha256 };
  const run = aRun({
    splitId: split.id,
    recipeId: recipe.id,
    inputs: [{ ...input, context: "training" }],
    status: "FINISHED",
  });
  await stores.tracking.createRun(run, BY_PERSON);
  await stores.tracking.logMetrics(run.id, [{ key: "loss", step: 0, value: 1, timestampMs: 1 }]);
  return stores.tracking.getRun(run.id);
}

export async function makePackage(stores: Stores, run: Run): Promise<ModelPackage> {
  const { splitId, recipeId } = run;
  const datasetVersionId = run.inputs[0]!.datasetVersionId;
  const made = aPackage({ digest: freshDigest(), runId: run.id, splitId, recipeId, datasetVersionId });
  await stores.packages.savePackage(made, BY_PERSON);
  return made;
}

export async function makeEvaluation(stores: Stores, made: ModelPackage): Promise<Evaluation> {
  const { digest: packageDigest, runId, datasetVersionId } = made;
  const evaluation = anEvaluation({ packageDigest, runId, datasetVersionId });
  await stores.evaluations.saveEvaluation(evaluation, BY_PERSON);
  return evaluation;
}

export async function makeModelVersion(
  stores: Stores,
  evaluation: Evaluation,
  modelName: string,
): Promise<ModelVersion> {
  const { packageDigest, runId, id: evaluationId } = evaluation;
  const version = { projectId: PROJECT, modelName, packageDigest, runId, evaluationId, tags: {} };
  const made = await stores.registry.registerVersion(version, BY_PERSON);
  const alias = { projectId: PROJECT, modelName, version: made.version } as const;
  await stores.registry.setAlias({ ...alias, alias: "champion", reason: "chosen" }, BY_PERSON);
  return made;
}

export interface Live {
  readonly endpoint: Endpoint;
  readonly monitor: Monitor;
}

/** An endpoint that serves the version, with a log, a monitor, a window, an alert, a trigger and a retraining that ended. */
export async function makeEndpoint(
  stores: Stores,
  version: ModelVersion,
  made: ModelPackage,
  name: string,
): Promise<Live> {
  const { packageDigest, version: modelVersion, modelName } = version;
  const { datasetVersionId, splitId } = made;
  const world = { ...anEndpoint().world, source: { datasetVersionId, splitId } };
  const routes = [{ packageDigest, modelVersion, percent: 100 }];
  const endpoint = anEndpoint({ name, modelName, routes, world });
  const monitor = aMonitor(endpoint.id, { reference: { datasetVersionId, splitId, seed: 7, rows: 100 } });
  await stores.endpoints.createEndpoint(endpoint, BY_PERSON);
  await stores.monitors.saveMonitor(monitor, BY_PERSON);
  await stores.triggers.saveTrigger(aTrigger(monitor), BY_PERSON);
  const alert = anAlert(monitor);
  const step = { batches: [aBatch(endpoint.id, 1)], windows: [aWindow(monitor, 0)], alert };
  await stores.monitors.passMinutes(aStep(endpoint.id, step));
  const run = aPipelineRun({ endpointId: endpoint.id, status: "finished" as never, endedAtMs: 2, alertId: alert.id });
  await stores.pipelines.startRun(run, BY_PERSON);
  return { endpoint, monitor };
}

/** A notebook whose cells have made the things, one cell each. */
export async function makeNotebook(stores: Stores, title: string, handles: readonly Handle[]): Promise<NotebookId> {
  const document = aNotebook({ title });
  await stores.notebooks.createNotebook(PROJECT, document, BY_PERSON);
  for (const handle of handles) {
    const result = { cellId: newId<CellId>(), outcome: "done", handle, fingerprint: "f", error: null, display: [] };
    await stores.notebooks.saveResult(document.id, { ...result, finishedAtMs: 1, durationMs: 1 } as CellResult);
  }
  return document.id;
}

export const handleOf = (kind: StageKind, id: string): Handle => ({ kind, id, digest: id });
