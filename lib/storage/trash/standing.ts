/**
 * What a stored record is known by, and what it stands on. Any text of a record that is an id is taken for a reference, so that a new kind of
 * reference cannot be forgotten here; what only tells where a record comes from is named as history, and outlives its subject.
 */
import type { StoredRecord } from "../database/migrations";

/** Tables whose records go when what they stand on goes, in the order of the life-cycle: each stands on those before it alone. */
export const DEPENDENT_TABLES = [
  "splits",
  "recipes",
  "runs",
  "packages",
  "evaluations",
  "modelVersions",
  "results",
] as const;

/** Tables that hold on to what they stand on: something live reads it. */
export const HOLDING_TABLES = ["endpoints", "monitors"] as const;

/** Members that are history. */
const HISTORY: Readonly<Record<string, readonly string[]>> = {
  runs: ["tags", "notebookId", "cellId", "pipelineRunId"],
  evaluations: ["champion"],
  results: ["fingerprint", "display", "error"],
  endpoints: ["pipelineVersionId"],
};

const STANDING: ReadonlySet<string> = new Set([...DEPENDENT_TABLES, ...HOLDING_TABLES]);

/** Whether a record stands on something with one of those ids. */
export function standsOn(table: string, record: StoredRecord, ids: ReadonlySet<string>): boolean {
  for (const name of namesIn(table, record)) if (ids.has(name)) return true;
  return false;
}

/** Every text of a record that may be the id of what it stands on; nothing for records that belong to another one. */
export function* namesIn(table: string, record: StoredRecord): Generator<string> {
  if (!STANDING.has(table)) return;
  const history = HISTORY[table] ?? [];
  for (const [member, value] of Object.entries(record)) if (!history.includes(member)) yield* textsIn(value);
  if (table === "modelVersions") yield modelId(String(record["modelName"]));
  if (table === "endpoints") yield* servedVersions(record);
}

/** The id under which others name a record; null where nobody does. */
export function idOf(table: string, record: StoredRecord): string | null {
  switch (table) {
    case "models":
      return modelId(String(record["name"]));
    case "modelVersions":
      return versionId(String(record["modelName"]), String(record["version"]));
    case "packages":
      return String(record["digest"]);
    default:
      return typeof record["id"] === "string" ? record["id"] : null;
  }
}

/** Names of models are words that may stand anywhere: as an id they carry their kind. */
const modelId = (name: string): string => `model ${name}`;

export const versionId = (modelName: string, version: string): string => `${modelName}/${version}`;

interface Routed {
  readonly modelName?: unknown;
  readonly routes?: readonly { readonly modelVersion: string }[];
  readonly previousRoutes?: readonly { readonly modelVersion: string }[];
}

/** What an endpoint answers with, and what it would go back to. */
function* servedVersions(record: StoredRecord): Generator<string> {
  const { modelName, routes = [], previousRoutes = [] } = record as Routed;
  for (const { modelVersion } of [...routes, ...previousRoutes]) yield versionId(String(modelName), modelVersion);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    for (const member of Object.values(value)) yield* textsIn(member);
  }
}
