/** What a run reads: its recipe, split and dataset version, and each part of the data ready for an engine. */
import type { DatasetVersion } from "../data/version/dataset";
import { readIndices, readTable } from "../data/version/read-table";
import type { Split, SplitPart } from "../data/split/split";
import type { BlobStore, DatasetStore } from "../data/version/store";
import type { Task } from "../data/goal";
import { AppError } from "../errors";
import type { RecipeId } from "../ids";
import { rawFeatures, type RawFeatures } from "../preprocess/raw-features";
import type { Recipe, RecipeStore, TargetPlan } from "../preprocess/recipe";
import { encodeTarget } from "../preprocess/targets";
import type { EngineData } from "../training/engine";

export interface RunSources {
  readonly recipe: Recipe;
  readonly split: Split;
  readonly version: DatasetVersion;
}

export interface RunData {
  readonly train: EngineData;
  readonly validation: EngineData;
  /** Features of the test part, in the order of the split. */
  readonly test: RawFeatures;
}

export interface DataStores {
  readonly blobs: BlobStore;
  readonly datasets: DatasetStore;
  readonly recipes: RecipeStore;
}

/** The facts a run hangs on. */
export async function readSources(stores: DataStores, recipeId: RecipeId): Promise<RunSources> {
  const recipe = await stores.recipes.getRecipe(recipeId);
  const [split, version] = await Promise.all([
    stores.datasets.getSplit(recipe.splitId),
    stores.datasets.getVersion(recipe.datasetVersionId),
  ]);
  return { recipe, split, version };
}

/** The parts of the split as engines take them. Throws `data.too-few-rows` when nothing is left to train on. */
export async function readRunData(stores: DataStores, { recipe, split }: RunSources): Promise<RunData> {
  const { fitted } = recipe;
  const columns = [...new Set([...fitted.features.map((plan) => plan.column), fitted.target.column])];
  const table = await readTable({ stores, versionId: recipe.datasetVersionId, columns });
  const part = async (name: SplitPart): Promise<EngineData> => {
    const rows = await readIndices(stores.blobs, split.parts[name]);
    const targets = encodeTarget(fitted, table, rows);
    // A row without a known target has nothing to teach.
    const known = rows.filter((_, index) => !Number.isNaN(targets[index]));
    return { features: rawFeatures(fitted, table, known), targets: targets.filter((value) => !Number.isNaN(value)) };
  };
  const [train, validation, testRows] = await Promise.all([
    part("train"),
    part("validation"),
    readIndices(stores.blobs, split.parts.test),
  ]);
  if (train.targets.length === 0) throw new AppError("data.too-few-rows", { details: { rows: 0 } });
  return { train, validation, test: rawFeatures(fitted, table, testRows) };
}

/** Throws `training.task-mismatch` when the fitted target cannot answer the goal's task, `data.one-class` when it has one class. */
export function checkTask(task: Task, target: TargetPlan): void {
  const classes = target.kind === "labels" ? target.classes.length : 0;
  const fits =
    task === "regression" ? target.kind === "number" : target.kind === "labels" && (task !== "binary" || classes <= 2);
  if (!fits) throw new AppError("training.task-mismatch", { details: { task, target: target.column, classes } });
  if (target.kind === "labels" && classes < 2)
    throw new AppError("data.one-class", { details: { column: target.column } });
}
