import "fake-indexeddb/auto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BY_PERSON } from "../../journal";
import { absurdity, damaged, pick } from "../testing/absurd";
import { freshStores } from "../testing/fresh";
import { fullWorkspace, listEverything, type FullWorkspace } from "../testing/full-workspace";
import { aRun, aVersion, digestOf } from "../testing/samples";
import { faultOf, RECORD_TABLES, type RecordTable } from "./check-record";
import { readingAll } from "./set-apart";

const everyRecord = (
  { database }: FullWorkspace,
  table: RecordTable,
): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  Promise.resolve(
    database.transaction("r", database.table(table), () => readingAll(() => database.table(table).toArray())),
  );

describe("a record that no page could show", () => {
  test("is as if it were not there, however it is read, and is named", async () => {
    const { stores, database, projectId, run } = await fullWorkspace();
    const { metrics: _metrics, ...damaged } = run;
    await database.runs.put(damaged as typeof run);
    expect((await stores.tracking.listRuns(projectId)).map(({ id }) => id)).not.toContain(run.id);
    expect(await stores.tracking.listRuns(projectId)).toHaveLength(1);
    await expect(stores.tracking.getRun(run.id)).rejects.toMatchObject({ code: "run.not-found" });
    expect(await database.runs.bulkGet([run.id])).toEqual([undefined]);
    expect(await database.runs.orderBy("id").reverse().toArray()).toHaveLength(1);
    expect(await database.runs.filter(() => true).toArray()).toHaveLength(1);
    expect(await database.runs.toCollection().first()).not.toMatchObject({ id: run.id });
    expect(await database.runs.toCollection().last()).not.toMatchObject({ id: run.id });
    expect(database.apart.list()).toEqual([{ table: "runs", key: run.id, member: "metrics" }]);
  });

  test("gives its place to another one where only so many were asked for", async () => {
    const { stores, database } = await fullWorkspace();
    const [monitor] = await database.monitors.toArray();
    const [, second] = await stores.monitors.windows(monitor!.id, 10);
    await database.windows.put({ ...second!, rows: -1 });
    expect((await stores.monitors.windows(monitor!.id, 1)).map(({ index }) => index)).toEqual([0]);
  });

  test("keeps its number: the next version takes another one", async () => {
    const { stores, database, projectId } = await fullWorkspace();
    const last = (await stores.datasets.listVersions(projectId)).find(({ version }) => version === 2)!;
    await database.datasetVersions.put({ ...last, rowCount: 1e308 });
    const next = aVersion({ projectId, datasetId: last.datasetId, contentSha256: digestOf("7") });
    expect((await stores.datasets.addVersion(next, BY_PERSON)).version).toBe(3);
  });

  test("is changed as it is, not as if it were not there", async () => {
    const { database, run } = await fullWorkspace();
    await database.runs.put({ ...run, seed: NaN });
    await database.runs.update(run.id, { seed: 7 });
    expect(await database.runs.get(run.id)).toEqual({ ...run, metrics: run.metrics, seed: 7 });
  });

  test("is told once to who listens, also to who comes later, and is gone from the list once it is mended", async () => {
    const { workspace, database, run } = await fullWorkspace();
    await database.runs.put({ ...run, seed: NaN });
    const heard: string[] = [];
    const stop = workspace.onApart(() => heard.push("first"));
    await database.runs.toArray();
    await database.runs.toArray();
    workspace.onApart(() => heard.push("later"));
    await Promise.resolve();
    expect(heard).toEqual(["first", "later"]);
    stop();
    expect(await workspace.apart()).toEqual([{ table: "runs", record: run.id, member: "seed" }]);
    await database.runs.put(run);
    expect(await workspace.apart()).toEqual([]);
  });

  test("can be copied and removed, and the journal says so", async () => {
    const { workspace, database, stores, projectId, run } = await fullWorkspace();
    await database.runs.put({ ...run, seed: NaN });
    await stores.tracking.listRuns(projectId);
    expect(await (await workspace.copyOfApart()).text()).toContain(`"seed":{"$number":"NaN"}`);
    await workspace.removeApart(BY_PERSON);
    expect(await workspace.apart()).toEqual([]);
    expect(await database.runs.toCollection().primaryKeys()).not.toContain(run.id);
    const details = { table: "runs", record: run.id, member: "seed" };
    expect(await stores.journal.list(projectId, { limit: 1 })).toMatchObject([{ command: "record.remove", details }]);
  });

  test("of the project costs nothing: its id is kept", async () => {
    const { stores, database, projectId } = await fullWorkspace();
    await database.projects.put({ id: projectId } as never);
    expect((await stores.notebooks.ensureProject()).id).toBe(projectId);
    expect(await database.projects.count()).toBe(1);
  });

  test("is not what a connection of an older shape reads while it upgrades", async () => {
    const { database } = freshStores();
    await database.runs.put({ ...aRun(), name: 7 as never });
    const raw = await database.transaction("rw", database.runs, () => readingAll(() => database.runs.toArray()));
    expect(raw).toHaveLength(1);
  });
});

describe("whatever happens to a record", () => {
  const tables = RECORD_TABLES.filter((table) => table !== "projects");
  const damage = fc.record({ table: fc.constantFrom(...tables), absurdity });

  test("every list works without it, and a copy is made with it apart", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const full = await fullWorkspace();
        const { database, workspace } = full;
        for (const { table, absurdity: how } of damages) {
          const key = [database.table(table).schema.primKey.keyPath].flat();
          await database.table(table).put(damaged(pick(await everyRecord(full, table), how.which), key, how));
        }
        const listed = await listEverything(full);
        expect(listed.length).toBeGreaterThan(0);
        let wrong = 0;
        for (const table of RECORD_TABLES) {
          const records = await everyRecord(full, table);
          const good = records.filter((record) => faultOf(table, record) === null);
          wrong += records.length - good.length;
          expect(await database.table(table).toArray()).toEqual(good);
        }
        expect(await workspace.apart()).toHaveLength(wrong);
        const { zip, apart } = await workspace.backup();
        expect(apart).toHaveLength(wrong);
        expect((await workspace.read(zip)).apart).toEqual(apart);
      }),
      { seed: 9, numRuns: 50 },
    );
  }, 120_000);
});
