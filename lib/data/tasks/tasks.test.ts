import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { manualClock } from "../../clock";
import { asId, type Sha256 } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { Progress } from "../../progress";
import { BUILTIN } from "../builtin";
import { BUILTIN_DATASETS, DEFAULT_CSV_OPTIONS, type BuiltinDataset, type DatasetSource } from "../version/dataset";
import { suggestGoal } from "../infer-goal";
import { readIndices, readTable } from "../version/read-table";
import { DEFAULT_SPLIT } from "../split/split";
import { memoryBlobs, memoryDatasets } from "../testing/memory-stores";
import { importDataset, type ImportRequest } from "./import-dataset";
import { ingestFile } from "./ingest-file";
import { pageReader } from "./page-rows";
import { splitDataset } from "./split-dataset";

function world() {
  const stores = { blobs: memoryBlobs(), datasets: memoryDatasets() };
  const fetchBuiltin = async (name: BuiltinDataset) =>
    new Uint8Array(await readFile(new URL(`../../../public/datasets/${name}.csv`, import.meta.url)));
  return { stores, clock: manualClock(1), fetchBuiltin };
}

function request(source: DatasetSource, change: Partial<ImportRequest> = {}): ImportRequest {
  return {
    projectId: asId("p"),
    datasetName: "mine",
    source,
    csv: DEFAULT_CSV_OPTIONS,
    message: "",
    by: BY_PERSON,
    ...change,
  };
}

describe("importDataset", () => {
  it.each([
    ["digits", 1797, 65, "multiclass", 10],
    ["iris", 150, 5, "multiclass", 3],
    ["wine", 178, 14, "multiclass", 3],
    ["breast-cancer", 569, 31, "binary", 2],
    ["diabetes", 442, 11, "regression", 214],
  ] as const)("imports %s with its target and goal", async (name, rows, columns, task, distinct) => {
    const version = await importDataset(world(), request({ kind: "builtin", name }));
    expect(version).toMatchObject({ rowCount: rows, suggestedTarget: BUILTIN[name].target, parents: [] });
    expect(version.schema).toHaveLength(columns);
    expect(version.sourceSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(version.sourceMd5).toMatch(/^[0-9a-f]{32}$/);
    const target = version.profile.columns.find((column) => column.name === version.suggestedTarget);
    expect(target).toMatchObject({ missing: 0, distinct });
    expect(suggestGoal(version)).toMatchObject({ target: BUILTIN[name].target, task, minimum: BUILTIN[name].minimum });
    expect(version.profile.columns.every((column) => column.missing === 0)).toBe(true);
  });

  it("knows the digits as 8×8 images and every builtin by name", async () => {
    const version = await importDataset(world(), request({ kind: "builtin", name: "digits" }));
    expect(version.image).toMatchObject({ width: 8, height: 8, max: 16 });
    expect(version.schema.slice(0, 64).map((column) => column.name)).toEqual(version.image?.columns);
    expect(Object.keys(BUILTIN).sort()).toEqual([...BUILTIN_DATASETS].sort());
  });

  it("imports generated loans, the same digest for the same seed", async () => {
    const source = { kind: "generator", name: "loan-default", seed: 3, rows: 200 } as const;
    const [a, b] = [await importDataset(world(), request(source)), await importDataset(world(), request(source))];
    expect(a.contentSha256).toBe(b.contentSha256);
    expect(a.sourceSha256).toBeNull();
    expect(suggestGoal(a)).toMatchObject({ target: "default", task: "binary", sensitive: ["gender"] });
  });

  it("imports a person's file from its kept bytes, and nothing when nothing is chosen", async () => {
    const deps = world();
    const file = new Blob(["\ufeffname;value\nana;1,5\nluis;\n"]);
    const preview = await ingestFile(deps.stores.blobs, { file, fileName: "mine.csv" });
    const { sourceSha256, fileName } = preview;
    const version = await importDataset(deps, request({ kind: "file", fileName, sourceSha256 }));
    expect(version).toMatchObject({ rowCount: 2, sourceSha256, suggestedTarget: null, image: null });
    await expect(importDataset(deps, request({ kind: "none" }))).rejects.toMatchObject({
      code: "notebook.missing-input",
    });
    const lost = { kind: "file", fileName, sourceSha256: "0".repeat(64) as Sha256 } as const;
    await expect(importDataset(deps, request(lost))).rejects.toMatchObject({ code: "storage.corrupt" });
  });

  it("stops when it is cancelled and stores no version", async () => {
    const deps = world();
    const controller = new AbortController();
    const onProgress = ({ phase }: Progress) => phase === "parsing" && controller.abort();
    const importing = importDataset(deps, request({ kind: "builtin", name: "iris" }), {
      onProgress: (progress) => void onProgress(progress),
      signal: controller.signal,
    });
    await expect(importing).rejects.toMatchObject({ code: "cancelled" });
    expect(await deps.stores.datasets.listVersions(asId("p"))).toEqual([]);
  });
});

describe("ingestFile", () => {
  it("keeps the bytes and shows the first twenty rows", async () => {
    const blobs = memoryBlobs();
    const text = `x,y\n${Array.from({ length: 2_000 }, (_, row) => `${row},k${row % 2}`).join("\n")}\n`;
    const preview = await ingestFile(blobs, { file: new Blob([text]), fileName: "a.csv" });
    expect(preview).toMatchObject({ fileName: "a.csv", sizeBytes: text.length, dialect: { separator: "," } });
    expect(preview.columns).toEqual([
      { name: "x", type: "number" },
      { name: "y", type: "category" },
    ]);
    expect(preview.rows).toHaveLength(20);
    expect(new TextDecoder().decode(await blobs.get(preview.sourceSha256))).toBe(text);
  });

  it("keeps nothing of a file that is no CSV", async () => {
    const blobs = memoryBlobs();
    const file = new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])]);
    await expect(ingestFile(blobs, { file, fileName: "a.png" })).rejects.toMatchObject({ code: "csv.not-csv" });
    expect(blobs.size()).toBe(0);
  });
});

