import "fake-indexeddb/auto";
import type { Dexie } from "dexie";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { faultOf, RECORD_TABLES } from "../records/check-record";
import { absurdity, damaged, pick } from "../testing/absurd";
import { forgedCopy } from "../testing/forged-copy";
import { freshStores } from "../testing/fresh";
import { fullWorkspace, type FullWorkspace } from "../testing/full-workspace";
import { aBatch, aStep } from "../testing/samples";
import { fromJsonl, toJsonl } from "./jsonl";
import { SWEEP_AGE_MS } from "./sweep";
import { createWorkspace } from "./workspace";

type Fresh = ReturnType<typeof freshStores>;

async function dump({ database }: Pick<Fresh, "database">): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables = database.tables.filter(({ name }) => name !== "blobInfo");
  const entries = await Promise.all(tables.map(async (table) => [table.name, await table.toArray()] as const));
  return Object.fromEntries(entries);
}

/** Counts the writes of a connection; from write number `fatal` on, every one fails, as after the end of the page. */
function watchWrites(database: Dexie, fatal = Infinity): { count: number } {
  const writes = { count: 0 };
  database.use({
    stack: "dbcore",
    name: "watch-writes",
    level: 20,
    create: (down) => ({
      ...down,
      table: (name) => {
        const table = down.table(name);
        return {
          ...table,
          mutate: (request) => {
            writes.count++;
            return writes.count >= fatal
              ? Promise.reject(new DOMException("gone", "AbortError"))
              : table.mutate(request);
          },
        };
      },
    }),
  });
  return writes;
}

/** Another project than that of the copy, and bytes that only it has. */
async function otherProject(): Promise<FullWorkspace> {
  const other = await fullWorkspace();
  await other.stores.blobs.put(new Uint8Array([1, 1, 1]));
  return other;
}

