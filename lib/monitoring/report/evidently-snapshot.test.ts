import { describe, expect, it } from "vitest";
import { z } from "zod";
import { asId } from "../../ids";
import { SERIES, type ColumnDrift, type MonitorWindow } from "../monitor";
import { evidentlySnapshot, NOT_MEASURED, type FindingTexts } from "./evidently-snapshot";
import { findingOfBounds, reportOf } from "./finding";
import { monitorReport } from "./monitor-report";

const drift: ColumnDrift = {
  column: "age",
  test: "ks",
  score: 0.01,
  threshold: 0.05,
  operator: "<",
  verdict: "drift",
  psi: 0.3,
};
const none = Object.fromEntries(SERIES.map((name) => [name, null])) as MonitorWindow["series"];
const window: MonitorWindow = {
  monitorId: asId("m"),
  endpointId: asId("e"),
  index: 4,
  fromMinute: 81,
  toMinute: 101,
  rows: 200,
  series: { ...none, "drift.share": 0.5, "quality.missingShare": 0.02 },
  columns: [
    drift,
    { ...drift, column: "__proto__", score: 0.4, verdict: "stable" },
    { ...drift, column: "same", score: null, verdict: "degenerate" },
    { ...drift, column: "city", test: "chi2", score: 0.2, verdict: "stable" },
  ],
  prediction: null,
  labelledRows: 0,
  byVersion: [],
};
const rule = {
  anyOf: [
    { series: "drift.share", operator: ">=", threshold: 0.5 },
    { series: "quality.missingShare", operator: ">=", threshold: 0.1 },
  ],
  m: 3,
  n: 5,
} as const;
const texts: FindingTexts = {
  title: "Monitor, window 5",
  name: ({ what }) => what,
  where: ({ where }) => where.name,
  description: ({ explanation }) => explanation,
};
const report = monitorReport({ monitor: { id: asId("m"), rule }, window, createdAtMs: 0 });
const snapshot = evidentlySnapshot(report, texts);

/** What Evidently 0.7.21 reads: `SnapshotModel`, `SingleValue`, `CountValue`, `MetricTestResult` and `MetricConfig` of its source. */
const config = z.strictObject({ metric_id: z.string(), params: z.record(z.string(), z.unknown()) });
const test = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  metric_config: config,
  test_config: z.looseObject({ type: z.string() }),
  status: z.enum(["SUCCESS", "WARNING", "FAIL", "ERROR", "SKIPPED"]),
});
const result = {
  display_name: z.string(),
  metric_value_location: z.strictObject({ metric: config, param: z.record(z.string(), z.string()) }),
  widget: z.null(),
  tests: z.array(test),
};
const single = z.strictObject({
  ...result,
  type: z.literal("evidently:metric_result_v2:SingleValue"),
  value: z.number(),
});
const count = z.strictObject({
  ...result,
  type: z.literal("evidently:metric_result_v2:CountValue"),
  count: single,
  share: single,
});
const snapshotModel = z.strictObject({
  report: z.strictObject({ items: z.array(z.unknown()) }),
  name: z.string().nullable(),
  timestamp: z.iso.datetime(),
  metadata: z.record(z.string(), z.array(z.string())),
  tags: z.array(z.string()),
  metric_results: z.record(z.string(), z.discriminatedUnion("type", [single, count])),
  top_level_metrics: z.array(z.string()),
  widgets: z.array(z.unknown()),
  tests_widgets: z.array(z.unknown()),
});

describe("the snapshot for Evidently", () => {
  it("has the shape that its reader takes", () => {
    expect(() => snapshotModel.parse(JSON.parse(JSON.stringify(snapshot)))).not.toThrow();
    expect(snapshot.timestamp).toBe("1970-01-01T00:00:00.000Z");
    expect([...snapshot.top_level_metrics].sort()).toEqual(Object.keys(snapshot.metric_results).sort());
  });

  it("calls drift by Evidently's metrics, methods and tests, and the share with its count", () => {
    const found = snapshot.metric_results["ValueDrift(column=age,method=K-S p_value)"];
    expect(found).toMatchObject({
      value: 0.01,
      metric_value_location: {
        metric: { params: { type: "evidently:metric_v2:ValueDrift", column: "age", threshold: 0.05 } },
      },
      tests: [{ id: "ge", status: "FAIL", test_config: { type: "evidently:test_v2:GreaterOrEqualMetricTest" } }],
    });
    expect(snapshot.metric_results["DriftedColumnsCount"]).toMatchObject({
      count: { value: 1 },
      share: { value: 0.5 },
      tests: [{ id: "lt", status: "FAIL", test_config: { threshold: 0.5 } }],
    });
  });

  it("gives every test a name of its own, and names in the metadata what has no number", () => {
    const tests = Object.values(snapshot.metric_results).flatMap((each) => each.tests);
    expect(tests).toHaveLength(5);
    expect(new Set(tests.map(({ name }) => name)).size).toBe(5);
    expect(snapshot.metadata).toEqual({ [NOT_MEASURED]: ["drift.ks: same"] });
  });

  it("reads a figure of two findings once, with both of their tests", () => {
    const bounds = { what: "performance.estimated", where: { kind: "window", name: "12" }, value: 0.7 } as const;
    const twice = [0.6, 0.8].map((lower) =>
      findingOfBounds({ ...bounds, bounds: { lower, upper: null }, verdict: lower > 0.7 ? "alert" : "ok" }),
    );
    const { metric_results } = evidentlySnapshot(reportOf("r", 0, twice), texts);
    expect(Object.values(metric_results)).toMatchObject([
      {
        value: 0.7,
        tests: [
          { status: "SUCCESS", test_config: { lower: 0.6, upper: null } },
          { status: "FAIL", test_config: { lower: 0.8 } },
        ],
      },
    ]);
  });
});
