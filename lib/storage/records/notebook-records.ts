/**
 * Projects, notebooks, results and the journal, as they are stored. Numbers of a form are not judged: what a person has typed into it must
 * never cost the notebook.
 */
import { z } from "zod";
import { JOURNAL_COMMANDS, type Actor, type Cause } from "../../journal";
import type { DisplayItem } from "../../notebook/code/display";
import {
  STAGE_KINDS,
  TEMPLATES,
  type DeployReason,
  type EdgeMode,
  type NotebookDocument,
  type StageKind,
  type StageParams,
} from "../../notebook/document/document";
import type { CellResult, Handle } from "../../notebook/result/cell-result";
import type { Project } from "../../notebook/services/store";
import { DELETABLE_KINDS, type Deletable } from "../../notebook/services/trash";
import type { Alias } from "../../registry/registered-model";
import type { Rollout } from "../../serving/endpoint";
import type { ConvLayer, DenseLayer } from "../../training/model-spec";
import type { JournalRow, NotebookRow, ResultRow, TrashedRecord, TrashRow } from "../database/tables";
import { csvOptions, recipeSpec, source, splitParams } from "./data-records";
import { goal, operator } from "./evaluation-records";
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
  plain,
  text,
  texts,
  time,
  wireError,
} from "./members";
import { decision } from "./model-records";
import { gateParams, rule } from "./monitoring-records";

export const project = membersOf<Project>()({ id, name: text, createdAtMs: time });

const localized = z.union([text, z.looseObject({ es: text, en: text })]);
const edge = oneOf<EdgeMode>({ manual: true, approval: true, automatic: true });

const layer = membersOf<DenseLayer>()({ units: figure, activation: text, dropout: figure });
const convolution = membersOf<ConvLayer>()({
  filters: figure,
  kernelSize: figure,
  padding: text,
  activation: text,
  batchNormalization: flag,
  pool: figure,
});

const train = membersOf<StageParams["train"]>()({
  model: kindsOf<StageParams["train"]["model"]>()({
    linear: {},
    mlp: { layers: z.array(layer) },
    cnn: { convolutions: z.array(convolution), layers: z.array(layer) },
  }),
  loss: text,
  optimizer: text,
  learningRate: figure,
  batchSize: figure,
  epochs: figure,
  seed: figure,
  earlyStopping: z.looseObject({ patience: figure }).nullable(),
  backend: text,
  reproducible: flag.optional(),
  experiment: text,
});

const PARAMS: { readonly [Kind in StageKind]: z.ZodType } = {
  goal,
  dataset: membersOf<StageParams["dataset"]>()({
    source,
    datasetName: text,
    version: z.union([figure, z.literal("source"), z.literal("latest")]),
    message: text,
    csv: csvOptions,
  }),
  split: splitParams.extend({ train: figure, validation: figure, test: figure }),
  prepare: recipeSpec,
  train,
  package: membersOf<StageParams["package"]>()({ decision: decision.extend({ threshold: figure }).optional() }),
  evaluate: z.looseObject({}),
  register: membersOf<StageParams["register"]>()({ modelName: text }),
  deploy: membersOf<StageParams["deploy"]>()({
    endpointName: text,
    environment: text,
    rollout: kindsOf<Rollout>()({ "all-at-once": {}, canary: { percent: figure, windows: figure } }),
    reason: membersOf<DeployReason>()({ text, packageDigest: text.nullable() }).optional(),
  }),
  monitor: membersOf<StageParams["monitor"]>()({ windowRows: figure, rule }),
  trigger: membersOf<StageParams["trigger"]>()({
    mode: oneOf<StageParams["trigger"]["mode"]>({ manual: true, "on-alert": true }),
    gate: gateParams,
    canary: z.looseObject({ percent: figure, windows: figure }),
  }),
};

const common = {
  id,
  locked: flag,
  hidden: flag,
  expects: z.array(z.looseObject({ metric: text, operator, threshold: figure })),
};
const stageCell = (kind: StageKind) =>
  z.looseObject({ ...common, kind: z.literal(kind), name: text, inputs: bagOf(text), params: PARAMS[kind] });

const cell = z.discriminatedUnion("kind", [
  ...(STAGE_KINDS.map(stageCell) as [ReturnType<typeof stageCell>, ...ReturnType<typeof stageCell>[]]),
  z.looseObject({ ...common, kind: z.literal("code"), source: text }),
  z.looseObject({ ...common, kind: z.literal("text"), text: localized }),
  z.looseObject({ ...common, kind: z.literal("unknown"), unknownKind: text, raw: z.looseObject({}) }),
]);

export const document = membersOf<NotebookDocument>()({
  format: z.literal("ciclo-notebook"),
  formatVersion: z.literal(1),
  id,
  title: localized,
  origin: z.looseObject({ id: text, version: finite, digest: text }).nullable(),
  template: z.enum(TEMPLATES).optional(),
  cells: z.array(cell),
  edges: bagOf(edge),
});

export const notebook = membersOf<NotebookRow>()({ id, projectId: id, document, updatedAtMs: time });

const display = kindsOf<DisplayItem>()({
  text: { text },
  table: { columns: texts, rows: z.array(z.array(plain)), totalRows: figure },
  log: { text },
  dropped: { messages: figure },
});

const result = {
  cellId: id,
  outcome: oneOf<CellResult["outcome"]>({ done: true, cached: true, failed: true, stopped: true, interrupted: true }),
  handle: membersOf<Handle>()({ kind: z.enum(STAGE_KINDS), id: text, digest: text }).nullable(),
  fingerprint: text,
  error: wireError.nullable(),
  display: z.array(display),
  finishedAtMs: time,
  durationMs: figure,
} as const;

export const cellResult = membersOf<CellResult>()(result);
export const resultRow = membersOf<ResultRow>()({ ...result, notebookId: id });

export const actor = oneOf<Actor>({ person: true, trigger: true, teacher: true });

export const journalRow = membersOf<JournalRow>()({
  id,
  projectId: id,
  atMs: time,
  actor,
  command: z.enum(JOURNAL_COMMANDS),
  subjects: texts,
  cause: membersOf<Cause>()({
    kind: oneOf<Cause["kind"]>({
      cell: true,
      alert: true,
      "pipeline-run": true,
      trigger: true,
      scenario: true,
      "start-up": true,
    }),
    id: text,
  }).nullable(),
  virtualMinute: finite.nullable(),
  details: bagOf(plain),
  note: text.optional(),
  sequence: count.optional(),
});

/** What lies in the trash is looked at again when it comes back: then it stands in its table. */
export const trashRow = membersOf<TrashRow>()({
  id,
  projectId: id,
  things: z.array(membersOf<Deletable>()({ kind: z.enum(DELETABLE_KINDS), id: text })),
  name: localized,
  removedAtMs: time,
  sequence: count.optional(),
  records: z.array(membersOf<TrashedRecord>()({ table: text, record: z.looseObject({}) })),
  aliases: z.array(
    membersOf<TrashRow["aliases"][number]>()({
      modelName: text,
      alias: oneOf<Alias>({ champion: true, challenger: true }),
      version: text,
    }),
  ),
  replacedBy: id.nullable(),
});
