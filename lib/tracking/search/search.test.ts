import "fake-indexeddb/auto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "../../ids";
import { BY_PERSON } from "../../journal";
import { createWorkspace } from "../../storage/backup/workspace";
import { freshStores } from "../../storage/testing/fresh";
import { caseFile } from "../../testing/table-loop";
import { byValue } from "../../value-order";
import { isLike } from "./like";
import { metricFile } from "../metric-file";
import type { Run } from "../run";
import { searchRuns } from "./search";
import { aRun } from "../testing/a-run";

const runs = [
  aRun({ name: "one", params: { optimizer: "adam", epochs: "5" }, metrics: { val_accuracy: 0.95 }, startTimeMs: 10 }),
  aRun({
    name: "two",
    params: { optimizer: "sgd", epochs: "20" },
    metrics: { val_accuracy: 0.85 },
    startTimeMs: 20,
    status: "FAILED",
  }),
  aRun({ name: "three_b", params: {}, metrics: {}, startTimeMs: 30, tags: { "team.name": "Ñandú" } }),
];
const names = (filter: string) => searchRuns(runs, filter).map((run) => run.name);

describe("searchRuns", () => {
  it.each([
    ["", ["one", "two", "three_b"]],
    ["metrics.val_accuracy > 0.9", ["one"]],
    ['metrics.val_accuracy > .8 AND params.optimizer = "sgd"', ["two"]],
    ["params.optimizer != 'adam'", ["two"]],
    ["status = 'FAILED'", ["two"]],
    ["attributes.start_time >= 2e1", ["two", "three_b"]],
    ["run_name LIKE 't%'", ["two", "three_b"]],
    ["run_name like 'three_b' and tags.team.name ilike 'ñ%'", ["three_b"]],
    ["metric.`val_accuracy` <= 0.85", ["two"]],
    ["attributes.end_time > 0", []],
    ["val_accuracy > 0,9", ["one"]],
    ["epochs = 5", ["one"]],
    ["params.epochs < 20", ["one"]],
    ["epochs > 4 sgd", ["two"]],
    ["adam", ["one"]],
    ["FAILED and tw", ["two"]],
    ["ñandú", ["three_b"]],
    ["params.__proto__ = 'x'", []],
    ["metrics.toString > 0", []],
  ])("%s", (filter, expected) => expect(names(filter)).toEqual(expected));

  it.each([
    ["metrics.a > 'x'", "x"],
    ["params.a > 'x'", ">"],
    ["metrics.a > 1 or metrics.b > 2", "or"],
    ["attributes.__proto__ = 'x'", "attributes.__proto__"],
    ["constructor = 'x'", "constructor"],
    ["epoch = 5", "epoch"],
    ["metrics.a > 1 and", "and"],
    ["colour.a = 'x'", "colour.a"],
    ["attributes.colour = 'x'", "attributes.colour"],
    ["metrics.a >", "metrics.a"],
    ["(metrics.a > 1)", "(metrics.a > 1)"],
  ])("refuses %s and says where", (filter, at) => {
    expect(() => searchRuns(runs, filter)).toThrow(
      expect.objectContaining({
        code: "run.filter-invalid",
        details: { at, index: filter.lastIndexOf(filter.includes(`'${at}'`) ? `'${at}'` : at) },
      }),
    );
  });
});

describe("LIKE", () => {
  it("agrees with what the wildcards mean (seed 4)", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "%", "_"), maxLength: 6 });
    fc.assert(
      fc.property(letters, pattern, (text, wanted) => {
        const meaning = new RegExp(`^${wanted.replaceAll("%", ".*").replaceAll("_", ".")}$`);
        expect(isLike(text, wanted)).toBe(meaning.test(text));
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });

  it("does not try again what it has tried: many wildcards over a long text end", () => {
    expect(isLike("a".repeat(5_000), `${"%a".repeat(50)}%b`)).toBe(false);
    expect(isLike(`${"a".repeat(5_000)}b`, `${"%a".repeat(50)}%b`)).toBe(true);
  });
});

