/**
 * The version history of the database: append-only. A new version is one entry with a number, a name, the tables whose
 * indexes change and, where records change, a pure function per table. The same functions upgrade old backups.
 * To add one: append the entry, add a record of the version before it to `migrations.test.ts`, run the tests.
 */
import type { Dexie } from "dexie";
import { AppError } from "../../errors";

/** A record of a past version: its shape is known only to the migration that reads it. */
export type StoredRecord = Readonly<Record<string, unknown>>;

export interface Migration {
  /** Counted up from 1 without a gap. */
  readonly version: number;
  readonly name: string;
  /** Dexie index declarations of the tables that are new or change; null removes a table. */
  readonly tables: Readonly<Record<string, string | null>>;
  /** How each record of a table becomes a record of this version; null drops it. */
  readonly upgrade?: Readonly<Record<string, (record: StoredRecord) => StoredRecord | null>>;
}

// Never edit an entry that has shipped: browsers out there hold databases made by it.
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: "first-tables",
    tables: {
      projects: "id",
      blobs: "digest",
      blobInfo: "digest",
      datasets: "id, projectId, &[projectId+name]",
      datasetVersions: "id, projectId, &[datasetId+version]",
      splits: "id, projectId",
      recipes: "id, projectId",
      experiments: "id, projectId, &[projectId+name]",
      runs: "id, projectId, experimentId",
      metrics: "[runId+key+step]",
      packages: "digest, projectId",
      evaluations: "id, projectId",
      models: "[projectId+name], projectId",
      modelVersions: "[projectId+modelName+version], projectId, [projectId+modelName]",
      endpoints: "id, projectId, &[projectId+name]",
      batches: "[endpointId+minute]",
      monitors: "id, projectId, endpointId",
      windows: "[monitorId+index], endpointId",
      alerts: "id, projectId, endpointId",
      triggers: "id, projectId, endpointId",
      pipelineVersions: "id, projectId, &[notebookId+version]",
      pipelineRuns: "id, projectId, endpointId",
      notebooks: "id, projectId",
      results: "[notebookId+cellId], notebookId",
      journal: "++sequence, id, projectId, *subjects",
    },
  },
  { version: 2, name: "trash", tables: { trash: "++sequence, &id, projectId" } },
];

/** Version of the records that this code writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Declares the history on a database that is not open yet. Returns the newest version's number. */
export function declareVersions(database: Dexie, migrations: readonly Migration[]): number {
  migrations.forEach((migration, position) => {
    if (migration.version !== position + 1) {
      throw new AppError("unexpected", { details: { problem: "migration out of order", name: migration.name } });
    }
    const version = database.version(migration.version).stores({ ...migration.tables });
    const upgrades = Object.entries(migration.upgrade ?? {});
    if (upgrades.length === 0) return;
    const knowsTrash = migrations.slice(0, position).some(({ tables }) => TRASH in tables);
    version.upgrade(async (transaction) => {
      for (const [table, upgrade] of [
        ...upgrades,
        ...(knowsTrash ? [[TRASH, upgradeTrashed(migration)] as const] : []),
      ]) {
        await transaction
          .table(table)
          .toCollection()
          .modify((record: StoredRecord, holder: { value?: StoredRecord }) => {
            const next = upgrade(record);
            if (next === null) delete holder.value;
            else holder.value = next;
          });
      }
    });
  });
  return migrations.length;
}

const TRASH = "trash";

/** What lies in the trash becomes what its table holds: it may come back. */
function upgradeTrashed({ upgrade, tables }: Migration): (deletion: StoredRecord) => StoredRecord {
  return (deletion) => {
    const parts = deletion["records"] as readonly { readonly table: string; readonly record: StoredRecord }[];
    const records = parts.flatMap(({ table, record }) => {
      const change = upgrade?.[table] ?? ((same: StoredRecord) => same);
      const next = tables[table] === null ? null : change(record);
      return next === null ? [] : [{ table, record: next }];
    });
    return { ...deletion, records };
  };
}

/** A record of an older version as a record of the newest; null when a migration dropped it or its table. */
export function upgradeRecord(
  input: { readonly table: string; readonly record: StoredRecord; readonly from: number },
  migrations: readonly Migration[] = MIGRATIONS,
): StoredRecord | null {
  let record: StoredRecord | null = input.record;
  for (const migration of migrations.slice(input.from)) {
    if (migration.tables[input.table] === null) return null;
    const upgrade = migration.upgrade?.[input.table];
    if (upgrade) record = upgrade(record);
    if (record !== null && input.table === TRASH) record = upgradeTrashed(migration)(record);
    if (record === null) return null;
  }
  return record;
}
