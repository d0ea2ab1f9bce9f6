/** Fitting and storing the recipe of a split. */
import type { Clock } from "../clock";
import type { Goal } from "../data/goal";
import { readIndices, readVersion } from "../data/version/read-table";
import type { BlobStore, DatasetStore } from "../data/version/store";
import { sha256Json } from "../digest";
import { throwIfAborted } from "../errors";
import { newId, type RecipeId, type SplitId } from "../ids";
import type { OnProgress } from "../progress";
import { fitRecipe } from "./fit";
import type { Recipe, RecipeSpec, RecipeStore } from "./recipe";

export interface PrepareDeps {
  readonly stores: { readonly blobs: BlobStore; readonly datasets: DatasetStore; readonly recipes: RecipeStore };
  readonly clock: Clock;
}

/** Fits a recipe on the training part of a split and stores it. Throws as `fitRecipe` does. */
export async function prepareRecipe(
  { stores, clock }: PrepareDeps,
  request: { readonly splitId: SplitId; readonly goal: Goal; readonly spec: RecipeSpec },
  options: { readonly onProgress?: OnProgress; readonly signal?: AbortSignal } = {},
): Promise<Recipe> {
  const { goal, spec } = request;
  options.onProgress?.({ phase: "fitting" });
  const split = await stores.datasets.getSplit(request.splitId);
  const version = await stores.datasets.getVersion(split.datasetVersionId);
  const table = await readVersion(stores.blobs, version);
  const rows = await readIndices(stores.blobs, split.parts.train);
  throwIfAborted(options.signal);
  const { target, task, sensitive } = goal;
  const fitted = fitRecipe(spec, { schema: version.schema, table, rows, target, task, sensitive });
  const recipe: Recipe = {
    id: newId<RecipeId>(),
    projectId: version.projectId,
    datasetVersionId: version.id,
    splitId: split.id,
    fitted,
    digest: await sha256Json(fitted),
    createdAtMs: clock.nowMs(),
  };
  await stores.recipes.saveRecipe(recipe);
  return recipe;
}
