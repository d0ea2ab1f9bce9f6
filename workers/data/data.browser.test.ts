import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_CSV_OPTIONS } from "../../lib/data/version/dataset";
import { suggestGoal } from "../../lib/data/infer-goal";
import { DEFAULT_SPLIT } from "../../lib/data/split/split";
import { BY_PERSON } from "../../lib/journal";
import { asId, type ProjectId } from "../../lib/ids";
import { DEFAULT_RECIPE } from "../../lib/preprocess/recipe";
import type { Progress } from "../../lib/progress";
import { createDataClient } from "./data.client";

const data = createDataClient();
const projectId = asId<ProjectId>("p".repeat(32));
const request = { projectId, csv: DEFAULT_CSV_OPTIONS, message: "", by: BY_PERSON };

afterAll(() => indexedDB.deleteDatabase("ciclo"));

describe("the data worker", () => {
  it("imports, splits, prepares and pages a data set that ships", async () => {
    const seen: Progress[] = [];
    const version = await data.importDataset(
      { ...request, datasetName: "iris", source: { kind: "builtin", name: "iris" } },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(version).toMatchObject({ rowCount: 150, suggestedTarget: "species", version: 1 });
    expect(seen.map((progress) => progress.phase)).toContain("profiling");
    const goal = suggestGoal(version);
    const split = await data.split({ datasetVersionId: version.id, goal, params: DEFAULT_SPLIT, by: BY_PERSON });
    const recipe = await data.fitRecipe({ splitId: split.id, goal, spec: DEFAULT_RECIPE, by: BY_PERSON });
    expect(recipe.fitted.outputNames).toHaveLength(4);
    const page = await data.rows({ datasetVersionId: version.id, offset: 149 });
    expect(page).toEqual([{ index: 149, row: expect.objectContaining({ species: "virginica" }) as unknown }]);
  });

  it("imports a person's file and hands its errors over by code", async () => {
    const file = new Blob(["a;b\n1,5;x\n2,5;y\n"]);
    const preview = await data.ingestFile(file, "mine.csv");
    expect(preview.dialect).toMatchObject({ separator: ";", decimal: "," });
    const source = { kind: "file", fileName: "mine.csv", sourceSha256: preview.sourceSha256 } as const;
    expect(await data.importDataset({ ...request, datasetName: "mine", source })).toMatchObject({ rowCount: 2 });
    const ragged = data.ingestFile(new Blob(["a,b\n1\n"]), "bad.csv");
    await expect(ragged).rejects.toMatchObject({ code: "csv.ragged-row", details: { row: 2, expected: 2, found: 1 } });
  });

  it("stops an import in the middle and goes on working", async () => {
    const lines = Array.from({ length: 60_000 }, (_, row) => `${row},${row / 7},k${row % 9}`);
    const preview = await data.ingestFile(new Blob([`a,b,c\n${lines.join("\n")}`]), "long.csv");
    const source = { kind: "file", fileName: "long.csv", sourceSha256: preview.sourceSha256 } as const;
    const controller = new AbortController();
    const importing = data.importDataset(
      { ...request, datasetName: "long", source },
      { signal: controller.signal, onProgress: ({ phase }) => phase === "parsing" && controller.abort() },
    );
    await expect(importing).rejects.toMatchObject({ code: "cancelled" });
    expect(await data.importDataset({ ...request, datasetName: "long", source })).toMatchObject({
      rowCount: 60_000,
      version: 1,
    });
  });

  it("compares versions, also by the stored sketches of one, and stops when it is told to", async () => {
    const importNumbers = async (name: string, raise: number) => {
      const lines = Array.from({ length: 3_000 }, (_, row) => `${((row * 7919) % 1000) + raise},k${row % 3}`);
      const preview = await data.ingestFile(new Blob([`a,b\n${lines.join("\n")}`]), `${name}.csv`);
      const source = { kind: "file", fileName: `${name}.csv`, sourceSha256: preview.sourceSha256 } as const;
      const { id } = await data.importDataset({ ...request, datasetName: name, source });
      return { kind: "version", datasetVersionId: id } as const;
    };
    const reference = await importNumbers("before", 0);
    const current = await importNumbers("after", 200);
    const seen: Progress[] = [];
    const report = await data.compareData({ reference, current }, { onProgress: (progress) => seen.push(progress) });
    expect(report.columns.map(({ column, verdict }) => [column, verdict])).toEqual([
      ["a", "drift"],
      ["b", "stable"],
    ]);
    expect(seen.at(-1)).toEqual({ phase: "comparing", done: 2, total: 2 });
    const digest = await data.storeSketches({ datasetVersionId: reference.datasetVersionId });
    const brief = await data.compareData({ reference: { kind: "sketches", digest }, current });
    expect(brief.dataset).toEqual(report.dataset);
    expect(brief.columns[0]?.approximation).toMatchObject({ confidence: 1 });
    const controller = new AbortController();
    const comparing = data.compareData(
      { reference, current },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(comparing).rejects.toMatchObject({ code: "cancelled" });
  });
});
