import { expect, it } from "vitest";
import { manualClock } from "../clock";
import { saveVersion } from "../data/version/save-version";
import { memoryBlobs, memoryDatasets } from "../data/testing/memory-stores";
import { schemaOf, tableOf } from "../data/testing/tables";
import { asId } from "../ids";
import { BY_PERSON } from "../journal";
import type { Progress } from "../progress";
import { seededRandom } from "../random";
import { compareData, storeSketches } from "./compare-data";

const ROWS = 4_000;
const schema = schemaOf({ income: "number", city: "category", age: "number" });

/** Two versions of a data set; in the second one, incomes are a quarter of their range higher and there is no age. */
async function twoVersions() {
  const stores = { blobs: memoryBlobs(), datasets: memoryDatasets() };
  const save = async (seed: string, raise: number, columns: typeof schema) => {
    const random = seededRandom(seed);
    const rows = Array.from({ length: ROWS }, () => random.next());
    const values = {
      income: rows.map((value, row) => (row % 50 === 0 ? null : value + raise)),
      city: rows.map(() => ["Lima", "Quito", "Bogotá"][Math.floor(3 * random.next())] ?? null),
      age: rows.map(() => 20 + Math.floor(50 * random.next())),
    };
    const version = await saveVersion(
      { stores, clock: manualClock(1) },
      {
        projectId: asId("p"),
        datasetName: "customers",
        table: tableOf(columns, values),
        schema: columns,
        source: null,
        parents: "previous",
        message: "",
        origin: { kind: "import", source: { kind: "none" } },
        image: null,
        suggestedTarget: null,
        groups: null,
        by: BY_PERSON,
      },
    );
    return { kind: "version", datasetVersionId: version.id } as const;
  };
  const before = await save("before", 0, schema);
  const after = await save("after", 0.25, schema.slice(0, 2));
  return { stores, before, after };
}

it("tells which of the columns that both versions have drifted", async () => {
  const { stores, before, after } = await twoVersions();
  const seen: Progress[] = [];
  const report = await compareData(
    stores,
    { reference: before, current: after },
    { onProgress: (progress) => seen.push(progress) },
  );
  expect(report.columns.map(({ column, method, verdict }) => [column, method, verdict])).toEqual([
    ["income", "wasserstein", "drift"],
    ["city", "jensenshannon", "stable"],
  ]);
  expect(report.dataset).toEqual({ drifted: 1, counted: 2, share: 0.5, drift: true });
  expect(seen.at(-1)).toEqual({ phase: "comparing", done: 2, total: 2 });
});

it("gives the same verdicts from the stored sketches of the reference, with what they may be off by", async () => {
  const { stores, before, after } = await twoVersions();
  const exact = await compareData(stores, { reference: before, current: after });
  const digest = await storeSketches(stores, before);
  const bytes = stores.blobs.size();
  expect(await storeSketches(stores, before)).toBe(digest);
  expect([stores.blobs.size(), (await stores.datasets.getVersion(before.datasetVersionId)).sketches]).toEqual([
    bytes,
    digest,
  ]);
  const report = await compareData(stores, { reference: { kind: "sketches", digest }, current: after });
  expect(report.dataset).toEqual(exact.dataset);
  const [income, city] = report.columns;
  const value = exact.columns[0]?.result;
  expect(value?.kind === "measured" && income?.approximation).toBeTruthy();
  if (value?.kind !== "measured" || !income?.approximation) return;
  expect(income.approximation.low).toBeLessThanOrEqual(value.value);
  expect(income.approximation.high).toBeGreaterThanOrEqual(value.value);
  // Three cities are counted, not estimated.
  expect(city?.approximation).toBeNull();
  expect(city?.result).toEqual(exact.columns[1]?.result);
});

it("stops between columns when it is cancelled", async () => {
  const { stores, before, after } = await twoVersions();
  const controller = new AbortController();
  const job = compareData(
    stores,
    { reference: before, current: after },
    { signal: controller.signal, onProgress: ({ done }) => done === 1 && controller.abort() },
  );
  await expect(job).rejects.toMatchObject({ code: "cancelled" });
});

it("names what is missing: a version that is not there, bytes that are no sketches", async () => {
  const { stores, before } = await twoVersions();
  const gone = { kind: "version", datasetVersionId: asId<typeof before.datasetVersionId>("gone") } as const;
  await expect(compareData(stores, { reference: gone, current: before })).rejects.toMatchObject({
    code: "data.version-not-found",
  });
  const digest = await stores.blobs.put(new TextEncoder().encode("{}"));
  const broken = { kind: "sketches", digest } as const;
  await expect(compareData(stores, { reference: broken, current: before })).rejects.toMatchObject({
    code: "storage.corrupt",
  });
});
