import { describe, expect, test } from "vitest";
import { casesOf, inputOf, isClose } from "../testing/reference";
import { ATTRIBUTION_DRIFT_THRESHOLD, attributionDrift, type Attributions } from "./attribution-drift";

describe("attribution drift", () => {
  test.each(casesOf("attribution_drift"))("agrees with Clarify's nDCG: $id", (reference) => {
    const expected = reference.expected as { readonly ndcg: number; readonly alert_below: number };
    const result = attributionDrift({
      train: inputOf(reference, "train") as Attributions,
      live: inputOf(reference, "live") as Attributions,
    });
    if (result.kind !== "measured") throw new Error(result.kind);
    expect(isClose(result.ndcg, expected.ndcg, reference.tol)).toBe(true);
    expect(result.alertBelow).toBe(expected.alert_below);
    expect(ATTRIBUTION_DRIFT_THRESHOLD).toBe(expected.alert_below);
    expect(result).toMatchObject({ drifted: true, liveRanking: ["rank", "gpa", "sat"] });
  });

  test("is 1 where the ranking holds, whatever the sizes", () => {
    const result = attributionDrift({ train: { a: 5, b: 3, c: 0 }, live: { a: 0.3, b: 0.2, c: 0.1 } });
    expect(result).toMatchObject({ ndcg: 1, drifted: false });
  });

  test("does not depend on the order of the features, ties included", () => {
    const one = attributionDrift({ train: { a: 5, b: 3, c: 1 }, live: { a: 1, b: 1, c: 2 } });
    const other = attributionDrift({ train: { c: 1, b: 3, a: 5 }, live: { b: 1, c: 2, a: 1 } });
    expect(other).toEqual(one);
    const [dcg, best] = [1 + (4 / Math.log2(3) + 4 / 2), 5 + 3 / Math.log2(3) + 1 / 2];
    expect(one).toMatchObject({ ndcg: expect.closeTo(dcg / best, 12) as number });
  });

  test.each([
    ["no feature", {}, {}, "not-enough-data"],
    ["another feature", { a: 1 }, { b: 1 }, "degenerate"],
    ["all zero", { a: 0 }, { a: 1 }, "degenerate"],
    ["negative", { a: -1 }, { a: 1 }, "degenerate"],
    ["not a number", { a: 1 }, { a: NaN }, "degenerate"],
  ] as const)("refuses by name: %s", (_, train, live, kind) => {
    expect(attributionDrift({ train: train, live: live }).kind).toBe(kind);
  });
});
