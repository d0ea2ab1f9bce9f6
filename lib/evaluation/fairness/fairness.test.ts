import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permutation, seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { caseOf, inputOf, isClose, numbersOf } from "../../testing/reference";
import { metricsByGroup } from "./by-group";
import { differenceInPositiveProportions, disparateImpact } from "./clarify-bias";
import { demographicParityDifference, demographicParityRatio } from "./demographic-parity";
import { disparityDifference, disparityRatio, groupMax, groupMin } from "./disparity";
import { equalOpportunityDifference, equalOpportunityRatio } from "./equal-opportunity";
import { equalizedOddsDifference, equalizedOddsRatio } from "./equalized-odds";
import { FAIRNESS_METRICS, type FairnessMetric } from "./group-metric";
import { groupRows, type SensitiveFeature } from "./grouping";

const reference = caseOf("fairness/fairlearn");
const truth = numbersOf(reference, "y_true");
const answers = numbersOf(reference, "y_pred");
const groupNames = inputOf(reference, "group") as readonly string[];
const expected = reference.expected as {
  readonly by_group: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly overall: Readonly<Record<string, number>>;
} & Readonly<Record<string, number>>;
const SHORT_NAMES: Readonly<Record<string, FairnessMetric>> = {
  selection_rate: "selection_rate",
  tpr: "true_positive_rate",
  fpr: "false_positive_rate",
  tnr: "true_negative_rate",
  fnr: "false_negative_rate",
  accuracy: "accuracy_score",
};

function require<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

function grouped(...features: readonly SensitiveFeature[]) {
  return require(groupRows(features));
}

const grouping = grouped({ name: "group", values: groupNames });
const input = { truth, answers, grouping };

function expectClose(got: number, want: number): void {
  expect(isClose(got, want, reference.tol), `${got} against ${want}`).toBe(true);
}

describe("Fairlearn's numbers", () => {
  const frame = require(metricsByGroup({ ...input, metrics: FAIRNESS_METRICS }));

  test("hold in every group", () => {
    expect(frame.byGroup.map(({ name }) => name)).toEqual(Object.keys(expected.by_group));
    for (const group of frame.byGroup) {
      for (const [short, want] of Object.entries(expected.by_group[group.name]!)) {
        if (short === "count") expect(group.count).toBe(want);
        else expectClose(require(group.metrics[SHORT_NAMES[short]!]).value, want);
      }
    }
  });

  test("hold over all rows", () => {
    for (const [short, want] of Object.entries(expected.overall)) {
      expectClose(require(frame.overall[SHORT_NAMES[short]!]).value, want);
    }
  });

  const accuracy = { frame, metric: "accuracy_score" } as const;
  const facet = (name: string) => {
    const rows = [...grouping.groups.find((group) => group.name === name)!.rows];
    return { truth: rows.map((row) => truth[row]!), answers: rows.map((row) => answers[row]!) };
  };
  const facets = { advantaged: facet("A"), disadvantaged: facet("B") };
  const DISPARITIES: readonly (readonly [string, Measured<{ readonly value: number }>])[] = [
    ["demographic_parity_difference", demographicParityDifference(input)],
    ["demographic_parity_ratio", demographicParityRatio(input)],
    ["demographic_parity_difference_to_overall", demographicParityDifference({ ...input, method: "to_overall" })],
    ["equal_opportunity_difference", equalOpportunityDifference(input)],
    ["equal_opportunity_ratio", equalOpportunityRatio(input)],
    ["equalized_odds_difference_worst_case", equalizedOddsDifference(input)],
    ["equalized_odds_difference_mean", equalizedOddsDifference({ ...input, agg: "mean" })],
    ["equalized_odds_ratio_worst_case", equalizedOddsRatio(input)],
    ["accuracy_difference", disparityDifference(accuracy)],
    ["clarify_DPPL_A_minus_B", differenceInPositiveProportions(facets)],
    ["clarify_DI_B_over_A", disparateImpact(facets)],
  ];

  test.each(DISPARITIES)("hold for %s", (name, result) => expectClose(require(result).value, expected[name]!));

  test("are all looked at", () => {
    const names = [...DISPARITIES.map(([name]) => name), "by_group", "overall"];
    expect(names.sort()).toEqual(Object.keys(expected).sort());
  });

  test("name the groups that are apart", () => {
    expect(demographicParityDifference(input)).toMatchObject({ group: "C", other: "B", leftOut: [] });
    expect(groupMin(accuracy)).toMatchObject({ name: "A" });
    expect(groupMax(accuracy)).toMatchObject({ name: "C" });
  });

  test("invert a ratio to overall that is above 1", () => {
    const rates = Object.values(expected.by_group).map((group) => group["accuracy"]! / expected.overall["accuracy"]!);
    const want = Math.min(...rates.map((ratio) => Math.min(ratio, 1 / ratio)));
    expectClose(require(disparityRatio({ ...accuracy, method: "to_overall" })).value, want);
  });
});

