import { expect, test } from "vitest";
import { manualClock } from "../../clock";
import { asId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { memoryBlobs, memoryDatasets } from "../testing/memory-stores";
import { schemaOf, tableOf } from "../testing/tables";
import { rowAt, type Row } from "../table";
import { readIndices, readVersion } from "../version/read-table";
import { saveVersion } from "../version/save-version";
import { addRows } from "./add-rows";

const schema = schemaOf({ x: "number", city: "category", y: "category" });

async function parentWith(groups: Uint32Array | null) {
  const deps = { stores: { blobs: memoryBlobs(), datasets: memoryDatasets() }, clock: manualClock(1) };
  const parent = await saveVersion(deps, {
    projectId: asId("p"),
    datasetName: "digits",
    table: tableOf(schema, { x: [1, 2], city: ["Lima", "Quito"], y: ["a", "b"] }),
    schema,
    source: null,
    parents: [],
    message: "",
    origin: { kind: "import", source: { kind: "none" } },
    image: null,
    suggestedTarget: "y",
    groups,
    by: BY_PERSON,
  });
  const add = (rows: readonly Row[]) => addRows(deps, { datasetVersionId: parent.id, rows, by: BY_PERSON });
  return { deps, parent, add };
}

test("corrections become the last rows of the next version, which names its parent and what was added", async () => {
  const { deps, parent, add } = await parentWith(null);
  const made = await add([{ x: 3, city: "Cali", y: "b" }, { y: "a" }]);
  expect(made).toMatchObject({ name: "digits", version: 2, rowCount: 4, parents: [parent.id], groups: null });
  expect(made).toMatchObject({ origin: { kind: "corrections", rows: 2 }, suggestedTarget: "y" });
  const table = await readVersion(deps.stores.blobs, made);
  expect([0, 2, 3].map((row) => rowAt(table, row))).toEqual([
    { x: 1, city: "Lima", y: "a" },
    { x: 3, city: "Cali", y: "b" },
    { x: null, city: null, y: "a" },
  ]);
  expect((await deps.stores.datasets.getVersion(parent.id)).rowCount).toBe(2);
});

test("rows that derive from others keep their groups, and each correction is a group of its own", async () => {
  const { deps, add } = await parentWith(Uint32Array.from([7, 7]));
  const made = await add([{ y: "a" }, { y: "a" }]);
  expect([...(await readIndices(deps.stores.blobs, made.groups!))]).toEqual([7, 7, 8, 9]);
});

test("no corrections make no version", async () => {
  const { deps, add } = await parentWith(null);
  await expect(add([])).rejects.toMatchObject({ code: "data.too-few-rows" });
  expect(await deps.stores.datasets.listVersions(asId("p"))).toHaveLength(1);
});
