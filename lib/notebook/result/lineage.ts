/** Lineage: from any stored thing back to its data, and forward to where it serves. */
import type { DatasetVersion } from "../../data/version/dataset";
import type { Split } from "../../data/split/split";
import { AppError } from "../../errors";
import { asId } from "../../ids";
import type { DatasetVersionId, EvaluationId, ProjectId, RecipeId, RunId, Sha256, SplitId } from "../../ids";
import type { ModelPackage } from "../../packaging/package";
import type { Recipe } from "../../preprocess/recipe";
import type { ModelVersion } from "../../registry/registered-model";
import type { Endpoint } from "../../serving/endpoint";
import type { Run } from "../../tracking/run";
import type { Handle } from "./cell-result";
import { parseModelHandle } from "./model-handle";
import type { NotebookStores } from "../services/services";

/** What is known of each stop of the life-cycle; null for stops after the subject, or when there is none yet. */
export interface Lineage {
  readonly dataset: DatasetVersion | null;
  readonly split: Split | null;
  readonly recipe: Recipe | null;
  readonly run: Run | null;
  readonly package: ModelPackage | null;
  readonly modelVersions: readonly ModelVersion[];
  readonly endpoints: readonly Endpoint[];
}

const EMPTY: Lineage = {
  dataset: null,
  split: null,
  recipe: null,
  run: null,
  package: null,
  modelVersions: [],
  endpoints: [],
};

/** The lineage of a cell's value. Missing entities throw their store's own not-found error. */
export async function lineageOf(stores: NotebookStores, projectId: ProjectId, handle: Handle): Promise<Lineage> {
  switch (handle.kind) {
    case "goal":
      return EMPTY;
    case "dataset":
      return { ...EMPTY, dataset: await stores.datasets.getVersion(asId<DatasetVersionId>(handle.id)) };
    case "split":
      return fromSplit(stores, asId(handle.id));
    case "prepare":
      return fromRecipe(stores, asId(handle.id));
    case "train":
      return lineageOfRun(stores, projectId, asId(handle.id));
    default:
      return lineageOfPackage(stores, await packageBehind(stores, projectId, handle));
  }
}

/** The lineage of a package: back to its data, forward to its model versions and the endpoints that serve it. */
export async function lineageOfPackage(stores: NotebookStores, digest: Sha256): Promise<Lineage> {
  const modelPackage = await stores.packages.getPackage(digest);
  const { projectId } = modelPackage;
  const [run, before, versions, endpoints] = await Promise.all([
    stores.tracking.getRun(modelPackage.runId),
    fromRecipe(stores, modelPackage.recipeId),
    stores.registry.listModelVersions(projectId),
    stores.endpoints.listEndpoints(projectId),
  ]);
  return {
    ...before,
    run,
    package: modelPackage,
    modelVersions: versions.filter((version) => version.packageDigest === digest),
    endpoints: endpoints.filter((endpoint) => endpoint.routes.some((route) => route.packageDigest === digest)),
  };
}

/** The lineage of a run; of its package when it has one. */
export async function lineageOfRun(stores: NotebookStores, projectId: ProjectId, runId: RunId): Promise<Lineage> {
  const packages = await stores.packages.listPackages(projectId);
  const built = packages.find((modelPackage) => modelPackage.runId === runId);
  if (built) return lineageOfPackage(stores, built.digest);
  const run = await stores.tracking.getRun(runId);
  return { ...(await fromRecipe(stores, run.recipeId)), run };
}

async function packageBehind(stores: NotebookStores, projectId: ProjectId, handle: Handle): Promise<Sha256> {
  switch (handle.kind) {
    case "package":
      return asId(handle.id);
    case "evaluate":
      return (await stores.evaluations.getEvaluation(asId<EvaluationId>(handle.id))).packageDigest;
    case "register": {
      const { modelName, version } = parseModelHandle(handle.id);
      return (await stores.registry.getModelVersion(projectId, modelName, version)).packageDigest;
    }
    case "deploy":
      return stablePackage(await stores.endpoints.getEndpoint(asId(handle.id)));
    case "monitor": {
      const { endpointId } = await stores.monitors.getMonitor(asId(handle.id));
      return stablePackage(await stores.endpoints.getEndpoint(endpointId));
    }
    case "trigger": {
      const { endpointId } = await stores.triggers.getTrigger(asId(handle.id));
      return stablePackage(await stores.endpoints.getEndpoint(endpointId));
    }
    default:
      throw new AppError("package.not-found", { details: { digest: handle.id } });
  }
}

function stablePackage(endpoint: Endpoint): Sha256 {
  const [stable] = endpoint.routes;
  if (!stable) throw new AppError("endpoint.not-found", { details: { name: endpoint.name } });
  return stable.packageDigest;
}

async function fromRecipe(stores: NotebookStores, id: RecipeId): Promise<Lineage> {
  const recipe = await stores.recipes.getRecipe(id);
  return { ...(await fromSplit(stores, recipe.splitId)), recipe };
}

async function fromSplit(stores: NotebookStores, id: SplitId): Promise<Lineage> {
  const split = await stores.datasets.getSplit(id);
  return { ...EMPTY, split, dataset: await stores.datasets.getVersion(split.datasetVersionId) };
}
