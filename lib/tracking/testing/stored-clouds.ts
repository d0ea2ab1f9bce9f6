/** A small data set, its split and its fitted recipe, stored (in memory by default): what a run reads. */
import { manualClock } from "../../clock";
import type { Goal, Task } from "../../data/goal";
import { saveVersion } from "../../data/version/save-version";
import type { BlobStore, DatasetStore } from "../../data/version/store";
import { splitDataset } from "../../data/tasks/split-dataset";
import { memoryBlobs, memoryDatasets } from "../../data/testing/memory-stores";
import { schemaOf, tableOf } from "../../data/testing/tables";
import { DEFAULT_SPLIT } from "../../data/split/split";
import { AppError } from "../../errors";
import { asId, type ProjectId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { prepareRecipe } from "../../preprocess/prepare-recipe";
import { DEFAULT_RECIPE, type Recipe, type RecipeStore } from "../../preprocess/recipe";
import { seededRandom } from "../../random";

const ROWS = 120;

export interface StoredClouds {
  readonly stores: { readonly blobs: BlobStore; readonly datasets: DatasetStore; readonly recipes: RecipeStore };
  readonly projectId: ProjectId;
  readonly goal: Goal;
  readonly recipe: Recipe;
}

/** Two clouds of points and a category: target `label` for classes, `value` (hundreds) for regression. */
export async function storedClouds(
  task: Task,
  stores: StoredClouds["stores"] = { blobs: memoryBlobs(), datasets: memoryDatasets(), recipes: memoryRecipes() },
): Promise<StoredClouds> {
  const clock = manualClock();
  const projectId = asId<ProjectId>("project");
  const version = await saveVersion(
    { stores, clock },
    {
      ...cloudTable(),
      ...{ projectId, datasetName: "clouds", source: null, parents: [], message: "", image: null, groups: null },
      origin: { kind: "import", source: { kind: "none" } },
      suggestedTarget: null,
      by: BY_PERSON,
    },
  );
  const goal: Goal = {
    target: task === "regression" ? "value" : "label",
    task,
    metric: task === "regression" ? "rmse" : "accuracy",
    minimum: 0,
    sensitive: [],
    costs: { falsePositive: 1, falseNegative: 1 },
  };
  const split = await splitDataset({ stores, clock }, { datasetVersionId: version.id, goal, params: DEFAULT_SPLIT });
  const dropped = task === "regression" ? "label" : "value";
  const spec = { steps: [{ kind: "drop" as const, columns: [dropped] }, ...DEFAULT_RECIPE.steps] };
  const recipe = await prepareRecipe({ stores, clock }, { splitId: split.id, goal, spec });
  return { stores, projectId, goal, recipe };
}

function cloudTable() {
  const random = seededRandom("clouds");
  const schema = schemaOf({ x: "number", y: "number", city: "category", value: "number", label: "category" });
  const side = Array.from({ length: ROWS }, (_, row) => row % 2);
  const x = side.map((label, row) => (row % 15 === 4 ? null : 4 * label + random.normal()));
  const y = side.map((label) => -3 * label + random.normal());
  const city = side.map((label) => (label === 1 ? "Lima" : "Quito"));
  const value = y.map((one) => 500 + 100 * one);
  const table = tableOf(schema, { x, y, city, value, label: side.map((label) => (label === 1 ? "yes" : "no")) });
  return { table, schema };
}

function memoryRecipes(): RecipeStore {
  const recipes = new Map<string, Recipe>();
  return {
    saveRecipe: async (recipe) => void recipes.set(recipe.id, recipe),
    getRecipe: async (id) => {
      const recipe = recipes.get(id);
      if (!recipe) throw new AppError("storage.corrupt", { details: { what: id } });
      return recipe;
    },
  };
}