describe("splitDataset and pageReader", () => {
  it("stores the parts, their balance and a digest that the seed decides", async () => {
    const deps = world();
    const version = await importDataset(deps, request({ kind: "builtin", name: "iris" }));
    const goal = suggestGoal(version);
    const draw = (seed: number) =>
      splitDataset(deps, { datasetVersionId: version.id, goal, params: { ...DEFAULT_SPLIT, seed } });
    const split = await draw(1);
    expect(await deps.stores.datasets.getSplit(split.id)).toEqual(split);
    expect(split.balance[0]?.classes.map((entry) => entry.count)).toEqual([35, 35, 35]);
    expect(await readIndices(deps.stores.blobs, split.parts.train)).toHaveLength(105);
    expect((await draw(1)).digest).toBe(split.digest);
    expect((await draw(2)).digest).not.toBe(split.digest);
    const lost = splitDataset(deps, {
      datasetVersionId: version.id,
      goal: { ...goal, target: "z" },
      params: DEFAULT_SPLIT,
    });
    await expect(lost).rejects.toMatchObject({ code: "data.column-missing" });
  });

  it("pages rows by position or number, at most 200", async () => {
    const deps = world();
    const version = await importDataset(deps, request({ kind: "builtin", name: "digits" }));
    const page = pageReader(deps.stores);
    const datasetVersionId = version.id;
    expect(await page({ datasetVersionId })).toHaveLength(200);
    expect((await page({ datasetVersionId, offset: 1_790 })).map(({ index }) => index)).toEqual([
      1790, 1791, 1792, 1793, 1794, 1795, 1796,
    ]);
    const chosen = await page({ datasetVersionId, indices: [3, 5_000, -1, 0] });
    expect(chosen.map(({ index }) => index)).toEqual([3, 0]);
    expect(chosen[1]?.row["label"]).toBe("0");
    expect((await readTable({ stores: deps.stores, versionId: version.id, columns: ["label"] })).rowCount).toBe(1797);
  });
});
