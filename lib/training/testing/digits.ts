/** The shipped digits as a training reads them: from the CSV, split and standardised as a new notebook does. */
import { BUILTIN } from "../../data/builtin";
import { readCsv } from "../../data/read/csv";
import { chunksOfBytes } from "../../data/read/csv-bytes";
import { DEFAULT_CSV_OPTIONS } from "../../data/version/dataset";
import { DEFAULT_SPLIT } from "../../data/split/split";
import { splitRows } from "../../data/split/split-rows";
import { fitRecipe } from "../../preprocess/fit";
import { rawFeatures } from "../../preprocess/raw-features";
import { DEFAULT_RECIPE } from "../../preprocess/recipe";
import { encodeTarget } from "../../preprocess/targets";
import type { EngineData } from "../engine";
import { networkFor, type ModelSpec, type NetworkSpec } from "../model-spec";

export interface Digits {
  readonly train: EngineData;
  readonly validation: EngineData;
  readonly spec: (model: ModelSpec) => NetworkSpec;
}

/** Training and validation parts of `public/datasets/digits.csv`, given its bytes. */
export async function digitsParts(csv: Uint8Array): Promise<Digits> {
  const { target, typeOverrides } = BUILTIN.digits;
  const content = await readCsv(() => chunksOfBytes(csv), { ...DEFAULT_CSV_OPTIONS, typeOverrides });
  const { table, schema } = content;
  const task = "multiclass" as const;
  const rows = splitRows({ table, target, task, params: DEFAULT_SPLIT, groups: null });
  const recipe = fitRecipe(DEFAULT_RECIPE, { schema, table, rows: rows.train, target, task, sensitive: [] });
  const part = (indices: Uint32Array): EngineData => ({
    features: rawFeatures(recipe, table, indices),
    targets: encodeTarget(recipe, table, indices),
  });
  return {
    ...{ train: part(rows.train), validation: part(rows.validation) },
    spec: (model) => networkFor({ model, task, inputWidth: recipe.outputNames.length, classCount: 10 }),
  };
}
