/** A file all the way to a package that answers, through the product's own tasks. For tests only. */
import { readFile } from "node:fs/promises";
import type { Goal } from "../data/goal";
import { DEFAULT_SPLIT, type SplitParams } from "../data/split/split";
import { DEFAULT_CSV_OPTIONS, type CsvOptions, type DatasetVersion } from "../data/version/dataset";
import { newId, type RunId } from "../ids";
import { BY_PERSON } from "../journal";
import type { ModelPackage } from "../packaging/package";
import { DEFAULT_RECIPE, type Recipe, type RecipeSpec } from "../preprocess/recipe";
import type { Run } from "../tracking/run";
import type { TrainParams } from "../training/model-spec";
import { trainParams } from "../training/testing/fit-to-end";
import { nodeServices, type NodeServices } from "./node-services";

export interface TableLoopOptions {
  readonly goal: Goal;
  readonly csv?: Partial<CsvOptions>;
  readonly split?: Partial<SplitParams>;
  readonly recipe?: RecipeSpec;
  readonly params?: Partial<TrainParams>;
  readonly services?: NodeServices;
  /** How often the file's rows are there: some cases have too few to split. */
  readonly times?: number;
}

export interface TableLoop {
  readonly services: NodeServices;
  readonly version: DatasetVersion;
  readonly recipe: Recipe;
  readonly run: Run;
  readonly package: ModelPackage;
}

/** The bytes of an input under `lib/testing/cases`. */
export const caseFile = (name: string): Promise<Buffer> => readFile(`lib/testing/cases/${name}`);

/** A file as an imported version. */
export async function importCase(
  name: string,
  { csv = {}, services = nodeServices(), times = 1 }: Pick<TableLoopOptions, "csv" | "services" | "times"> = {},
): Promise<{ readonly services: NodeServices; readonly version: DatasetVersion }> {
  const { id: projectId } = await services.stores.notebooks.ensureProject();
  const bytes = new Uint8Array(await caseFile(name));
  const rows = bytes.subarray(bytes.indexOf(10) + 1);
  const file = new Blob([bytes, ...Array.from({ length: times - 1 }, () => rows)]);
  const { sourceSha256 } = await services.data.ingestFile(file, name);
  const version = await services.data.importDataset({
    ...{ projectId, datasetName: name, message: "made for a test", by: BY_PERSON },
    source: { kind: "file", sourceSha256, fileName: name },
    csv: { ...DEFAULT_CSV_OPTIONS, ...csv },
  });
  return { services, version };
}

/** Imports, splits, prepares, trains on the reproducible engine and packages. */
export async function tableLoop(name: string, options: TableLoopOptions): Promise<TableLoop> {
  const { services, version } = await importCase(name, options);
  const { goal } = options;
  const by = BY_PERSON;
  const split = await services.data.split({
    ...{ datasetVersionId: version.id, goal, by },
    params: { ...DEFAULT_SPLIT, ...options.split },
  });
  const recipe = await services.data.fitRecipe({ splitId: split.id, goal, spec: options.recipe ?? DEFAULT_RECIPE, by });
  const run = await services.training.train(
    {
      ...{ runId: newId<RunId>(), projectId: version.projectId, experiment: name, runName: "first", by, goal },
      ...{ recipeId: recipe.id, params: trainParams({ reproducible: true, ...options.params }) },
      ...{ reuseBackend: null, resumeFrom: null, notebookId: null, cellId: null, pipelineRunId: null },
      notebookJson: "{}",
    },
    {},
  );
  return { services, version, recipe, run, package: await services.serving.buildPackage({ runId: run.id, by }) };
}
