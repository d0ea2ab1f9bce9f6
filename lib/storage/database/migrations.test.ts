import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { describe, expect, test, vi } from "vitest";
import { sha256Json } from "../../digest";
import { newId } from "../../ids";
import { openDatabase } from "./database";
import { declareVersions, MIGRATIONS, upgradeRecord, type Migration, type StoredRecord } from "./migrations";
import { writeOldDatabase } from "../testing/raw-database";
import { aBatch, anEndpoint, aNotebook, aRun, aVersion, digestOf, PROJECT } from "../testing/samples";

type Records = Readonly<Record<string, readonly StoredRecord[]>>;
const stored = (record: object) => record as StoredRecord;

/** Records as each version wrote them. A migration without the records of every version before it fails below. */
const endpoint = anEndpoint();
const document = aNotebook();
const RECORDS: Readonly<Record<number, Records>> = {
  1: {
    projects: [{ id: PROJECT, name: "default", createdAtMs: 1 }],
    blobs: [{ digest: digestOf("1"), bytes: new Uint8Array([1, 2]) }],
    blobInfo: [{ digest: digestOf("1"), sizeBytes: 2, storedAtMs: 1 }],
    datasetVersions: [stored({ ...aVersion(), version: 1 })],
    runs: [stored(aRun({ status: "FINISHED", endTimeMs: 20 }))],
    metrics: [{ runId: "r", key: "loss", step: 0, value: 1, timestampMs: 1 }],
    endpoints: [stored(endpoint)],
    batches: [stored(aBatch(endpoint.id, 3))],
    notebooks: [{ id: document.id, projectId: PROJECT, document, updatedAtMs: 1 }],
    journal: [
      {
        ...{ sequence: 1, id: "j", projectId: PROJECT, command: "project.create", subjects: [PROJECT], atMs: 1 },
        ...{ actor: "person", cause: null, virtualMinute: null, details: {} },
      },
    ],
  },
  2: {
    trash: [
      {
        sequence: 1,
        id: "t",
        projectId: PROJECT,
        things: [{ kind: "endpoint", id: endpoint.id }],
        name: endpoint.name,
        removedAtMs: 1,
        records: [{ table: "endpoints", record: endpoint }],
        aliases: [],
        replacedBy: null,
      },
    ],
  },
};

/** SHA-256 of each shipped entry's tables: an edit of the past fails here. */
const SHIPPED: Readonly<Record<string, string>> = {
  "first-tables": "3a3dd12afda5922fb27bbf8b20ae3541f8c9789097cb8c92bc2a3b397aa3ab2b",
  trash: "ab3a11572ea1bfc4512c5ce6b251c1fef3f3bc53367ed40feaa006a642f053dd",
};

/** Opens a database of every older version with the history, and names the upgrades that never ran. */
async function unexercised(history: readonly Migration[], records: Readonly<Record<number, Records>>) {
  const missing = new Set<string>();
  for (let version = 1; version < history.length; version++) {
    const spied = history.map(withSpies);
    const name = `old-${newId()}`;
    await writeOldDatabase({ name, history, version, records: records[version] ?? {} });
    const database = new Dexie(name);
    declareVersions(database, spied);
    await database.open();
    database.close();
    for (const migration of spied.slice(version)) {
      for (const [table, upgrade] of Object.entries(migration.upgrade ?? {})) {
        if (vi.mocked(upgrade).mock.calls.length === 0) missing.add(`${migration.name}:${table} from v${version}`);
      }
    }
  }
  return [...missing];
}

function withSpies(migration: Migration): Migration {
  const upgrade = Object.entries(migration.upgrade ?? {}).map(([table, change]) => [table, vi.fn(change)] as const);
  return { ...migration, upgrade: Object.fromEntries(upgrade) };
}

