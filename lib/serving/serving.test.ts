import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dictionaryColumn, numericColumn, valueAt, type Column, type Table } from "../data/table";
import { AppError } from "../errors";
import { asId, type Sha256 } from "../ids";
import type { PackageSignature } from "../packaging/package";
import type { PackageSession } from "../packaging/session";
import type { Route } from "./endpoint";
import { featureStats, violationsOf } from "./feature-stats";
import { inputTable } from "./input-table";
import { perturb, rampFactor, type PerturbContext } from "./perturb";
import { predictRow } from "./predict-row";
import { allTrafficTo, deployRoutes, rollbackTarget } from "./rollout";
import { ROUTE_BLOCK, routeIndexOf } from "./route-request";
import { INJECTION_KINDS, type Injection, type Scenario } from "./scenario";
import { decodeScenario, encodeScenario, scenarioFromHash, scenarioHash } from "./scenario-codec";
import { serveMinute } from "./serve-minute";
import { createSessionCache } from "./session-cache";
import { trafficAt, type TrafficContext } from "./traffic";

const injections = fc.array(
  fc.record({
    at: fc.nat(10_000),
    feature: fc.oneof(fc.constant("*"), fc.string({ minLength: 1, maxLength: 20 })),
    kind: fc.constantFrom(...INJECTION_KINDS),
    strength: fc.double({ min: -3, max: 3, noNaN: true }).map((value) => value + 0),
    ramp: fc.nat(100),
    visible: fc.boolean(),
  }),
  { maxLength: 6 },
);

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : "unexpected";
  }
}

