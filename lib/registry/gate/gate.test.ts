import { describe, expect, it, test } from "vitest";
import { caseOf } from "../../testing/reference";
import { judgeMeasurement, metricOutcome, rolloutStep, runOutcome, type MeasurementResult } from "./analysis-run";
import { bless, matches, type MetricRule } from "./blessing";
import { mlflowFailures } from "./mlflow-threshold";
import { passesChange, passesValue } from "./tfma-threshold";

const HIGHER = { kind: "change", direction: "higher-is-better" } as const;
const LOWER = { kind: "change", direction: "lower-is-better" } as const;

describe("thresholds of TFX and MLflow", () => {
  const rows = caseOf("gates/tfma_mlflow_truth_table").expected as readonly Readonly<
    Record<string, number | boolean | null>
  >[];

  test.each(rows)("give the reference's truth table for $candidate against $baseline", (row) => {
    const [candidate, baseline] = [row.candidate as number, row.baseline as number];
    const mlflow = (rule: object): boolean =>
      mlflowFailures(candidate, baseline, { greaterIsBetter: true, ...rule }).length === 0;
    const got: Record<string, unknown> = {
      candidate,
      baseline,
      "tfma_value_ge_0.7": passesValue(candidate, { kind: "value", lower: 0.7 }),
      "tfma_change_abs_ge_-1e-10_higher": passesChange(candidate, baseline, { ...HIGHER, absolute: -1e-10 }),
      "tfma_change_rel_ge_0.01_higher_CODE": passesChange(candidate, baseline, { ...HIGHER, relative: 0.01 }),
      "mlflow_threshold_0.7": mlflow({ threshold: 0.7 }),
      "mlflow_min_absolute_change_0.01": mlflow({ minAbsoluteChange: 0.01 }),
      "mlflow_min_relative_change_0.01": mlflow({ minRelativeChange: 0.01 }),
    };
    // The table says null where a relative change has no value: that fails.
    const wanted = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? false]));
    expect(got).toEqual(wanted);
  });

  it("include both bounds of a value, and turn around where lower is better", () => {
    const between = { kind: "value", lower: 0.5, upper: 0.9 } as const;
    expect([0.4999, 0.5, 0.9, 0.9001, NaN].map((m) => passesValue(m, between))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(passesChange(0.9, 1, { ...LOWER, absolute: -0.05, relative: -0.1 + 1e-12 })).toBe(true);
    expect(passesChange(0.97, 1, { ...LOWER, absolute: -0.05 })).toBe(false);
    expect(passesChange(1, NaN, { ...LOWER, absolute: 9 })).toBe(false);
  });

  it("name every reason for which MLflow fails a candidate", () => {
    const rule = { threshold: 0.3, minAbsoluteChange: 0.1, minRelativeChange: 0.5, greaterIsBetter: false };
    expect(mlflowFailures(0.2, 0.4, rule)).toEqual([]);
    expect(mlflowFailures(0.39, 0.4, rule)).toEqual(["threshold", "min-absolute-change", "min-relative-change"]);
    expect(mlflowFailures(0.2, null, rule)).toEqual(["missing-baseline"]);
    expect(mlflowFailures(null, 0.4, rule)).toEqual(["missing-candidate"]);
    expect(mlflowFailures(0, 0, { minRelativeChange: 0.1, greaterIsBetter: true })).toEqual(["min-relative-change"]);
    expect(mlflowFailures(-1e-10, 0, { minRelativeChange: 0.1, greaterIsBetter: false })).toEqual([]);
  });
});

