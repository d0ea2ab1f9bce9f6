import { describe, expect, it } from "vitest";
import { directionOf, type MetricName } from "../data/goal";
import type { DummyComparison } from "../evaluation/comparison/beats-dummy";
import { caseOf } from "../testing/reference";
import { judge } from "./gate";
import { missAtGate, type GateContender } from "./gate-types";
import { worsened } from "./worsened";

const contender = (version: string, metric: MetricName, value: number | undefined): GateContender => ({
  version,
  gateSet: value === undefined ? {} : { [metric]: value },
  originalTest: {},
});

function ask(options: {
  metric?: MetricName;
  minimum?: number;
  value?: number;
  comparison?: DummyComparison;
  change: number;
  challenger: number | undefined;
  champion: number | null;
  rows?: number;
}) {
  const { metric = "accuracy", value, change, challenger, champion, rows = 100 } = options;
  const anything = directionOf(metric) === "maximize" ? -Infinity : Infinity;
  return judge({
    metric,
    minimum: options.minimum ?? anything,
    comparison: options.comparison ?? null,
    params: { valueThreshold: value, changeThreshold: change },
    challenger: contender("2", metric, challenger),
    champion: champion === null ? null : contender("1", metric, champion),
    gateRows: rows,
  });
}

const statusOf = (result: ReturnType<typeof judge>, key: string) =>
  result.checks.find((check) => check.key === key)?.status;

describe("gate", () => {
  it("agrees with the truth table of TFX and MLflow", () => {
    const rows = caseOf("gates/tfma_mlflow_truth_table").expected as readonly Record<string, number | boolean>[];
    for (const row of rows) {
      const [challenger, champion] = [Number(row.candidate), Number(row.baseline)];
      const notWorse = ask({ value: 0.7, change: 0, challenger, champion });
      expect(statusOf(notWorse, "value-threshold") === "pass").toBe(row["tfma_value_ge_0.7"]);
      expect(statusOf(notWorse, "change-threshold") === "pass").toBe(row["tfma_change_abs_ge_-1e-10_higher"]);
      const better = ask({ value: 0.7, change: 0.01, challenger, champion });
      expect(statusOf(better, "change-threshold") === "pass").toBe(row["mlflow_min_absolute_change_0.01"]);
    }
  });

  it("blesses a first model on the value threshold alone", () => {
    const result = ask({ value: 0.8, change: 0.5, challenger: 0.8, champion: null });
    expect(result).toMatchObject({ verdict: "blessed", blessing: "rubber-stamped" });
    expect(result.checks.map((check) => check.key)).toEqual(["minimum-metric", "value-threshold"]);
    const low = ask({ value: 0.8, change: 0.5, challenger: 0.79, champion: null });
    expect(low).toMatchObject({ verdict: "not-blessed", blessing: "not-blessed" });
  });

  it("turns both thresholds around for an error", () => {
    expect(ask({ metric: "rmse", value: 5, change: 0.1, challenger: 4, champion: 4.2 }).verdict).toBe("blessed");
    expect(ask({ metric: "rmse", value: 5, change: 0.1, challenger: 4.15, champion: 4.2 }).verdict).toBe("not-blessed");
    expect(ask({ metric: "rmse", value: 3, change: 0, challenger: 4, champion: 4.2 }).verdict).toBe("not-blessed");
  });

  it("includes both thresholds, and forgives rounding in a change only", () => {
    expect(ask({ value: 0.8, change: 0, challenger: 0.8, champion: 0.8 })).toMatchObject({ blessing: "blessed" });
    expect(ask({ value: 0.8, change: 0, challenger: 0.1 + 0.7, champion: 0.7 }).verdict).toBe("not-blessed");
    expect(ask({ value: 0.7, change: 0.1, challenger: 0.1 + 0.7, champion: 0.7 }).verdict).toBe("blessed");
    expect(ask({ metric: "mae", value: 1, change: 0.1, challenger: 0.2, champion: 0.3 }).verdict).toBe("blessed");
  });

  it("never blesses what could not be measured", () => {
    const unmeasured = ask({ value: 0, change: 0, challenger: undefined, champion: 0.5 });
    expect(unmeasured.verdict).toBe("not-blessed");
    expect(unmeasured.checks.map((check) => check.status)).toEqual(Array(3).fill("not-enough-data"));
    expect(ask({ value: 0, change: 0, challenger: 0.9, champion: 0.5, rows: 0 }).verdict).toBe("not-blessed");
    expect(ask({ value: 0, change: 0, challenger: NaN, champion: null }).verdict).toBe("not-blessed");
  });

  it("keeps both operands as evidence", () => {
    const change = ask({ value: 0.7, change: 0.01, challenger: 0.9, champion: 0.88 }).checks[2];
    expect(change).toMatchObject({ operator: ">=", threshold: 0.01, evidence: { challenger: 0.9, champion: 0.88 } });
    expect(change?.value).toBeCloseTo(0.02, 12);
  });
});

