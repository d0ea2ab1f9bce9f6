/**
 * The shape of stored records, checked at the one edge where they come from outside: a backup. What the stores and the
 * indexes rely on is named; the rest of a record passes as it is.
 */
import { z } from "zod";
import { AppError } from "../../errors";
import { DELETABLE_KINDS } from "../../notebook/services/trash";
import { RUN_STATUSES } from "../../tracking/run";
import type { StoredRecord } from "./migrations";

const id = z.string().min(1);
const hex32 = z.string().regex(/^[0-9a-f]{32}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const decimal = z.string().regex(/^\d+$/);
const whole = z.number().int().nonnegative();
const time = z.number();
const bag = z.record(z.string(), z.unknown());

const project = z.looseObject({ id, name: z.string(), createdAtMs: time });
const owned = { id, projectId: id };

const datasetVersion = z.looseObject({
  ...owned,
  datasetId: id,
  name: z.string(),
  version: whole,
  contentSha256: sha256,
  parents: z.array(id),
  schema: z.array(z.looseObject({ name: z.string(), type: z.string() })),
  rowCount: whole,
  columns: z.array(z.looseObject({ name: z.string(), chunks: z.array(sha256) })),
  profile: z.looseObject({ columns: z.array(bag), problems: z.array(bag) }),
  createdAtMs: time,
});

const run = z.looseObject({
  id: hex32,
  projectId: id,
  experimentId: decimal,
  name: z.string(),
  status: z.enum(RUN_STATUSES),
  startTimeMs: time,
  endTimeMs: time.nullable(),
  params: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), z.any()),
  tags: z.record(z.string(), z.string()),
  inputs: z.array(bag),
  artifacts: z.array(z.looseObject({ path: z.string(), digest: sha256 })),
});

const modelPackage = z.looseObject({
  digest: sha256,
  projectId: id,
  runId: id,
  manifest: z.looseObject({ files: z.array(z.looseObject({ path: z.string(), sha256 })) }),
  signature: z.looseObject({ inputs: z.array(bag), classes: z.array(z.string()) }),
  parity: bag,
  createdAtMs: time,
});

const endpoint = z.looseObject({
  ...owned,
  name: z.string(),
  modelName: z.string(),
  routes: z.array(z.looseObject({ packageDigest: sha256, modelVersion: z.string(), percent: z.number() })),
  previousRoutes: z.array(bag),
  world: z.looseObject({ minute: z.number(), scenario: z.looseObject({ injections: z.array(bag) }) }),
});

const notebook = z.looseObject({
  ...owned,
  document: z.looseObject({ format: z.literal("ciclo-notebook"), cells: z.array(bag) }),
  updatedAtMs: time,
});

const journal = z.looseObject({
  ...owned,
  sequence: whole,
  atMs: time,
  actor: z.string(),
  command: z.string(),
  subjects: z.array(z.string()),
});

/** One schema per table that a backup holds, in the order in which they are written. */
const RECORD_SCHEMAS = {
  projects: project,
  datasets: z.looseObject({ ...owned, name: z.string(), createdAtMs: time }),
  datasetVersions: datasetVersion,
  splits: z.looseObject({ ...owned, parts: z.record(z.string(), sha256), balance: z.array(bag) }),
  recipes: z.looseObject({ ...owned, fitted: bag }),
  experiments: z.looseObject({ id: decimal, projectId: id, name: z.string(), createdAtMs: time }),
  runs: run,
  metrics: z.looseObject({ runId: id, key: z.string(), step: z.number(), value: z.any() }),
  packages: modelPackage,
  evaluations: z.looseObject({ ...owned, packageDigest: sha256, scores: bag, createdAtMs: time }),
  models: z.looseObject({ projectId: id, name: z.string(), aliases: bag }),
  modelVersions: z.looseObject({ projectId: id, modelName: z.string(), version: decimal, packageDigest: sha256 }),
  endpoints: endpoint,
  batches: z.looseObject({ endpointId: id, minute: z.number(), records: z.array(bag) }),
  monitors: z.looseObject({ ...owned, endpointId: id, rule: bag }),
  windows: z.looseObject({ monitorId: id, endpointId: id, index: whole, series: bag }),
  alerts: z.looseObject({ ...owned, endpointId: id, firedAtMinute: z.number(), evidence: bag }),
  triggers: z.looseObject({ ...owned, endpointId: id, notebookId: id }),
  pipelineVersions: z.looseObject({ ...owned, notebookId: id, version: whole, document: bag }),
  pipelineRuns: z.looseObject({ ...owned, pipelineVersionId: id, status: z.string(), startedAtMs: time }),
  notebooks: notebook,
  results: z.looseObject({ notebookId: id, cellId: id, outcome: z.string() }),
  journal,
  trash: z.looseObject({
    ...owned,
    sequence: whole,
    things: z.array(z.looseObject({ kind: z.enum(DELETABLE_KINDS), id })),
    name: z.union([z.string(), z.looseObject({ es: z.string(), en: z.string() })]),
    removedAtMs: time,
    records: z.array(z.looseObject({ table: z.string(), record: bag })),
    aliases: z.array(bag),
  }),
} as const;

export type RecordTable = keyof typeof RECORD_SCHEMAS;
export const RECORD_TABLES = Object.keys(RECORD_SCHEMAS) as readonly RecordTable[];

/** The record of a backup's line, or `backup.bad-record` with the table, the record and the member that is wrong. */
export function parseRecord(table: RecordTable, value: unknown): StoredRecord {
  const parsed = RECORD_SCHEMAS[table].safeParse(value);
  if (parsed.success) return value as StoredRecord;
  const member = parsed.error.issues[0]?.path.join(".") ?? "";
  const { id: record = "" } = value as { readonly id?: unknown };
  throw new AppError("backup.bad-record", { details: { table, record: String(record), member }, cause: parsed.error });
}