describe("a scenario in a link", () => {
  test("comes back as it went out, whatever the feature is called", () => {
    fc.assert(
      fc.property(fc.integer(), injections, (seed, list) => {
        const scenario: Scenario = { formatVersion: 1, seed, injections: list };
        const hash = scenarioHash(scenario);
        expect(hash).toMatch(/^#scenario=[\w-]+$/);
        expect(scenarioFromHash(hash)).toEqual(scenario);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test("is refused by name when it is broken, and null when there is none", () => {
    const truncated = encodeScenario({ formatVersion: 1, seed: 1, injections: [] }).slice(2);
    for (const text of [
      "",
      "%%%",
      truncated,
      btoa("{}"),
      btoa('[1,2,[[0,"*",9,1,0,1]]]'),
      btoa('[1,2,[[-1,"*",0,1,0,1]]]'),
    ]) {
      expect(
        codeOf(() => decodeScenario(text)),
        text,
      ).toBe("scenario.invalid");
    }
    expect(scenarioFromHash("#cell=3")).toBeNull();
  });
});

const ROWS = 27;
const table: Table = {
  rowCount: ROWS,
  columns: new Map<string, Column>([
    ["age", numericColumn(Array.from({ length: ROWS }, (_, row) => row))],
    ["city", dictionaryColumn(Array.from({ length: ROWS }, (_, row) => (row === 3 ? "rare" : ("ab"[row % 2] ?? "a"))))],
    ["pixel", numericColumn(Array.from({ length: ROWS }, (_, row) => row % 17))],
    ["label", dictionaryColumn(Array.from({ length: ROWS }, (_, row) => (row % 3 === 0 ? "yes" : "no")))],
  ]),
};
const everyRow = Uint32Array.from({ length: ROWS }, (_, row) => row);
const stats = featureStats(table, everyRow);
const features = ["age", "city", "pixel"];

function context(...list: readonly Partial<Injection>[]): TrafficContext {
  const full = list.map((part): Injection => ({
    at: 1,
    feature: "*",
    kind: "shift",
    strength: 1,
    ramp: 0,
    visible: true,
    ...part,
  }));
  return {
    scenario: { formatVersion: 1, seed: 7, injections: full },
    stats,
    features,
    target: "label",
    task: "binary",
    image: { width: 1, height: 1, columns: ["pixel"], max: 16 },
    table,
    testRows: everyRow.subarray(0, 20),
    requestsPerMinute: 10,
    labelDelayMinutes: 5,
  };
}

describe("injections", () => {
  const row = { inputs: { age: 10, city: "a", pixel: 15 }, label: "no" };
  const at = { minute: 10, sequence: 3 };
  const apply = (list: Partial<Injection>, over: Partial<PerturbContext> = {}, minute = 10) =>
    perturb(row, { ...at, minute }, { ...context(list), ...over });

  test("ramp linearly from their minute on", () => {
    const factors = [9, 10, 15, 20, 99].map((minute) => rampFactor({ at: 10, ramp: 10 }, minute));
    expect(factors).toEqual([0, 0, 0.5, 1, 1]);
    expect([9, 10].map((minute) => rampFactor({ at: 10, ramp: 0 }, minute))).toEqual([0, 1]);
  });

  test("shift numbers in training deviations, keep grey values in range, make categories the rarest", () => {
    const std = Math.sqrt((ROWS * (ROWS + 1)) / 12);
    expect(apply({}).inputs).toEqual({ age: expect.closeTo(10 + std, 9), city: "rare", pixel: 16 });
    expect(apply({ feature: "age", strength: -2 }).inputs).toEqual({
      ...row.inputs,
      age: expect.closeTo(10 - 2 * std, 9),
    });
    expect(apply({ at: 11 })).toEqual(row);
  });

  test("lose values, flip labels, and move the labels of a regression", () => {
    expect(apply({ kind: "missing" }).inputs).toEqual({ age: null, city: null, pixel: null });
    expect(apply({ kind: "label-flip" })).toEqual({ ...row, label: "yes" });
    const moved = perturb({ ...row, label: 5 }, at, {
      ...context({ kind: "label-flip" }),
      task: "regression",
      target: "age",
    });
    expect(moved.label).toBeCloseTo(5 + Math.sqrt((ROWS * (ROWS + 1)) / 12), 9);
  });

  test("hit about their share of requests, the same ones every time", () => {
    const flipped = (): number[] =>
      Array.from({ length: 400 }, (_, sequence) => sequence).filter(
        (sequence) =>
          perturb(row, { minute: 2, sequence }, context({ kind: "label-flip", strength: 0.3 })).label === "yes",
      );
    expect(flipped()).toEqual(flipped());
    expect(flipped().length / 400).toBeCloseTo(0.3, 1);
  });

  test("leave missing values and unknown columns alone", () => {
    const sparse = perturb({ inputs: { age: null, other: 1 }, label: null }, at, context({}, { kind: "label-flip" }));
    expect(sparse).toEqual({ inputs: { age: null, other: 1, city: null, pixel: null }, label: null });
  });
});

describe("traffic", () => {
  test("visits every test row once per pass, features only, and knows the label from the start", () => {
    const requests = [1, 2, 3, 4].flatMap((minute) => trafficAt(minute, context()));
    expect(requests.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    for (const pass of [requests.slice(0, 20), requests.slice(20)]) {
      expect([...new Set(pass.map(({ sourceRow }) => sourceRow))].sort((a, b) => a - b)).toEqual([
        ...everyRow.subarray(0, 20),
      ]);
    }
    const labels = table.columns.get("label");
    for (const { sourceRow, inputs, label, labelMinute, minute } of requests) {
      expect(Object.keys(inputs)).toEqual(features);
      expect(label).toBe(labels && valueAt(labels, sourceRow));
      expect(labelMinute).toBe(minute + 5);
    }
  });

  test("is a function of scenario and minute, and differs between seeds", () => {
    expect(trafficAt(9, context({}))).toEqual(trafficAt(9, context({})));
    const other = { ...context(), scenario: { ...context().scenario, seed: 8 } };
    expect(trafficAt(1, other).map(({ sourceRow }) => sourceRow)).not.toEqual(
      trafficAt(1, context()).map(({ sourceRow }) => sourceRow),
    );
    expect(trafficAt(1, { ...context(), testRows: [] })).toEqual([]);
  });
});

const digest = (text: string): Sha256 => asId(text);
const route = (text: string, percent: number): Route => ({ packageDigest: digest(text), modelVersion: text, percent });

describe("routes", () => {
  test("get exactly their percent of every hundred requests", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.nat(), fc.nat(50), (percent, seed, block) => {
        const routes = [route("1", 100 - percent), route("2", percent)];
        const served = Array.from({ length: ROUTE_BLOCK }, (_, index) =>
          routeIndexOf(block * ROUTE_BLOCK + index, routes, seed),
        );
        expect(served.filter((index) => index === 1).length).toBe(percent);
      }),
      { seed: 9, numRuns: 40 },
    );
  });

  test("always add up to one hundred through deploying, a canary and its promotion", () => {
    const canary = { kind: "canary", percent: 10, windows: 2 } as const;
    const first = deployRoutes([], route("1", 0), canary);
    expect(first.routes).toEqual([route("1", 100)]);
    const second = deployRoutes(first.routes, route("2", 0), canary);
    expect(second.routes).toEqual([route("1", 90), route("2", 10)]);
    const promoted = allTrafficTo(route("2", 10));
    expect(promoted).toEqual({ routes: [route("2", 100)], rollout: { kind: "all-at-once" } });
  });

  test("leave the stable version some traffic and the canary some, whatever percent is asked for", () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 150, noNaN: true }), (percent) => {
        const { routes } = deployRoutes([route("1", 100)], route("2", 0), { kind: "canary", percent, windows: 2 });
        expect(routes.reduce((sum, share) => sum + share.percent, 0)).toBe(100);
        expect(routes.every((share) => Number.isInteger(share.percent) && share.percent > 0)).toBe(true);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  test("go back to the stable version of before the last change, never to a canary that was taken out", () => {
    const canary = [route("1", 90), route("2", 10)];
    expect(rollbackTarget({ routes: [route("2", 100)], previousRoutes: canary })).toEqual(route("1", 100));
    expect(rollbackTarget({ routes: canary, previousRoutes: [route("1", 100)] })).toEqual(route("1", 100));
    expect(rollbackTarget({ routes: [route("1", 100)], previousRoutes: canary })).toBeNull();
    expect(rollbackTarget({ routes: [route("1", 100)], previousRoutes: [] })).toBeNull();
  });
});

const signature: PackageSignature = {
  task: "binary",
  inputMode: "columns",
  inputs: [
    { name: "age", type: "double" },
    { name: "city", type: "string" },
  ],
  target: "label",
  classes: ["no", "yes"],
};

/** Says yes above age 12, NaN for a missing age, and fails on the city "crash". */
const session: PackageSession = {
  signature,
  predict: async (rows) => {
    const age = rows.columns.get("age");
    const city = rows.columns.get("city");
    if (age?.storage !== "numeric" || city?.storage !== "dictionary") throw new AppError("endpoint.bad-input");
    if (city.codes.some((code) => city.categories[code] === "crash")) throw new AppError("package.runtime-failed");
    const scores = Array.from(age.values, (value) => (Number.isNaN(value) ? NaN : value > 12 ? 0.75 : 0.25));
    return {
      kind: "classes",
      classes: signature.classes,
      probabilities: Float32Array.from(scores.flatMap((score) => [1 - score, score])),
      labels: Int32Array.from(scores, (score) => (score > 0.5 ? 1 : 0)),
    };
  },
  dispose: async () => undefined,
};

describe("serving", () => {
  const serve = (inputs: readonly Record<string, number | string | null>[], routes = [route("1", 100)]) => {
    let clock = 0;
    return serveMinute({
      endpointId: asId("e"),
      minute: 4,
      requests: inputs.map((values, sequence) => ({
        sequence,
        minute: 4,
        inputs: values,
        sourceRow: sequence,
        label: "no",
        labelMinute: 9,
      })),
      routes,
      seed: 7,
      features: ["age", "city"],
      stats,
      open: async (wanted) => {
        if (wanted === "gone") throw new AppError("package.not-found");
        return session;
      },
      now: () => (clock += 2),
    });
  };

  test("answers a minute and logs version, confidence, latency and violations", async () => {
    const { records } = await serve([
      { age: 20, city: "a" },
      { age: 90, city: "mars" },
    ]);
    expect(records).toEqual([
      expect.objectContaining({ prediction: "yes", confidence: 0.75, modelVersion: "1", latencyMs: 2, violations: [] }),
      expect.objectContaining({ prediction: "yes", violations: ["age", "city"] }),
    ]);
  });

  test("logs a failing request with its code and answers the others", async () => {
    const { records } = await serve([
      { age: 20, city: "crash" },
      { age: 1, city: "b" },
      { age: null, city: "b" },
      { age: "old", city: "b" },
    ]);
    expect(records.map(({ prediction, error }) => [prediction, error])).toEqual([
      [null, "package.runtime-failed"],
      ["no", null],
      [null, "endpoint.bad-input"],
      [null, "endpoint.bad-input"],
    ]);
  });

  test("a canary whose package is gone fails alone", async () => {
    const rows = Array.from({ length: 100 }, () => ({ age: 1, city: "a" }));
    const { records } = await serve(rows, [route("1", 80), route("gone", 20)]);
    expect(records.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index));
    expect(records.filter(({ error }) => error === "package.not-found").length).toBe(20);
    expect(records.filter(({ error }) => error === null).length).toBe(80);
  });

  test("one row gets every class's probability, best first, and names a value of the wrong type", async () => {
    const ask = (row: Record<string, number | string | null>) =>
      predictRow({ session, row, plans: [], decision: null, modelVersion: "3", now: () => 0 });
    expect(await ask({ age: 30, city: "a" })).toEqual({
      prediction: "yes",
      probabilities: [
        { value: "yes", probability: 0.75 },
        { value: "no", probability: 0.25 },
      ],
      modelVersion: "3",
      latencyMs: 0,
      findings: [],
      decision: null,
    });
    await expect(ask({ age: "x", city: "a" })).rejects.toMatchObject({
      code: "endpoint.bad-input",
      details: { column: "age" },
    });
  });

  test("a number where a category is expected is read as text; an absent column is refused by name", () => {
    expect(() => inputTable([{ city: 3 }], signature)).toThrow(
      expect.objectContaining({ code: "endpoint.column-absent", details: { column: "age" } }),
    );
    const read = inputTable([{ city: 3, age: null }], signature);
    expect(read.columns.get("city")).toMatchObject({ categories: ["3"] });
    expect(read.columns.get("age")).toMatchObject({ values: Float64Array.of(NaN) });
  });

  test("a missing value is not a violation, one within a range's width of the range neither", () => {
    expect(violationsOf({ age: null, city: null }, features, stats)).toEqual([]);
    expect(violationsOf({ age: 52, city: "a" }, features, stats)).toEqual([]);
    expect(violationsOf({ age: 52.1, city: "a" }, features, stats)).toEqual(["age"]);
  });
});

describe("the session cache", () => {
  test("opens a package once, disposes the least recently used, forgets failures", async () => {
    const log: string[] = [];
    const cache = createSessionCache(async (wanted) => {
      log.push(`open ${wanted}`);
      if (wanted === "bad" && log.length < 4) throw new AppError("package.runtime-failed");
      return { ...session, dispose: async () => void log.push(`dispose ${wanted}`) };
    }, 2);
    for (const wanted of ["a", "a", "b", "bad"]) await cache.open(digest(wanted)).catch(() => log.push("failed"));
    await cache.open(digest("bad"));
    expect(log).toEqual(["open a", "open b", "open bad", "dispose a", "failed", "open bad"]);
    await cache.dispose();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(log.slice(-2).sort()).toEqual(["dispose b", "dispose bad"]);
  });
});
