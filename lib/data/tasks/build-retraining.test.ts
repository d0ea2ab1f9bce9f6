import { describe, expect, it } from "vitest";
import { manualClock } from "../../clock";
import { asId } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { DatasetVersion } from "../version/dataset";
import { readIndices, readTable } from "../version/read-table";
import { saveVersion } from "../version/save-version";
import { DEFAULT_SPLIT, type Split } from "../split/split";
import { splitRows } from "../split/split-rows";
import { columnOf, rowAt, valueAt } from "../table";
import { memoryBlobs, memoryDatasets } from "../testing/memory-stores";
import { schemaOf, tableOf } from "../testing/tables";
import { buildRetrainingVersion, gateName, MIN_LABELLED_ROWS, type TrafficRecord } from "./build-retraining";
import { splitDataset } from "./split-dataset";

const schema = schemaOf({ x: "number", gender: "category", y: "category" });
const rows = Array.from({ length: 100 }, (_, row) => row);
const goal = {
  target: "y",
  task: "binary",
  metric: "accuracy",
  minimum: 0.5,
  sensitive: [],
  costs: { falsePositive: 1, falseNegative: 1 },
} as const;
const NOW_MINUTE = 30;

/** One request per index, from the rows of the test part in turn; the world is at minute 30. */
async function world(
  requests: number,
  change: (record: TrafficRecord, sequence: number) => Partial<TrafficRecord> = () => ({}),
  routedAtMinute = 0,
) {
  const stores = { blobs: memoryBlobs(), datasets: memoryDatasets() };
  const clock = manualClock(1);
  const table = tableOf(schema, {
    x: rows,
    gender: rows.map((row) => (row % 3 ? "f" : "m")),
    y: rows.map((row) => (row % 2 ? "yes" : "no")),
  });
  const parent = await saveVersion(
    { stores, clock },
    {
      projectId: asId("p"),
      datasetName: "loans",
      table,
      schema,
      source: null,
      parents: [],
      message: "",
      origin: { kind: "import", source: { kind: "none" } },
      image: null,
      suggestedTarget: "y",
      groups: null,
      by: BY_PERSON,
    },
  );
  const split = await splitDataset({ stores, clock }, { datasetVersionId: parent.id, goal, params: DEFAULT_SPLIT });
  const testRows = await readIndices(stores.blobs, split.parts.test);
  const records = Array.from({ length: requests }, (_, sequence): TrafficRecord => {
    const sourceRow = testRows[sequence % testRows.length] ?? 0;
    const record = {
      inputs: { x: sourceRow + 1_000 + sequence },
      sourceRow,
      label: "no",
      labelMinute: 10,
      error: null,
    };
    return { ...record, ...change(record, sequence) };
  });
  const batches = [
    { minute: 2, records: records.slice(0, 7) },
    { minute: NOW_MINUTE, records: records.slice(7) },
    { minute: NOW_MINUTE + 1, records },
  ];
  const endpoints = {
    getEndpoint: async () => ({ world: { minute: NOW_MINUTE }, routedAtMinute }),
    batches: async (_: unknown, from: number, to: number) =>
      batches.filter((batch) => from <= batch.minute && batch.minute < to),
  };
  const deps = { stores: { ...stores, endpoints }, clock };
  const build = (seed = 1, version: DatasetVersion = parent, of: Split = split) =>
    buildRetrainingVersion(deps, {
      endpointId: asId("e"),
      datasetVersionId: version.id,
      splitId: of.id,
      goal,
      seed,
      by: BY_PERSON,
    });
  const groupsOf = async (version: DatasetVersion) => {
    expect(version.groups).not.toBeNull();
    return readIndices(stores.blobs, version.groups ?? asId(""));
  };
  return { deps, stores, parent, split, testRows, build, groupsOf };
}

