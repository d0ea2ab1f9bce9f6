import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manualClock } from "../../clock";
import { asId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { columnFromChunks, columnToChunks } from "./column-bytes";
import { concatTables } from "../concat-tables";
import { CHUNK_ROWS } from "./dataset";
import { readIndices, readTable, writeIndices } from "./read-table";
import { saveVersion, type NewVersion } from "./save-version";
import { rowAt, type Column } from "../table";
import { memoryBlobs, memoryDatasets } from "../testing/memory-stores";
import { schemaOf, tableOf } from "../testing/tables";

const schema = schemaOf({ n: "number", c: "category" });
const table = tableOf(schema, { n: [1, null, -3.5], c: ["a", "b", null] });

function newVersion(change: Partial<NewVersion> = {}): NewVersion {
  return {
    projectId: asId("p"),
    datasetName: "mine",
    table,
    schema,
    source: null,
    parents: "previous",
    message: "first",
    origin: { kind: "import", source: { kind: "none" } },
    image: null,
    suggestedTarget: null,
    groups: null,
    by: BY_PERSON,
    ...change,
  };
}

describe("column bytes", () => {
  it("give back every column, whatever its length in chunks", () => {
    const rowCount = CHUNK_ROWS + 3;
    const numbers: Column = {
      storage: "numeric",
      values: Float64Array.from({ length: rowCount }, (_, row) => row / 7),
    };
    const chunks = columnToChunks(numbers);
    expect(chunks).toHaveLength(2);
    expect(columnFromChunks(chunks, { storage: "numeric", categories: [], rowCount })).toEqual(numbers);
    expect(() => columnFromChunks(chunks.slice(1), { storage: "numeric", categories: [], rowCount })).toThrow(
      "storage.corrupt",
    );
  });

  it("write every NaN alike", () => {
    const odd = new Float64Array(1);
    new Uint32Array(odd.buffer).set([1, 0xfff80001]);
    expect(columnToChunks({ storage: "numeric", values: odd })).toEqual(
      columnToChunks({ storage: "numeric", values: Float64Array.of(NaN) }),
    );
  });
});

describe("saveVersion and readTable", () => {
  const stores = { blobs: memoryBlobs(), datasets: memoryDatasets() };
  const deps = { stores, clock: manualClock(5) };

  it("read back what was saved, all columns or some", async () => {
    const version = await saveVersion(deps, newVersion());
    expect(version).toMatchObject({ version: 1, rowCount: 3, createdAtMs: 5, parents: [], message: "first" });
    expect(await readTable({ stores, versionId: version.id })).toEqual(table);
    expect([...(await readTable({ stores, versionId: version.id, columns: ["c"] })).columns.keys()]).toEqual(["c"]);
    await expect(readTable({ stores, versionId: version.id, columns: ["x"] })).rejects.toMatchObject({
      code: "data.column-missing",
    });
    await expect(readTable({ stores, versionId: asId("gone") })).rejects.toMatchObject({
      code: "data.version-not-found",
    });
  });

  it("keep one version of equal rows, and let new rows descend from the version before", async () => {
    const [first, again] = [await saveVersion(deps, newVersion()), await saveVersion(deps, newVersion())];
    expect(again.id).toBe(first.id);
    const longer = await saveVersion(deps, newVersion({ table: concatTables(table, table) }));
    expect(longer).toMatchObject({ version: 2, parents: [first.id] });
    expect(longer.contentSha256).not.toBe(first.contentSha256);
    expect((await saveVersion(deps, newVersion())).id).toBe(first.id);
    expect((await saveVersion(deps, newVersion({ table: concatTables(table, table) }))).id).toBe(longer.id);
  });

  it("tell equal bytes of other types apart", async () => {
    const first = await saveVersion(deps, newVersion());
    const dated = await saveVersion(deps, newVersion({ schema: schemaOf({ n: "date", c: "category" }) }));
    expect(dated.contentSha256).not.toBe(first.contentSha256);
  });

  it("keep row numbers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint32Array({ maxLength: 50 }), async (indices) => {
        expect(await readIndices(stores.blobs, await writeIndices(stores.blobs, indices))).toEqual(indices);
      }),
      { seed: 3, numRuns: 20 },
    );
  });
});

describe("concatTables", () => {
  it("appends rows and keeps the order of known categories", () => {
    const bottom = tableOf(schema, { n: [9], c: ["z"] });
    const both = concatTables(table, bottom);
    expect(rowAt(both, 3)).toEqual({ n: 9, c: "z" });
    expect(rowAt(both, 0)).toEqual({ n: 1, c: "a" });
    expect(both.columns.get("c")).toMatchObject({ categories: ["a", "b", "z"] });
    expect(() =>
      concatTables(table, tableOf(schemaOf({ n: "category", c: "category" }), { n: ["1"], c: ["a"] })),
    ).toThrow();
    expect(() => concatTables(table, tableOf(schemaOf({ n: "number" }), { n: [1] }))).toThrow("data.column-missing");
  });
});
