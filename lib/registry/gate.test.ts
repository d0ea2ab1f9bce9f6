import { describe, expect, it } from "vitest";
import type { MetricName } from "../data/goal";
import { caseOf } from "../testing/reference";
import { judge } from "./gate";
import type { GateContender } from "./gate-types";

const contender = (version: string, metric: MetricName, value: number | undefined): GateContender => ({
  version,
  gateSet: value === undefined ? {} : { [metric]: value },
  originalTest: {},
});

function ask(options: {
  metric?: MetricName;
  value: number;
  change: number;
  challenger: number | undefined;
  champion: number | null;
  rows?: number;
}) {
  const { metric = "accuracy", value, change, challenger, champion, rows = 100 } = options;
  return judge({
    metric,
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
    expect(result.checks.map((check) => check.key)).toEqual(["value-threshold"]);
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
    expect(unmeasured.checks.map((check) => check.status)).toEqual(["not-enough-data", "not-enough-data"]);
    expect(ask({ value: 0, change: 0, challenger: 0.9, champion: 0.5, rows: 0 }).verdict).toBe("not-blessed");
    expect(ask({ value: 0, change: 0, challenger: NaN, champion: null }).verdict).toBe("not-blessed");
  });

  it("keeps both operands as evidence", () => {
    const change = ask({ value: 0.7, change: 0.01, challenger: 0.9, champion: 0.88 }).checks[1];
    expect(change).toMatchObject({ operator: ">=", threshold: 0.01, evidence: { challenger: 0.9, champion: 0.88 } });
    expect(change?.value).toBeCloseTo(0.02, 12);
  });
});