describe("buildRetrainingVersion", () => {
  it("adds 70 % of the source rows' traffic to the parent's training rows; the rest is the gate", async () => {
    const { stores, parent, split, testRows, build, groupsOf } = await world(60);
    const { training, gate } = await build();
    expect(training).toMatchObject({ name: "loans", version: 2, parents: [parent.id], suggestedTarget: "y" });
    expect(training.origin).toEqual({ kind: "retraining", endpointId: "e", seed: 1 });
    expect(gate).toMatchObject({ name: gateName("loans"), version: 1, parents: [parent.id] });
    expect(training.rowCount + gate.rowCount).toBe(70 + 60);
    const trainingSources = new Set((await groupsOf(training)).slice(70));
    const gateSources = new Set(await groupsOf(gate));
    expect(trainingSources.size).toBe(Math.round(testRows.length * 0.7));
    expect([...gateSources].some((source) => trainingSources.has(source))).toBe(false);
    expect(new Set([...trainingSources, ...gateSources])).toEqual(new Set(testRows));
    const [made, original] = [
      await readTable({ stores, versionId: training.id }),
      await readTable({ stores, versionId: parent.id }),
    ];
    const trainRows = await readIndices(stores.blobs, split.parts.train);
    expect((await groupsOf(training)).slice(0, 70)).toEqual(trainRows);
    expect(rowAt(made, 69)).toEqual(rowAt(original, trainRows[69] ?? -1));
  });

  it("keeps the recorded inputs and label, and takes what was not sent from the source row", async () => {
    const { stores, build, groupsOf } = await world(60);
    const { gate } = await build();
    const table = await readTable({ stores, versionId: gate.id });
    const source = (await groupsOf(gate))[0] ?? 0;
    expect(rowAt(table, 0)).toMatchObject({ y: "no", gender: source % 3 ? "f" : "m" });
    expect(valueAt(columnOf(table, "x"), 0)).toBeGreaterThanOrEqual(1_000);
  });

  it("keeps an input that the world lost missing", async () => {
    const { stores, build } = await world(60, () => ({ inputs: { x: null } }));
    const { gate } = await build();
    expect(valueAt(columnOf(await readTable({ stores, versionId: gate.id }), "x"), 0)).toBeNull();
  });

  it("uses only answered requests whose label is known by now", async () => {
    const { build } = await world(60, (_, sequence) => {
      if (sequence % 4 === 0) return { error: "endpoint.bad-input" };
      if (sequence % 4 === 1) return { labelMinute: NOW_MINUTE + 1 };
      return sequence % 4 === 2 ? { labelMinute: NOW_MINUTE } : { label: null };
    });
    await expect(build()).rejects.toMatchObject({
      code: "data.too-few-rows",
      details: { rows: 15, needed: MIN_LABELLED_ROWS },
    });
  });

  it("leaves out traffic from before the routes changed: the champion may have learnt from it", async () => {
    const { build, stores } = await world(60, () => ({}), 2);
    const { training, gate } = await build();
    expect(training.rowCount + gate.rowCount).toBe(70 + 53);
    expect((await stores.datasets.getVersion(gate.id)).rowCount).toBe(gate.rowCount);
  });

  it("needs more than one source row", async () => {
    const { build } = await world(60, () => ({ sourceRow: 5 }));
    await expect(build()).rejects.toMatchObject({ code: "data.too-few-rows" });
  });

  it("divides the same way for the same seed, and both versions exist once", async () => {
    const { build } = await world(60);
    const [first, again, other] = [await build(1), await build(1), await build(2)];
    expect([again.training.id, again.gate.id]).toEqual([first.training.id, first.gate.id]);
    expect(other.gate.contentSha256).not.toBe(first.gate.contentSha256);
  });

  it("hands the source rows on: a split of the new version parts no source, and so does a second turn", async () => {
    const { deps, stores, build, groupsOf } = await world(60);
    const { training } = await build();
    const groups = await groupsOf(training);
    const table = await readTable({ stores, versionId: training.id });
    const indices = splitRows({ table, target: "y", task: "binary", params: DEFAULT_SPLIT, groups });
    const sides = [indices.train, indices.validation, indices.test].map(
      (part) => new Set([...part].map((row) => groups[row])),
    );
    expect(sides[0]?.size).toBeGreaterThan(0);
    for (const side of sides) {
      for (const other of sides) if (other !== side) expect([...side].filter((group) => other.has(group))).toEqual([]);
    }
    const split = await splitDataset(deps, { datasetVersionId: training.id, goal, params: DEFAULT_SPLIT });
    const second = await build(1, training, split);
    expect(second.training.parents).toEqual([training.id]);
    const trainGroups = [...(await readIndices(stores.blobs, split.parts.train))].map((row) => groups[row]);
    expect([...(await groupsOf(second.training))].slice(0, trainGroups.length)).toEqual(trainGroups);
  });
});
