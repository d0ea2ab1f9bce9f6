import { expect, it } from "vitest";
import { degenerate, measured, notEnoughData } from "../../statistics/measured";
import { attributionDrift } from "../attribution-drift";
import { boundedShare } from "../performance/estimated-value";
import { findingOfAttribution, findingOfEstimate, type EstimateFinding } from "./model-finding";

const where = { kind: "window", name: "3" } as const;
const cbpe: EstimateFinding = {
  method: "cbpe",
  assumption: "covariate-shift-only",
  metric: "accuracy",
  where,
  estimate: boundedShare(0.7, 0.01),
  bounds: { lower: 0.75, upper: null },
};

it("an estimate is held against its bounds and names method and assumption", () => {
  const finding = findingOfEstimate(cbpe);
  expect(finding).toMatchObject({ what: "performance.estimated.accuracy", operator: "within", verdict: "fail" });
  expect(finding.explanation).toBe("performance.cbpe.covariate-shift-only");
  expect(findingOfEstimate({ ...cbpe, bounds: { lower: 0.7, upper: null } }).verdict).toBe("pass");
  expect(findingOfEstimate({ ...cbpe, bounds: null })).toMatchObject({ value: 0.7, verdict: "skipped" });
});

it("an estimate carries the bounds of sampling where they are known", () => {
  const { interval } = findingOfEstimate(cbpe);
  expect(interval?.kind).toBe("sampling");
  expect(interval?.low).toBeCloseTo(0.67, 12);
  expect(interval?.high).toBeCloseTo(0.73, 12);
  const loss = measured({ value: 2, samplingError: null, lower: null, upper: null });
  expect(findingOfEstimate({ ...cbpe, method: "dle", metric: "mae", estimate: loss })).not.toHaveProperty("interval");
  const few = findingOfEstimate({ ...cbpe, estimate: notEnoughData(20, 3) });
  expect(few).toMatchObject({ value: null, verdict: "not-enough-data", notMeasured: { got: 3 } });
});

it("a ranking of features holds from Clarify's limit up", () => {
  const train = { age: 0.9, fee: 0.1, city: 0 };
  const same = findingOfAttribution(where, attributionDrift({ train, live: train }));
  expect(same).toMatchObject({ value: 1, operator: ">=", threshold: 0.9, verdict: "pass" });
  const live = { age: 0, fee: 0.1, city: 0.9 };
  expect(findingOfAttribution(where, attributionDrift({ train, live })).verdict).toBe("fail");
  const other = findingOfAttribution(where, attributionDrift({ train, live: { age: 1 } }));
  expect(other).toMatchObject({ value: null, notMeasured: degenerate("unseen-category"), threshold: null });
});
