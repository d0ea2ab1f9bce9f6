/** Datasets, their versions, splits and recipes, as they are stored. */
import { z } from "zod";
import {
  BUILTIN_DATASETS,
  GENERATORS,
  type ColumnChunks,
  type CsvOptions,
  type Dataset,
  type DatasetOrigin,
  type DatasetSource,
  type DatasetVersion,
  type ImageLayout,
} from "../../data/version/dataset";
import type { CategoryCount, ColumnProfile, DataProblem, HistogramBin, Profile } from "../../data/profile/profile";
import { COLUMN_TYPES, type ColumnSchema } from "../../data/schema";
import { SPLIT_PARTS, type Split, type SplitBalance, type SplitParams } from "../../data/split/split";
import type { ColumnPlan, FittedRecipe, Recipe, RecipeSpec, RecipeStep, TargetPlan } from "../../preprocess/recipe";
import {
  bagOf,
  count,
  figure,
  finite,
  flag,
  id,
  kindsOf,
  membersOf,
  oneOf,
  sha256,
  share,
  text,
  texts,
  time,
} from "./members";

export const dataset = membersOf<Dataset>()({ id, projectId: id, name: text, createdAtMs: time });

export const image = membersOf<ImageLayout>()({ width: count, height: count, columns: texts, max: finite });

export const source = kindsOf<DatasetSource>()({
  builtin: { name: z.enum(BUILTIN_DATASETS) },
  generator: { name: z.enum(GENERATORS), seed: finite, rows: count },
  file: { fileName: text, sourceSha256: text },
  none: {},
});

export const csvOptions = membersOf<CsvOptions>()({
  separator: text,
  decimal: text,
  encoding: text,
  missingTokens: texts,
  typeOverrides: bagOf(z.enum(COLUMN_TYPES)),
});

const origin = kindsOf<DatasetOrigin>()({
  import: { source },
  retraining: { endpointId: id, seed: finite },
  corrections: { rows: count },
});

const found = figure.nullable();
const columnProfile = kindsOf<ColumnProfile>()({
  numeric: {
    name: text,
    missing: count,
    distinct: count,
    min: found,
    max: found,
    mean: found,
    std: found,
    q25: found,
    median: found,
    q75: found,
    histogram: z.array(membersOf<HistogramBin>()({ from: figure, to: figure, count })),
  },
  categorical: {
    name: text,
    missing: count,
    distinct: count,
    top: z.array(membersOf<CategoryCount>()({ value: text, count })),
  },
});

const problem = membersOf<DataProblem>()({
  code: oneOf<DataProblem["code"]>({
    "all-missing": true,
    constant: true,
    "many-missing": true,
    "high-cardinality": true,
    "duplicate-rows": true,
  }),
  column: text.nullable(),
  count,
});

export const datasetVersion = membersOf<DatasetVersion>()({
  id,
  projectId: id,
  datasetId: id,
  name: text,
  version: count,
  contentSha256: sha256,
  sourceSha256: sha256.nullable(),
  sourceMd5: text.nullable(),
  parents: z.array(id),
  message: text,
  origin,
  schema: z.array(membersOf<ColumnSchema>()({ name: text, type: z.enum(COLUMN_TYPES) })),
  rowCount: count,
  columns: z.array(membersOf<ColumnChunks>()({ name: text, categories: texts.optional(), chunks: z.array(sha256) })),
  groups: sha256.nullable(),
  image: image.nullable(),
  sketches: sha256.optional(),
  suggestedTarget: text.nullable(),
  profile: membersOf<Profile>()({ columns: z.array(columnProfile), problems: z.array(problem) }),
  createdAtMs: time,
  createdBy: id.nullable(),
});

export const splitParams = membersOf<SplitParams>()({
  seed: finite,
  train: share,
  validation: share,
  test: share,
  stratify: flag,
});

export const split = membersOf<Split>()({
  id,
  projectId: id,
  datasetVersionId: id,
  params: splitParams,
  target: text,
  parts: membersOf<Split["parts"]>()({ train: sha256, validation: sha256, test: sha256 }),
  balance: z.array(
    membersOf<SplitBalance>()({
      part: z.enum(SPLIT_PARTS),
      rows: count,
      classes: z.array(membersOf<CategoryCount>()({ value: text, count })),
    }),
  ),
  digest: sha256,
  createdAtMs: time,
});

type Strategy = Extract<RecipeStep, { kind: "impute" }>["strategy"];
const selection = z.union([z.literal("numeric"), z.literal("categorical"), texts]);

export const recipeSpec = membersOf<RecipeSpec>()({
  steps: z.array(
    kindsOf<RecipeStep>()({
      drop: { columns: texts },
      impute: { columns: selection, strategy: oneOf<Strategy>({ mean: true, median: true, mode: true }) },
      standardise: { columns: selection },
      "min-max": { columns: selection },
      "one-hot": { columns: selection, maxCategories: figure },
    }),
  ),
});

const plan = kindsOf<ColumnPlan>()({
  numeric: { column: text, fill: found, offset: figure, factor: figure },
  "one-hot": { column: text, fill: text.nullable(), categories: texts },
});

const target = kindsOf<TargetPlan>()({
  labels: { column: text, classes: texts },
  number: { column: text, offset: figure, scale: figure },
});

export const recipe = membersOf<Recipe>()({
  id,
  projectId: id,
  datasetVersionId: id,
  splitId: id,
  fitted: membersOf<FittedRecipe>()({
    formatVersion: z.literal(1),
    spec: recipeSpec,
    features: z.array(plan),
    target,
    outputNames: texts,
  }),
  digest: sha256,
  createdAtMs: time,
});