describe("groups", () => {
  test("of several features are their intersections, and the empty ones are named", () => {
    const sex = { name: "sex", values: ["f", "m", "f", "m", null] };
    const age = { name: "age", values: ["old", "old", "young", "old", "old"] };
    const found = grouped(sex, age);
    expect(found.groups.map(({ name, rows }) => [name, [...rows]])).toEqual([
      ["f & old", [0]],
      ["f & young", [2]],
      ["m & old", [1, 3]],
    ]);
    expect(found).toMatchObject({ empty: ["m & young"], ungroupedRows: 1, features: ["sex", "age"] });
  });

  test("too small to trust are named, and count all the same", () => {
    const frame = require(metricsByGroup({ ...input, metrics: FAIRNESS_METRICS, smallBelow: 40 }));
    expect(frame.smallGroups).toEqual(["C"]);
    expect(disparityDifference({ frame, metric: "selection_rate" })).toMatchObject({ group: "C" });
  });

  test("without a positive row are left out of equal opportunity by name", () => {
    const values = ["a", "a", "b", "b", "c", "c"];
    const result = equalOpportunityDifference({
      truth: [1, 1, 1, 0, 0, 0],
      answers: [1, 0, 1, 0, 1, 0],
      grouping: grouped({ name: "g", values }),
    });
    expect(result).toMatchObject({ kind: "measured", value: 0.5, leftOut: ["c"] });
  });

  test.each([
    ["one group alone", ["a", "a"], [0, 1], [1, 1], { kind: "not-enough-data", needed: 2, got: 1 }],
    ["nobody selected", ["a", "b"], [0, 1], [0, 0], { kind: "degenerate", reason: "zero-denominator" }],
    ["a label that is no 0 and no 1", ["a", "b"], [0, 2], [0, 1], { kind: "degenerate", reason: "unseen-category" }],
    ["lists of different lengths", ["a", "b", "b"], [0, 1], [0, 1], { kind: "degenerate", reason: "lengths-differ" }],
  ])("refuse a ratio by name: %s", (_, values, labels, selected, want) => {
    const result = demographicParityRatio({
      truth: labels,
      answers: selected,
      grouping: grouped({ name: "g", values }),
    });
    expect(result).toEqual(want);
  });

  test("need rows", () => {
    expect(groupRows([])).toMatchObject({ kind: "not-enough-data" });
    expect(groupRows([{ name: "g", values: [] }])).toMatchObject({ kind: "not-enough-data" });
  });
});

describe("properties", () => {
  const rowsOf = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1), fc.constantFrom("a", "b", "c")), {
    minLength: 8,
    maxLength: 60,
  });
  const inputFrom = (rows: readonly (readonly [number, number, string])[]) => ({
    truth: rows.map(([label]) => label),
    answers: rows.map(([, answer]) => answer),
    grouping: grouped({ name: "g", values: rows.map(([, , group]) => group) }),
  });

  test("the order of the rows changes nothing", () => {
    fc.assert(
      fc.property(rowsOf, fc.nat(), (rows, seed) => {
        const shuffled = [...permutation(rows.length, seededRandom(seed))].map((row) => rows[row]!);
        expect(equalizedOddsDifference(inputFrom(shuffled))).toEqual(equalizedOddsDifference(inputFrom(rows)));
        expect(demographicParityRatio(inputFrom(shuffled))).toEqual(demographicParityRatio(inputFrom(rows)));
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test("groups that are copies of one another are equal, and all disparities lie in [0, 1]", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const copies = ["a", "b"].flatMap((name) => rows.map(([label, answer]) => [label, answer, name] as const));
        expect(demographicParityDifference(inputFrom(copies))).toMatchObject({ value: 0 });
        for (const measure of [demographicParityDifference, equalizedOddsRatio, equalOpportunityRatio]) {
          const result = measure(inputFrom(rows));
          if (result.kind !== "measured") continue;
          expect(result.value).toBeGreaterThanOrEqual(0);
          expect(result.value).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});
