import { describe, expect, test } from "vitest";
import { asId } from "../ids";
import { judgeRule } from "./alert";
import { explainAlert } from "./explain-alert";
import {
  DEFAULT_RULE,
  SERIES,
  type AlertEvidence,
  type ColumnDrift,
  type MonitorWindow,
  type SeriesName,
} from "./monitor";
import { referenceRecords, sampleRows } from "./reference";
import { p95Ms } from "./series";
import type { PredictionRecord } from "../serving/endpoint";

function column(name: string, psi: number, verdict: ColumnDrift["verdict"] = "drift"): ColumnDrift {
  return { column: name, test: "ks", score: 0.01, threshold: 0.05, operator: "<=", verdict, psi };
}

function window(index: number, values: Partial<Record<SeriesName, number>>): MonitorWindow {
  const series = Object.fromEntries(SERIES.map((name) => [name, values[name] ?? null])) as MonitorWindow["series"];
  const columns = [1, 2, 3, 4, 5, 6].map((rank) => column(`c${rank}`, rank / 10));
  return {
    monitorId: asId("m"),
    endpointId: asId("e"),
    index,
    fromMinute: index * 20 + 1,
    toMinute: index * 20 + 21,
    rows: 200,
    series,
    columns: [...columns, column("calm", 3, "stable")],
    prediction: column("label", 0.9),
    labelledRows: 0,
    byVersion: [],
  };
}

/** The evidence of an alert, null when the rule says anything else. */
function evidenceOf(...input: Parameters<typeof judgeRule>): AlertEvidence | null {
  const said = judgeRule(...input);
  return said.verdict === "alert" ? said.evidence : null;
}

const shares = (...values: readonly number[]): MonitorWindow[] =>
  values.map((value, index) => window(index, { "drift.share": value }));

describe("the alert rule", () => {
  test("fires when a condition holds in three of the last five windows, and says values and windows", () => {
    expect(evidenceOf(DEFAULT_RULE, shares(0.9, 0.1, 0.9, 0.1))).toBeNull();
    const evidence = evidenceOf(DEFAULT_RULE, shares(0.9, 0.1, 0.5, 0.2, 0.6));
    expect(evidence).toMatchObject({
      condition: { series: "drift.share", operator: ">=", threshold: 0.5 },
      values: [0.9, 0.1, 0.5, 0.2, 0.6],
      windowIndices: [0, 1, 2, 3, 4],
    });
    expect(evidence?.columns.map(({ column: name }) => name)).toEqual(["c6", "c5", "c4", "c3", "c2"]);
  });

  test("forgets windows that are older than the last five", () => {
    expect(evidenceOf(DEFAULT_RULE, shares(0.9, 0.9, 0.1, 0.1, 0.1, 0.9))).toBeNull();
  });

  test("does not count windows that begin at or before the routes changed", () => {
    const windows = shares(0.9, 0.9, 0.9, 0.9);
    expect(evidenceOf(DEFAULT_RULE, windows, 20)?.windowIndices).toEqual([1, 2, 3]);
    expect(evidenceOf(DEFAULT_RULE, windows, 21)).toBeNull();
    expect(evidenceOf(DEFAULT_RULE, windows, 40)).toBeNull();
  });

  test("does not mix conditions: two of one and one of another do not add up", () => {
    const windows = [
      window(0, { "drift.share": 0.9 }),
      window(1, { "drift.prediction": 1 }),
      window(2, { "drift.share": 0.9 }),
    ];
    expect(evidenceOf(DEFAULT_RULE, windows)).toBeNull();
  });

  test("a missing value meets no condition, any series can be watched", () => {
    const rule = { anyOf: [{ series: "performance.primary", operator: "<", threshold: 0.8 }], m: 2, n: 3 } as const;
    const values = [0.7, undefined, 0.75].map((value, index) =>
      window(index, value === undefined ? {} : { "performance.primary": value }),
    );
    expect(evidenceOf(rule, values)).toMatchObject({ values: [0.7, null, 0.75], columns: [] });
    expect(evidenceOf(rule, values.slice(0, 2))).toBeNull();
  });

  test("is ok only when every condition could be judged often enough, and says which one lacks windows", () => {
    const calm = { "drift.share": 0.1, "drift.prediction": 0 };
    const windows = [0, 1, 2].map((index) => window(index, calm));
    expect(judgeRule(DEFAULT_RULE, windows)).toEqual({ verdict: "ok" });
    const lacking = { verdict: "not-enough-data", series: "drift.share", judged: 2, needed: 3 };
    expect(judgeRule(DEFAULT_RULE, windows.slice(1))).toEqual(lacking);
    const blind = windows.map(({ index }) => window(index, { "drift.share": 0.1 }));
    expect(judgeRule(DEFAULT_RULE, blind)).toEqual({ ...lacking, series: "drift.prediction", judged: 0 });
    expect(judgeRule(DEFAULT_RULE, [])).toMatchObject({ verdict: "not-enough-data", judged: 0 });
    const alarmed = windows.map(({ index }) => window(index, { "drift.share": 0.9 }));
    expect(judgeRule(DEFAULT_RULE, alarmed).verdict).toBe("alert");
  });

  test("prediction drift names the prediction", () => {
    const windows = [0, 1, 2].map((index) => window(index, { "drift.prediction": 1, "drift.share": 0.1 }));
    expect(evidenceOf(DEFAULT_RULE, windows)?.columns).toEqual([column("label", 0.9)]);
  });

  test("its explanation has the formula, both operands and the threshold", () => {
    const evidence = evidenceOf(DEFAULT_RULE, shares(0.9, 0.1, 0.5, 0.6));
    if (!evidence) throw new Error("an alert was expected");
    expect(explainAlert(evidence)).toMatchObject({
      series: "drift.share",
      operator: ">=",
      threshold: 0.5,
      value: 0.6,
      met: 3,
      windows: 4,
      m: 3,
      n: 5,
      points: [{ met: true }, { met: false }, { met: true }, { met: true }],
      columns: [{ column: "c6", psi: 0.6 }, {}, {}, {}, {}],
    });
  });
});

describe("series and reference", () => {
  test("p95 is the nearest rank", () => {
    const records = Array.from({ length: 100 }, (_, index) => ({ latencyMs: 100 - index }) as PredictionRecord);
    expect(p95Ms(records)).toBe(95);
    expect(p95Ms([])).toBeNull();
  });

  test("a reference from the traffic has each source row once, the last thousand of them", () => {
    const record = (sourceRow: number) => ({ sourceRow, error: null }) as PredictionRecord;
    const many = Array.from({ length: 2_400 }, (_, index) => record(index % 1_200));
    const kept = referenceRecords(many) ?? [];
    expect(kept.map(({ sourceRow }) => sourceRow)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 200));
    expect(referenceRecords(many.slice(0, 99))).toBeNull();
  });

  test("the reference is a seeded sample without repeats, ascending", () => {
    const rows = Uint32Array.from({ length: 3_000 }, (_, row) => row * 2);
    const sample = sampleRows(rows, 1_000, 7);
    expect(sample).toEqual(sampleRows(rows, 1_000, 7));
    expect(sample).not.toEqual(sampleRows(rows, 1_000, 8));
    expect(new Set(sample).size).toBe(1_000);
    expect([...sample]).toEqual([...sample].sort((a, b) => a - b));
    expect(sampleRows(rows.subarray(0, 50), 1_000, 7)).toEqual(rows.subarray(0, 50));
  });
});