describe("the history of the database", () => {
  test("is numbered from one without a gap, and every name is its own", () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    expect(new Set(MIGRATIONS.map((migration) => migration.name)).size).toBe(MIGRATIONS.length);
    const gap: Migration = { version: 5, name: "gap", tables: {} };
    expect(() => declareVersions(new Dexie("gap"), [...MIGRATIONS, gap])).toThrow("out of order");
  });

  test("keeps its shipped entries as they were", async () => {
    const digests = await Promise.all(
      MIGRATIONS.map(async (migration) => [migration.name, await sha256Json(migration.tables)] as const),
    );
    expect(Object.fromEntries(digests)).toEqual(SHIPPED);
  });

  test("has records of every version, and exercises every upgrade from every older version", async () => {
    expect(Object.keys(RECORDS).map(Number)).toEqual(MIGRATIONS.map((migration) => migration.version));
    expect(await unexercised(MIGRATIONS, RECORDS)).toEqual([]);
  });

  test.each(MIGRATIONS.map((migration) => migration.version))("opens a database of version %i", async (version) => {
    const name = `old-${newId()}`;
    const records = RECORDS[version] ?? {};
    await writeOldDatabase({ name, history: MIGRATIONS, version, records });
    const database = openDatabase(name);
    for (const [table, rows] of Object.entries(records)) {
      const expected = rows.map((record) => upgradeRecord({ table, record, from: version }));
      expect(await database.table(table).toArray()).toEqual(expected.filter((record) => record !== null));
    }
    const indexes = (tables: readonly { name: string; schema: { indexes: readonly { src: string }[] } }[]) =>
      tables.map((table) => [table.name, table.schema.indexes.map((index) => index.src)]);
    expect(indexes(database.tables)).toEqual(indexes(openDatabase(`new-${newId()}`).tables));
    database.close();
  });

  test("a database of a newer version is refused and left as it is", async () => {
    const name = `newer-${newId()}`;
    const newer: Migration = { version: MIGRATIONS.length + 1, name: "future", tables: { dreams: "id" } };
    const history = [...MIGRATIONS, newer];
    await writeOldDatabase({ name, history, version: history.length, records: { dreams: [{ id: "d" }] } });
    await expect(openDatabase(name).open()).rejects.toMatchObject({ code: "storage.newer-version" });
    const future = new Dexie(name);
    declareVersions(future, history);
    expect(await future.table("dreams").count()).toBe(1);
    future.close();
  });
});

describe("the machinery of migrations", () => {
  const history: readonly Migration[] = [
    { version: 1, name: "one", tables: { people: "id", notes: "id", drafts: "id" } },
    {
      version: 2,
      name: "two",
      tables: { people: "id, city", drafts: null },
      upgrade: {
        people: (record) => ({ ...record, city: "Lima" }),
        notes: (record) => (record["empty"] ? null : record),
      },
    },
    { version: 3, name: "three", tables: {}, upgrade: { people: (record) => ({ ...record, age: 1 }) } },
  ];
  const records = {
    1: { people: [{ id: "a" }], notes: [{ id: "n" }, { id: "m", empty: true }], drafts: [{ id: "d" }] },
    2: { people: [{ id: "a", city: "Quito" }] },
  };

  test("changes, drops and re-indexes records in order", async () => {
    const name = `old-${newId()}`;
    await writeOldDatabase({ name, history, version: 1, records: records[1] });
    const database = new Dexie(name);
    declareVersions(database, history);
    expect(await database.table("people").where("city").equals("Lima").toArray()).toEqual([
      { id: "a", city: "Lima", age: 1 },
    ]);
    expect(await database.table("notes").toArray()).toEqual([{ id: "n" }]);
    expect(database.tables.map((table) => table.name)).not.toContain("drafts");
    database.close();
  });

  test("gives a backup's record the same end as a database's", () => {
    const upgraded = (table: string, record: StoredRecord, from: number) =>
      upgradeRecord({ table, record, from }, history);
    expect(upgraded("people", { id: "a" }, 1)).toEqual({ id: "a", city: "Lima", age: 1 });
    expect(upgraded("people", { id: "a", city: "Quito" }, 2)).toEqual({ id: "a", city: "Quito", age: 1 });
    expect(upgraded("notes", { id: "m", empty: true }, 1)).toBeNull();
    expect(upgraded("drafts", { id: "d" }, 1)).toBeNull();
  });

  test("upgrades what lies in the trash as what stands in its table", async () => {
    const withTrash: readonly Migration[] = [
      ...history.slice(0, 1),
      { version: 2, name: "trash", tables: { trash: "id" } },
      { ...history[1]!, version: 3 },
    ];
    const part = (table: string, record: StoredRecord) => ({ table, record });
    const kept = part("people", { id: "a", city: "Lima" });
    const removed = [part("people", { id: "a" }), part("notes", { id: "m", empty: true }), part("drafts", { id: "d" })];
    const name = `old-${newId()}`;
    const record = { id: "t", records: removed };
    await writeOldDatabase({ name, history: withTrash, version: 2, records: { trash: [record] } });
    const database = new Dexie(name);
    declareVersions(database, withTrash);
    expect(await database.table("trash").toArray()).toEqual([{ id: "t", records: [kept] }]);
    database.close();
    expect(upgradeRecord({ table: "trash", record, from: 2 }, withTrash)).toEqual({ id: "t", records: [kept] });
  });

  test("an upgrade that no test exercises is named", async () => {
    expect(await unexercised(history, records)).toEqual([]);
    expect(await unexercised(history, { ...records, 2: {} })).toEqual(["three:people from v2"]);
  });
});
