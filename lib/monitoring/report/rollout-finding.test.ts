import { describe, expect, it } from "vitest";
import { metricOutcome } from "../../registry/gate/analysis-run";
import { mixtureLook, NO_LOOK } from "../../registry/gate/mixture-sprt";
import { obrienFlemingBounds } from "../../registry/gate/obrien-fleming";
import { waldLook } from "../../registry/gate/wald-sprt";
import { degenerate } from "../../statistics/measured";
import { findingOfAnalysis, findingOfLook, findingOfMixture, findingOfWald } from "./rollout-finding";

const subject = { what: "service.errorShare", where: { kind: "model", name: "canary" } } as const;

describe("the finding of a canary's analysis", () => {
  const failure = { operator: ">", threshold: 0.1 } as const;
  const of = (results: Parameters<typeof metricOutcome>[0], value: number | null = 0.05) =>
    findingOfAnalysis({ ...subject, value, conditions: { failure }, outcome: metricOutcome(results, { count: 2 }) });

  it("has a verdict and a sentence for each outcome", () => {
    expect(of(["successful", "successful"])).toMatchObject({ verdict: "pass", explanation: "analysis.successful" });
    expect(of(["failed"])).toMatchObject({ verdict: "fail", explanation: "analysis.failed" });
    expect(of(["inconclusive"])).toMatchObject({ verdict: "warn", explanation: "analysis.inconclusive" });
    expect(
      of(
        Array.from({ length: 5 }, () => "error"),
        null,
      ),
    ).toMatchObject({ verdict: "error", value: null });
    expect(of(["successful"])).toMatchObject({ verdict: "not-enough-data", explanation: "analysis.running" });
  });

  it("states the success condition, or the opposite of the failure condition", () => {
    expect(of(["failed"])).toMatchObject({ operator: "<=", threshold: 0.1 });
    const success = { operator: "<", threshold: 0.02 } as const;
    const both = { ...subject, value: 0.05, conditions: { success, failure }, outcome: "inconclusive" } as const;
    expect(findingOfAnalysis(both)).toMatchObject({ operator: "<", threshold: 0.02 });
    expect(findingOfAnalysis({ ...both, conditions: {} }).threshold).toBeNull();
  });
});

describe("the finding of a test that is read again and again", () => {
  const plan = { healthy: 0.02, bad: 0.2, alpha: 0.05, beta: 0.05 };
  const wald = (successes: number, trials: number) => findingOfWald(subject, waldLook({ successes, trials }, plan));

  it("of Wald is healthy, bad, or not decided yet", () => {
    expect(wald(0, 100)).toMatchObject({ verdict: "pass", operator: "<=" });
    expect(wald(20, 40).verdict).toBe("fail");
    expect(wald(0, 3).verdict).toBe("not-enough-data");
    expect(wald(2, 1)).toMatchObject({ value: null, verdict: "degenerate", threshold: null });
  });

  it("of a mixture keeps its p-value above α, and says so while it is silent", () => {
    const look = (canary: number, trials: number) =>
      findingOfMixture(
        subject,
        mixtureLook(
          NO_LOOK,
          { stable: { successes: 50, trials: 1000 }, canary: { successes: canary, trials } },
          { expectedDifference: 0.1 },
        ),
        0.05,
      );
    expect(look(50, 1000)).toMatchObject({ verdict: "pass", operator: ">", threshold: 0.05 });
    expect(look(300, 1000).verdict).toBe("fail");
    expect(look(1, 5)).toMatchObject({ value: 1, verdict: "not-enough-data" });
    const bad = degenerate("out-of-range");
    expect(findingOfMixture(subject, bad, 0.05)).toMatchObject({ value: null, notMeasured: bad });
  });

  it("of planned looks is held against that look's bound, reached from either side", () => {
    const bounds = obrienFlemingBounds(2);
    const look = (z: number, index: number) => findingOfLook(subject, { z, look: index, bounds });
    expect(look(-2.5, 0)).toMatchObject({ value: 2.5, verdict: "pass", explanation: "sequential.looks" });
    expect(look(-2.5, 1).verdict).toBe("fail");
    expect(look(2.5, 2)).toMatchObject({ threshold: null, verdict: "skipped" });
    const none = findingOfLook(subject, { z: 1, look: 0, bounds: obrienFlemingBounds(0) });
    expect(none).toMatchObject({ value: null, verdict: "degenerate" });
  });
});
