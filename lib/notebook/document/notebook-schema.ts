/** The zod schemas of notebook JSON: the edge where a file becomes a typed document. Inside, types are trusted. */
import { z } from "zod";
import { BUILTIN_DATASETS, GENERATORS } from "../../data/version/dataset";
import { METRICS, TASKS } from "../../data/goal";
import { COLUMN_TYPES } from "../../data/schema";
import { SERIES } from "../../monitoring/monitor";
import { ACTIVATIONS, BACKENDS, LOSSES, OPTIMIZERS, PADDINGS } from "../../training/model-spec";
import { TEMPLATES, type StageKind, type StageParams } from "./document";

const OPERATORS = [">=", ">", "<=", "<", "=="] as const;
const share = z.number().min(0).max(1);
const count = z.number().int().positive();

/** A name that code can refer to. */
export const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

const goal = z.object({
  target: z.string(),
  task: z.enum(TASKS),
  metric: z.enum(METRICS),
  minimum: z.number(),
  sensitive: z.array(z.string()),
  costs: z.object({ falsePositive: z.number().min(0), falseNegative: z.number().min(0) }),
});

const source = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("builtin"), name: z.enum(BUILTIN_DATASETS) }),
  z.object({ kind: z.literal("generator"), name: z.enum(GENERATORS), seed: z.number(), rows: count }),
  z.object({ kind: z.literal("file"), fileName: z.string(), sourceSha256: z.string() }),
  z.object({ kind: z.literal("none") }),
]);

const dataset = z.object({
  source,
  datasetName: z.string().min(1),
  version: z.union([
    count,
    z.literal("source"),
    // What notebooks said before versions were pinned.
    z.literal("latest").transform(() => "source" as const),
  ]),
  message: z.string(),
  csv: z.object({
    separator: z.enum(["auto", ",", ";", "\t", "|"]),
    decimal: z.enum(["auto", ".", ","]),
    encoding: z.enum(["auto", "utf-8", "latin-1"]),
    missingTokens: z.array(z.string()),
    typeOverrides: z.record(z.string(), z.enum(COLUMN_TYPES)),
  }),
});

const split = z.object({ seed: z.number(), train: share, validation: share, test: share, stratify: z.boolean() });

const selection = z.union([z.literal("numeric"), z.literal("categorical"), z.array(z.string())]);
const prepare = z.object({
  steps: z.array(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("drop"), columns: z.array(z.string()) }),
      z.object({ kind: z.literal("impute"), columns: selection, strategy: z.enum(["mean", "median", "mode"]) }),
      z.object({ kind: z.literal("standardise"), columns: selection }),
      z.object({ kind: z.literal("min-max"), columns: selection }),
      z.object({ kind: z.literal("one-hot"), columns: selection, maxCategories: count }),
    ]),
  ),
});

const layer = z.object({ units: count, activation: z.enum(ACTIVATIONS), dropout: z.number().min(0).max(0.9) });
const convolution = z.object({
  filters: count,
  kernelSize: count,
  padding: z.enum(PADDINGS),
  activation: z.enum(ACTIVATIONS),
  batchNormalization: z.boolean(),
  pool: count,
});
const train = z.object({
  model: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("linear") }),
    z.object({ kind: z.literal("mlp"), layers: z.array(layer) }),
    z.object({ kind: z.literal("cnn"), convolutions: z.array(convolution), layers: z.array(layer) }),
  ]),
  loss: z.enum(LOSSES),
  optimizer: z.enum(OPTIMIZERS),
  learningRate: z.number().positive(),
  batchSize: count,
  epochs: count,
  seed: z.number(),
  earlyStopping: z.object({ patience: count }).nullable(),
  backend: z.enum(["auto", ...BACKENDS]),
  reproducible: z.boolean().default(false),
  experiment: z.string().min(1),
});

const rollout = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all-at-once") }),
  z.object({ kind: z.literal("canary"), percent: z.number().min(0).max(100), windows: z.number().int().min(0) }),
]);

const monitor = z.object({
  windowRows: count,
  rule: z.object({
    anyOf: z.array(z.object({ series: z.enum(SERIES), operator: z.enum(OPERATORS), threshold: z.number() })),
    m: count,
    n: count,
  }),
});

const trigger = z.object({
  mode: z.enum(["manual", "on-alert"]),
  gate: z.object({ valueThreshold: z.number().optional(), changeThreshold: z.number() }),
  canary: z.object({ percent: z.number().min(0).max(100), windows: z.number().int().min(0) }),
});

const nothing = z.object({}).transform((): Record<string, never> => ({}));

/** The schema of each kind's parameters. */
export const PARAMS_SCHEMAS: { readonly [Kind in StageKind]: z.ZodType } = {
  goal,
  dataset,
  split,
  prepare,
  train,
  package: z.object({
    decision: z.object({ positive: z.string(), threshold: z.number().min(0).max(1) }).optional(),
  }),
  evaluate: nothing,
  register: z.object({ modelName: z.string().min(1) }),
  deploy: z.object({
    endpointName: z.string().regex(/^[a-z0-9-]+$/),
    environment: z.enum(["staging", "production"]),
    rollout,
    reason: z.object({ text: z.string(), packageDigest: z.string().nullable() }).optional(),
  }),
  monitor,
  trigger,
} satisfies { readonly [Kind in StageKind]: z.ZodType<unknown> };

/** Parameters as they come out of their schema. */
export type ParsedParams<Kind extends StageKind> = StageParams[Kind];

const localized = z.union([z.string(), z.object({ es: z.string(), en: z.string() })]);

/** Members that every cell has; all but the id may be left out of a file. */
export const cellCommonSchema = z.object({
  id: z.string().min(1),
  kind: z.string().min(1),
  locked: z.boolean().default(false),
  hidden: z.boolean().default(false),
  expects: z.array(z.object({ metric: z.string(), operator: z.enum(OPERATORS), threshold: z.number() })).default([]),
});

export const textCellSchema = cellCommonSchema.extend({ text: localized });
export const codeCellSchema = cellCommonSchema.extend({ source: z.string() });
export const stageCellSchema = cellCommonSchema.extend({
  name: z.string().regex(IDENTIFIER),
  inputs: z.record(z.string(), z.string()).default({}),
  params: z.record(z.string(), z.unknown()).default({}),
});

/** The notebook around its cells. */
export const notebookSchema = z.object({
  format: z.literal("ciclo-notebook"),
  formatVersion: z.literal(1),
  id: z.string().min(1),
  title: localized,
  origin: z.object({ id: z.string(), version: z.number(), digest: z.string() }).nullable().default(null),
  template: z.enum(TEMPLATES).optional().catch(undefined),
  cells: z.array(z.record(z.string(), z.unknown())),
  edges: z.record(z.string(), z.enum(["manual", "approval", "automatic"])).default({}),
});