describe.each([
  ["as they were logged", (logged: Case29) => Promise.resolve(logged)],
  ["behind a backup, an emptied browser and a restore", restored],
])("case 29: NaN, Infinity and numbers kept as text, %s", (_name, after) => {
  it("filters, sorts and shows the value that MLflow shows", async () => {
    const { runs, order } = await after(await case29());
    const latest = Object.fromEntries(runs.map(({ name, metrics }) => [name, metrics["loss"] ?? null]));
    expect(latest).toEqual({ A: 0.05, B: NaN, C: Infinity, D: 0.4, E: null });
    const found = (filter: string) => searchRuns(runs, filter).map(({ name }) => name);
    expect(found("metrics.loss < 0.1")).toEqual(["A"]);
    expect(found("metrics.loss = 0")).toEqual([]);
    expect(found("metrics.loss != 0")).toEqual(["A", "C", "D"]);
    expect(found("metrics.loss > 1")).toEqual(["C"]);
    expect(found("lr < 0,001")).toEqual(["C", "E"]);
    expect(order(({ metrics }) => metrics["loss"] ?? NaN).slice(0, 3)).toEqual(["A", "D", "C"]);
    expect(order(({ params }) => params["lr"]!)).toEqual(["C", "E", "A", "D", "B"]);
    expect(order(({ params }) => params["capas"]!)).toEqual(["E", "C", "A", "B", "D"]);
  });

  it("writes the metric file of MLflow in the order of logging", async () => {
    const { runs, history } = await after(await case29());
    const file = async (name: string) => metricFile(await history(runs.find((run) => run.name === name)!.id));
    expect(await file("D")).toBe("100 9.0 0\n40 0.5 5\n50 0.3 5\n50 0.4 5\n900 0.01 -2\n");
    expect(await file("B")).toBe("1000 0.8 0\n1001 nan 1\n");
    expect(await file("C")).toBe("1000 inf 0\n");
    expect(await file("E")).toBe("");
  });
});

interface LoggedRun {
  readonly run: string;
  readonly params: Readonly<Record<string, string>>;
  readonly log: readonly (readonly [string, number, number, number | "NaN" | "Infinity"])[];
}

/** The runs of the case, logged one point at a time into IndexedDB. */
async function case29() {
  const fresh = freshStores();
  const { stores } = fresh;
  await stores.notebooks.ensureProject();
  const logged = JSON.parse(
    (await caseFile("29-nan-metrics-latest-value-param-sort.runs.json")).toString(),
  ) as LoggedRun[];
  const runs: Run[] = [];
  for (const { run: name, params, log } of logged) {
    const run = aRun({ id: newId(), name, params, metrics: {} });
    await stores.tracking.createRun(run, BY_PERSON);
    for (const [key, step, timestampMs, value] of log) {
      await stores.tracking.logMetrics(run.id, [{ key, step, timestampMs, value: Number(value) }]);
    }
    const values = (await stores.tracking.metricHistory(run.id, "loss")).map(({ value }) => value);
    expect(new Set(values)).toEqual(new Set(log.map(([, , , value]) => Number(value))));
    expect(values).toHaveLength(log.length);
    runs.push(await stores.tracking.getRun(run.id));
  }
  return { ...fresh, ...judged(fresh, runs) };
}

type Case29 = Awaited<ReturnType<typeof case29>>;

function judged({ stores }: ReturnType<typeof freshStores>, runs: readonly Run[]) {
  const order = (value: (run: Run) => string | number): readonly string[] =>
    [...runs]
      .reverse()
      .sort((a, b) => byValue(value(a), value(b)))
      .map(({ name }) => name);
  return { runs, order, history: (id: Run["id"]) => stores.tracking.metricHistory(id, "loss") };
}

/** What is there after everything was saved, removed and brought back. */
async function restored(logged: Case29): Promise<Case29> {
  const { database, clock, stores, runs } = logged;
  const workspace = createWorkspace(database, { clock });
  const { zip } = await workspace.backup();
  await workspace.empty();
  expect(await database.runs.count()).toBe(0);
  await workspace.restore(zip);
  const back = await Promise.all(runs.map(({ id }) => stores.tracking.getRun(id)));
  return { ...logged, ...judged(logged, back) };
}
