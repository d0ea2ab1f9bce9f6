import { expect, it } from "vitest";
import { degenerate, measured, notEnoughData } from "../../statistics/measured";
import { findingOfDisparity } from "./fairness-finding";

const apart = measured({ value: 0.3, group: "a", other: "b", leftOut: [] });

it("a difference must be at most the threshold and a ratio at least, on its edge too", () => {
  const parity = { what: "demographic_parity", result: apart };
  const difference = findingOfDisparity({ ...parity, kind: "difference", threshold: 0.3 });
  expect(difference).toMatchObject({ what: "demographic_parity.difference", operator: "<=", verdict: "pass" });
  expect(difference).toMatchObject({ where: { kind: "slice", name: "a – b" }, explanation: "fairness.difference" });
  expect(findingOfDisparity({ ...parity, kind: "difference", threshold: 0.29 }).verdict).toBe("fail");
  const ratio = findingOfDisparity({ ...parity, kind: "ratio", threshold: 0.8 });
  expect(ratio).toMatchObject({ value: 0.3, operator: ">=", verdict: "fail", explanation: "fairness.ratio" });
});

it("without a threshold it is measured and skipped", () => {
  const finding = findingOfDisparity({ what: "f1", kind: "ratio", result: apart, threshold: null });
  expect(finding).toMatchObject({ value: 0.3, verdict: "skipped" });
});

it("odds of two rates have no pair of groups, and a group against all rows stands alone", () => {
  const odds = measured({ value: 0.2, truePositiveRate: apart, falsePositiveRate: apart });
  const equalized = findingOfDisparity({ what: "equalized_odds", kind: "difference", result: odds, threshold: 0.1 });
  expect(equalized).toMatchObject({ where: { kind: "dataset", name: "" }, verdict: "fail", value: 0.2 });
  const overall = measured({ ...apart, other: null });
  const alone = findingOfDisparity({ what: "f1", kind: "difference", result: overall, threshold: 1 });
  expect(alone.where.name).toBe("a");
});

it("what could not be measured says why", () => {
  for (const result of [notEnoughData(2, 1), degenerate("zero-denominator")]) {
    const finding = findingOfDisparity({ what: "f1", kind: "ratio", result, threshold: 0.8 });
    expect(finding).toMatchObject({ value: null, verdict: result.kind, notMeasured: result });
  }
});