describe("a restore that is cut off", () => {
  test("at whichever write leaves the project of before or that of the copy, and no bytes of nobody's for ever", async () => {
    const { workspace, database: source, stores } = await fullWorkspace();
    await stores.blobs.put(new Uint8Array([2, 2, 2, 2]));
    const copied = await dump({ database: source });
    const { zip } = await workspace.backup();
    let [cut, whole] = [0, 0];
    for (let fatal = 1; whole === 0; fatal++) {
      const here = await otherProject();
      const before = await dump(here);
      here.database.close();
      const dying = freshStores(here.databaseName);
      watchWrites(dying.database, fatal);
      const outcome = await createWorkspace(dying.database, dying)
        .restore(zip)
        .then(
          () => "whole",
          () => "cut",
        );
      dying.database.close();

      const next = freshStores(here.databaseName);
      next.clock.advance(SWEEP_AGE_MS + 1);
      await createWorkspace(next.database, next).tidy();
      const { journal, ...after } = await dump(next);
      const { journal: expected, ...rest } = outcome === "whole" ? copied : before;
      expect(after).toEqual(rest);
      expect(journal!.slice(0, expected!.length)).toEqual(expected);
      if (outcome === "whole") whole++;
      else cut++;
    }
    expect(cut).toBeGreaterThan(RECORD_TABLES.length);
  }, 120_000);

  test("and whose cleaning still works leaves no bytes at all", async () => {
    const { workspace, stores } = await fullWorkspace();
    await stores.blobs.put(new Uint8Array([2, 2, 2, 2]));
    const { zip } = await workspace.backup();
    const here = await otherProject();
    const before = await here.database.blobInfo.toCollection().primaryKeys();
    here.database.notebooks.hook("creating", () => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await expect(here.workspace.restore(zip)).rejects.toMatchObject({ code: "storage.quota-exceeded" });
    expect(await here.database.blobInfo.toCollection().primaryKeys()).toEqual(before);
  });

  test("finds out when bytes that it had put down are gone, and changes nothing", async () => {
    const { workspace } = await fullWorkspace();
    const { zip } = await workspace.backup();
    const here = await otherProject();
    const before = await dump(here);
    const { workspace: mine, database } = here;
    const copy = await mine.read(zip);
    const onProgress = () => void database.blobs.clear();
    await expect(copy.restore({ onProgress })).rejects.toMatchObject({ code: "storage.corrupt" });
    expect({ ...(await dump(here)), blobs: before["blobs"] }).toEqual(before);
  });
});

describe("a copy that is refused", () => {
  test.each([
    ["two points of a metric at one step", "metrics", "runId, key, step"],
    ["two versions of a model of one number", "modelVersions", "projectId, modelName, version"],
    ["two minutes of traffic that are one", "batches", "endpointId, minute"],
    ["two runs of one id", "runs", "id"],
  ])("%s: the record is named, not found out in the middle of writing", async (_name, table, member) => {
    const { workspace, database } = await fullWorkspace();
    const { zip } = await workspace.backup();
    const doubled = await forgedCopy(zip, table, (lines) => [...lines, lines[0]!]);
    const writes = watchWrites(database);
    await expect(workspace.restore(doubled)).rejects.toMatchObject({
      code: "backup.bad-record",
      details: { table, member },
    });
    expect(writes.count).toBe(0);
  });

  test("two endpoints of one name are refused by that name", async () => {
    const { workspace } = await fullWorkspace();
    const again = (line: string) => JSON.stringify({ ...(JSON.parse(line) as object), id: "another" });
    const doubled = await forgedCopy((await workspace.backup()).zip, "endpoints", ([line]) => [line!, again(line!)]);
    await expect(workspace.restore(doubled)).rejects.toMatchObject({
      code: "backup.bad-record",
      details: { table: "endpoints", member: "projectId, name" },
    });
  });

  test("writes nothing, whatever in it is absurd, and names the record", async () => {
    const here = await fullWorkspace();
    const { zip } = await here.workspace.backup();
    here.database.close();
    const reader = freshStores(here.databaseName);
    const writes = watchWrites(reader.database);
    const workspace = createWorkspace(reader.database, reader);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...RECORD_TABLES), absurdity, async (table, how) => {
        let wrong: string | null = null;
        const forged = await forgedCopy(zip, table, (lines) => {
          const records = fromJsonl(new TextEncoder().encode(lines.join("\n"))) as readonly object[];
          const at = how.which % records.length;
          const record = damaged(
            pick(records, how.which),
            [reader.database.table(table).schema.primKey.keyPath].flat(),
            how,
          );
          wrong = faultOf(table, record);
          const line = new TextDecoder().decode(toJsonl([record])).trim();
          return lines.map((known, index) => (index === at ? line : known));
        });
        const outcome = await workspace.read(forged).then(
          () => null,
          (error: unknown) => error,
        );
        if (wrong === null) return;
        refused++;
        expect(outcome).toMatchObject({ code: "backup.bad-record", details: { table, member: wrong } });
      }),
      { seed: 11, numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(75);
    expect(writes.count).toBe(0);
  }, 120_000);

  test("changes nothing while a world plays: all that is new is what the world wrote", async () => {
    const { workspace, database, stores, endpoint } = await fullWorkspace();
    const { zip } = await workspace.backup();
    const bad = await forgedCopy(zip, "runs", (lines) => [...lines, lines[0]!]);
    const { endpoints: _endpoints, batches: _batches, ...before } = await dump({ database });
    const refusal = workspace.restore(bad).then(
      () => "restored",
      () => "refused",
    );
    for (let minute = 1; minute < 20; minute++) {
      const batches = [aBatch(endpoint.id, minute + 1)];
      expect(await stores.monitors.passMinutes(aStep(endpoint.id, { afterMinute: minute, batches }))).toBe(true);
    }
    expect(await refusal).toBe("refused");
    const { endpoints, batches, ...after } = await dump({ database });
    expect(after).toEqual(before);
    expect(endpoints).toMatchObject([{ id: endpoint.id, world: { minute: 20 } }]);
    expect(batches).toHaveLength(20);
  });
});

test("a copy says what it holds and what would go before anything is changed", async () => {
  const { workspace } = await fullWorkspace();
  const { zip } = await workspace.backup();
  const there = freshStores();
  await there.stores.notebooks.ensureProject();
  const copy = await createWorkspace(there.database, there).read(zip);
  expect(copy.holds).toEqual({ notebooks: 1, datasetVersions: 2, runs: 2, modelVersions: 1, endpoints: 1 });
  expect(copy.replaces).toEqual({ notebooks: 0, datasetVersions: 0, runs: 0, modelVersions: 0, endpoints: 0 });
  expect(await there.database.notebooks.count()).toBe(0);
});
