import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { seededRandom } from "../../random";
import { measured, notEnoughData } from "../../statistics/measured";
import { caseOf, isClose, numbersOf } from "../../testing/reference";
import { judgeGrades, type Grade } from "./severity";
import { boundsOf } from "./threshold";
import { verdictOf, type Verdict } from "./verdict";
import { alarmStates, falseAlarmShare, judgeWindows } from "./window-rule";

describe("thresholds", () => {
  it("by reference deviation agree with NannyML", () => {
    const entry = caseOf("nannyml/std_threshold");
    const [lower, upper] = (entry.expected as { lower_upper: [number, number] }).lower_upper;
    const bounds = boundsOf({ kind: "reference-deviation" }, numbersOf(entry, "chunk_values"));
    if (bounds.kind !== "measured") throw new Error("no bounds");
    expect(isClose(bounds.lower ?? NaN, lower, entry.tol)).toBe(true);
    expect(isClose(bounds.upper ?? NaN, upper, entry.tol)).toBe(true);
  });

  it("leave a side open, skip unmeasured windows and stay in the figure's range", () => {
    const threshold = { kind: "reference-deviation", lowerMultiplier: null, upperMultiplier: 2 } as const;
    expect(boundsOf(threshold, [1, null, 3])).toEqual(measured({ lower: null, upper: 4 }));
    const range = { lower: 0, upper: 1 };
    expect(boundsOf({ kind: "reference-deviation", range }, [0.2, 0.9])).toEqual(measured({ lower: 0, upper: 1 }));
  });

  it("name what is missing or wrong", () => {
    expect(boundsOf({ kind: "reference-deviation" }, [1, null])).toEqual(notEnoughData(2, 1));
    expect(boundsOf({ kind: "reference-deviation" }, [1, NaN])).toMatchObject({ reason: "not-finite" });
    expect(boundsOf({ kind: "constant", lower: 2, upper: 1 })).toMatchObject({ reason: "out-of-range" });
    expect(boundsOf({ kind: "constant", lower: null, upper: 0.1 })).toEqual(measured({ lower: null, upper: 0.1 }));
  });
});

describe("the verdict over a window", () => {
  test.each([
    [0.1, "ok"],
    [0.3, "ok"],
    [0.0999, "alert"],
    [0.3001, "alert"],
    [null, "not-enough-data"],
    [NaN, "not-enough-data"],
  ] satisfies [number | null, Verdict][])("of %s within [0.1, 0.3] is %s", (value, verdict) => {
    expect(verdictOf(value, measured({ lower: 0.1, upper: 0.3 }))).toBe(verdict);
  });

  it("lacks data without bounds, and never alerts to an open side", () => {
    expect(verdictOf(5, notEnoughData(2, 0))).toBe("not-enough-data");
    expect(verdictOf(-1e9, measured({ lower: null, upper: 1 }))).toBe("ok");
  });
});

describe("M of N windows", () => {
  const verdicts = (text: string): Verdict[] =>
    [...text].map((letter) => (letter === "!" ? "alert" : letter === "." ? "ok" : "not-enough-data"));

  test.each([
    ["!!!", "alert"],
    ["!.!.!", "alert"],
    ["!.!..", "ok"],
    ["!!!.....", "ok"],
    ["!!", "not-enough-data"],
    ["..", "not-enough-data"],
    ["!?!?!", "alert"],
    ["?????", "not-enough-data"],
    ["..?..", "ok"],
  ] satisfies [string, Verdict][])("three of five over %s is %s", (text, verdict) => {
    expect(judgeWindows({ m: 3, n: 5 }, verdicts(text)).verdict).toBe(verdict);
  });

  it("raises once, stays on through silence and clears once", () => {
    const states = alarmStates({ m: 2, n: 3 }, verdicts(".!!???...!"));
    expect(states.map(({ verdict }) => (verdict === "alert" ? "!" : verdict === "ok" ? "." : "?")).join("")).toBe(
      "?.!!!!!...",
    );
    expect(states.map(({ change }) => change).filter((change) => change !== null)).toEqual(["raised", "cleared"]);
  });

  it("depends on the last n windows alone, not on their order", () => {
    const verdict = fc.constantFrom<Verdict>("ok", "alert", "not-enough-data");
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 5, maxLength: 12 }), (all) => {
        const last = all.slice(-5);
        const rule = { m: 3, n: 5 };
        expect(judgeWindows(rule, all)).toEqual(judgeWindows(rule, last.reverse()));
      }),
      { seed: 4 },
    );
  });

  test.each([
    [
      { m: 0, n: 3 },
      { option: "m", value: 0, range: "1, 2, 3, …" },
    ],
    [
      { m: 1.5, n: 3 },
      { option: "m", value: 1.5, range: "1, 2, 3, …" },
    ],
    [
      { m: 4, n: 3 },
      { option: "n", value: 3, range: "4, 5, 6, …" },
    ],
    [
      { m: 2, n: Infinity },
      { option: "n", value: Infinity, range: "2, 3, 4, …" },
    ],
  ])("refuses the rule %j by name", (rule, details) => {
    const refusal = expect.objectContaining({ code: "option.out-of-range", details }) as Error;
    expect(() => judgeWindows(rule, ["ok"])).toThrow(refusal);
    expect(() => falseAlarmShare(rule, 0.1)).toThrow(refusal);
  });

  it("has the false-alarm share of the binomial law, also when simulated", () => {
    expect(falseAlarmShare({ m: 3, n: 5 }, 0.05)).toBeCloseTo(0.001158125, 12);
    expect(falseAlarmShare({ m: 1, n: 1 }, 0.05)).toBeCloseTo(0.05, 12);
    const random = seededRandom("alarms");
    const rule = { m: 2, n: 4 };
    const trials = 4000;
    const alarms = Array.from({ length: trials }, () =>
      judgeWindows(
        rule,
        Array.from({ length: 4 }, () => (random.next() < 0.1 ? "alert" : "ok")),
      ),
    ).filter(({ verdict }) => verdict === "alert").length;
    const p = falseAlarmShare(rule, 0.1);
    expect(Math.abs(alarms / trials - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / trials));
  });
});

describe("severity", () => {
  const grade = (severity: Grade["severity"], upper: number, m: number): Grade => ({
    severity,
    bounds: measured({ lower: null, upper }),
    rule: { m, n: 3 },
  });
  const grades = [grade("info", 0.1, 1), grade("warning", 0.2, 2), grade("critical", 0.4, 2)];

  test.each([
    [[0.05, 0.05, 0.05], "ok", null],
    [[0.05, 0.05, 0.15], "alert", "info"],
    [[0.05, 0.25, 0.5], "alert", "warning"],
    [[0.5, 0.05, 0.5], "alert", "critical"],
    [[null, null, 0.05], "not-enough-data", null],
    [[null, null, 0.3], "alert", "info"],
  ] satisfies [(number | null)[], Verdict, string | null][])("of %j is %s, %s", (values, verdict, severity) => {
    expect(judgeGrades(grades, values)).toMatchObject({ verdict, severity });
  });

  it("is at most a warning for a series that is not critical, whatever order the grades have", () => {
    const reversed = [...grades].reverse();
    expect(judgeGrades(reversed, [0.5, 0.5, 0.5], { critical: false })).toMatchObject({
      severity: "warning",
      alerts: 3,
    });
    expect(judgeGrades([], [0.5]).verdict).toBe("not-enough-data");
  });
});