describe("blessing", () => {
  const rules: readonly MetricRule[] = [
    { metric: "accuracy", threshold: { kind: "value", lower: 0.7 } },
    { metric: "accuracy", threshold: { ...HIGHER, absolute: -1e-10 } },
    { metric: "accuracy", threshold: { kind: "value", lower: 0.6 }, slices: { city: null } },
  ];
  const figures = (all: number | null, lima: number, quito: number) => [
    { slice: {}, metrics: { accuracy: all } },
    { slice: { city: "Lima" }, metrics: { accuracy: lima } },
    { slice: { city: "Quito" }, metrics: { accuracy: quito } },
  ];

  it("is given when every threshold of every slice passes", () => {
    const { verdict, findings } = bless(rules, figures(0.8, 0.7, 0.9), figures(0.8, 0.9, 0.9));
    expect(verdict).toBe("blessed");
    expect(findings.map(({ slice }) => slice)).toEqual([{}, {}, { city: "Lima" }, { city: "Quito" }]);
  });

  it("is refused for one bad slice, which it names with both operands", () => {
    const { verdict, findings } = bless(rules, figures(0.8, 0.5, 0.9), figures(0.75, 0.9, 0.9));
    expect(verdict).toBe("not-blessed");
    const failed = findings.filter(({ status }) => status === "fail");
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ slice: { city: "Lima" }, candidate: 0.5, baseline: 0.9 });
    expect(failed[0]?.change?.absolute).toBeCloseTo(-0.4, 12);
  });

  it("is a rubber stamp without a baseline, and refused all the same for a bad value", () => {
    expect(bless(rules, figures(0.8, 0.7, 0.9), null).verdict).toBe("rubber-stamped");
    expect(bless(rules, figures(0.6, 0.7, 0.9), null).verdict).toBe("not-blessed");
    expect(bless(rules.slice(0, 1), figures(0.8, 0.7, 0.9), null).verdict).toBe("blessed");
  });

  it("is refused for what is missing: a metric, a slice, the baseline's metric", () => {
    const statuses = (...args: Parameters<typeof bless>) => bless(...args).findings.map(({ status }) => status);
    expect(statuses(rules.slice(0, 1), figures(null, 1, 1), null)).toEqual(["missing-metric"]);
    expect(statuses(rules.slice(2), figures(1, 1, 1).slice(0, 1), null)).toEqual(["missing-slice"]);
    expect(statuses(rules.slice(1, 2), figures(1, 1, 1), [])).toEqual(["missing-metric"]);
    expect(bless(rules.slice(1, 2), figures(1, 1, 1), []).verdict).toBe("not-blessed");
  });

  it("matches all rows, the slices of a column, or one slice", () => {
    expect(matches({}, {})).toBe(true);
    expect(matches({}, { city: "Lima" })).toBe(false);
    expect(matches({ city: null }, { city: "Lima" })).toBe(true);
    expect(matches({ city: "Lima" }, { city: "Quito" })).toBe(false);
    expect(matches({ city: null }, { city: "Lima", age: 3 })).toBe(false);
  });
});

describe("a canary's analysis", () => {
  const [ok, bad, unsure, error] = ["successful", "failed", "inconclusive", "error"] as const;

  it("judges a measurement by success, by failure, or by both", () => {
    const success = { operator: ">=", threshold: 0.95 } as const;
    const failure = { operator: "<", threshold: 0.9 } as const;
    const judged = (conditions: object) => [0.96, 0.92, 0.8, null].map((value) => judgeMeasurement(value, conditions));
    expect(judged({ success })).toEqual([ok, bad, bad, error]);
    expect(judged({ failure })).toEqual([ok, ok, bad, error]);
    expect(judged({ success, failure })).toEqual([ok, unsure, bad, error]);
    expect(judgeMeasurement(1, {})).toBe(ok);
  });

  test.each([
    ["runs until the count is reached", [ok, ok], { count: 3 }, "running"],
    ["succeeds at the count", [ok, ok, ok], { count: 3 }, "successful"],
    ["fails at the first failure when none is tolerated", [ok, bad], { count: 3 }, "failed"],
    ["tolerates as many failures as the limit", [bad, ok, ok], { count: 3, failureLimit: 1 }, "successful"],
    ["fails one past the limit", [bad, ok, bad], { count: 9, failureLimit: 1 }, "failed"],
    ["counts no failures when the limit is off", [bad, bad, bad], { count: 3, failureLimit: -1 }, "successful"],
    ["pauses on an inconclusive measurement", [ok, unsure], { count: 3 }, "inconclusive"],
    ["tolerates four errors in a row", [error, error, error, error], { count: 1 }, "running"],
    ["gives up at the fifth", [error, error, error, error, error], { count: 1 }, "error"],
    [
      "forgets errors that a measurement followed",
      [error, error, ok, error],
      { count: 3, consecutiveErrorLimit: 2 },
      "running",
    ],
    [
      "succeeds early after enough successes in a row",
      [bad, ok, ok],
      { count: 9, failureLimit: 3, consecutiveSuccessLimit: 2 },
      "successful",
    ],
    ["runs on without a count", [ok, ok, ok, ok], { count: null }, "running"],
  ] satisfies [string, MeasurementResult[], object, string][])("%s", (_, results, limits, wanted) => {
    expect(metricOutcome(results, limits)).toBe(wanted);
  });

  it("is the worst of its metrics, and says what the roll-out does", () => {
    expect(runOutcome([])).toBe("successful");
    expect(runOutcome(["successful", "running"])).toBe("running");
    expect(runOutcome(["running", "inconclusive", "successful"])).toBe("inconclusive");
    expect(runOutcome(["failed", "inconclusive", "error"])).toBe("failed");
    expect(["running", ok, unsure, bad, error].map((outcome) => rolloutStep(outcome as "running"))).toEqual([
      "wait",
      "continue",
      "pause",
      "abort",
      "abort",
    ]);
  });
});