describe("the goal and the paired test at the gate", () => {
  const better = { advantage: 0.05, p: 0.001, verdict: "better" } as const;
  const chance = { advantage: 0.018, p: 0.2, verdict: "no-difference" } as const;
  const worse = { advantage: -0.05, p: 0.001, verdict: "worse" } as const;
  const GOAL = 0.9;
  /** Challenger, champion, what the paired test said; what the gate must say. */
  const TABLE = [
    [0.95, 0.85, better, "blessed", "better", null],
    [0.95, 0.85, chance, "blessed", "reaches-goal", null],
    [0.95, 0.85, null, "blessed", "reaches-goal", null],
    [0.95, 0.85, worse, "not-blessed", null, null],
    [0.95, 0.93, better, "blessed", "better", null],
    [0.95, 0.93, chance, "blessed", "even", null],
    [0.95, 0.96, chance, "not-blessed", null, null],
    [0.866, 0.848, better, "blessed", "better", 0.866],
    [0.866, 0.848, chance, "blessed", "even", 0.866],
    [0.866, 0.848, worse, "not-blessed", null, 0.866],
    [0.866, 0.87, better, "not-blessed", null, 0.866],
    [0.866, 0.95, chance, "not-blessed", null, 0.866],
    [0.95, null, null, "blessed", "reaches-goal", null],
    [0.866, null, null, "not-blessed", null, 0.866],
  ] as const;

  it.each(TABLE)(
    "judges %s against %s with %o: %s, %s",
    (challenger, champion, comparison, verdict, ground, missed) => {
      const more = comparison === null ? {} : { comparison };
      const result = ask({ minimum: GOAL, change: 0, challenger, champion, ...more });
      expect(result).toMatchObject({ verdict, ground, goalMinimum: GOAL });
      expect(missAtGate(result)?.value ?? null).toBe(missed);
    },
  );

  it.each(TABLE)(
    "turns all of it around for an error: %s against %s with %o",
    (challenger, champion, comparison, verdict, ground) => {
      const more = comparison === null ? {} : { comparison };
      const error = (value: number): number => 1 - value;
      const asked = {
        metric: "rmse",
        minimum: error(GOAL),
        change: 0,
        challenger: error(challenger),
        champion: champion === null ? null : error(champion),
      } as const;
      expect(ask({ ...asked, ...more })).toMatchObject({ verdict, ground });
    },
  );

  it("lets no challenger below the goal take the place of a champion that reaches it, however much slack it is given", () => {
    const result = ask({ minimum: GOAL, change: -0.2, challenger: 0.85, champion: 0.92, comparison: chance });
    expect(result.verdict).toBe("not-blessed");
    expect(statusOf(result, "change-threshold")).toBe("pass");
    expect(statusOf(result, "minimum-metric")).toBe("fail");
  });

  it("only warns of the goal where the champion misses it too, and of a gain that may be chance", () => {
    const result = ask({ minimum: GOAL, change: 0, challenger: 0.866, champion: 0.848, comparison: chance });
    expect(statusOf(result, "minimum-metric")).toBe("warn");
    expect(statusOf(result, "paired-test")).toBe("warn");
    expect(result.checks.find(({ key }) => key === "paired-test")).toMatchObject({
      value: 0.018,
      evidence: { p: 0.2 },
    });
  });

  it("says what got worse besides", () => {
    const result = judge({
      metric: "accuracy",
      minimum: GOAL,
      params: { changeThreshold: 0 },
      challenger: { version: "2", gateSet: { accuracy: 0.866, logLoss: 1.2575, f1: 0.86 }, originalTest: {} },
      champion: { version: "1", gateSet: { accuracy: 0.848, logLoss: 1.0356, f1: 0.85 }, originalTest: {} },
      comparison: chance,
      gateRows: 553,
    });
    expect(worsened(result)).toEqual([{ metric: "logLoss", before: 1.0356, value: 1.2575 }]);
  });
});
