import { describe, expect, test } from "vitest";
import { permutation, seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import type { AchievedRates } from "./achieved-rates";
import { selectionProbability } from "./group-threshold";
import { groupRows } from "./grouping";
import { optimiseThresholds, type OptimisedThresholds } from "./threshold-optimiser";
import { mixAt, tradeoffCurve } from "./tradeoff-curve";

function require<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

/** Two groups whose scores mean different things: one shifted up, one noisier. */
function unfairScores(seed: number) {
  const random = seededRandom(seed);
  const rows = Array.from({ length: 400 }, (_, row) => {
    const group = row % 3 === 0 ? "b" : "a";
    const label = Number(random.next() < (group === "a" ? 0.5 : 0.3));
    const noise = group === "a" ? 0.6 : 1.1;
    const score = Math.round(20 * (label + noise * random.normal() + (group === "a" ? 0.4 : 0))) / 20;
    return { group, label, score };
  });
  return {
    truth: rows.map(({ label }) => label),
    scores: rows.map(({ score }) => score),
    grouping: require(groupRows([{ name: "g", values: rows.map(({ group }) => group) }])),
  };
}

/** The accuracy of the best single threshold for all rows. */
function bestPlainAccuracy({
  truth,
  scores,
}: {
  readonly truth: readonly number[];
  readonly scores: readonly number[];
}) {
  return Math.max(
    ...[-Infinity, ...scores].map((threshold) => {
      return truth.filter((label, row) => Number(scores[row]! > threshold) === label).length / truth.length;
    }),
  );
}

function overallAccuracy(result: OptimisedThresholds, sizes: ReadonlyMap<string, number>): number {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return result.groups.reduce((sum, group) => sum + (sizes.get(group.name)! / total) * group.achieved.accuracy, 0);
}

describe("a trade-off curve", () => {
  const group = { scores: Float64Array.from([0.9, 0.8, 0.7, 0.6]), truth: Float64Array.from([1, 0, 1, 0]) };
  const hull = tradeoffCurve(group, {
    x: ({ falsePositives, negatives }) => falsePositives / negatives,
    y: ({ truePositives, positives }) => truePositives / positives,
  });

  test("is the upper hull of the ROC points, thresholds halfway between scores", () => {
    expect(hull.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0, 0.5],
      [0.5, 1],
      [1, 1],
    ]);
    expect(hull.map(({ threshold }) => threshold)).toEqual([Infinity, (0.9 + 0.8) / 2, (0.7 + 0.6) / 2, -Infinity]);
  });

  test("mixes the two neighbouring thresholds", () => {
    expect(mixAt(hull, 0)).toMatchObject({ y: 0.5, p0: 1 });
    expect(mixAt(hull, 0.25)).toMatchObject({ y: 0.75, p0: 0.5, p1: 0.5 });
    expect(mixAt(hull, 0.5)).toMatchObject({ y: 1, p1: 1, threshold1: (0.7 + 0.6) / 2 });
    expect(mixAt(hull, 1)).toMatchObject({ y: 1, p1: 1, threshold1: -Infinity });
  });
});

describe("the threshold optimiser", () => {
  test.each([1, 2, 3])("gives every group one selection rate under demographic parity (seed %i)", (seed) => {
    const data = unfairScores(seed);
    const result = require(optimiseThresholds({ ...data, constraint: "demographic_parity" }));
    for (const { achieved } of result.groups) expect(achieved.selectionRate).toBeCloseTo(result.shared, 10);
    const sizes = new Map(data.grouping.groups.map(({ name, rows }) => [name, rows.length]));
    expect(overallAccuracy(result, sizes)).toBeCloseTo(result.objective, 10);
    expect(result.objective).toBeGreaterThan(0.6);
  });

  test.each([
    ["true_positive_rate_parity", ({ truePositiveRate }: AchievedRates) => truePositiveRate],
    ["false_positive_rate_parity", ({ falsePositiveRate }: AchievedRates) => falsePositiveRate],
    ["true_negative_rate_parity", ({ falsePositiveRate }: AchievedRates) => 1 - falsePositiveRate],
    ["false_negative_rate_parity", ({ truePositiveRate }: AchievedRates) => 1 - truePositiveRate],
  ] as const)(
    "gives every group one rate under %s at no worse an objective than equalized odds",
    (constraint, rateOf) => {
      const data = unfairScores(8);
      const result = require(optimiseThresholds({ ...data, constraint }));
      for (const { achieved } of result.groups) expect(rateOf(achieved)).toBeCloseTo(result.shared, 10);
      const sizes = new Map(data.grouping.groups.map(({ name, rows }) => [name, rows.length]));
      expect(overallAccuracy(result, sizes)).toBeCloseTo(result.objective, 10);
      // Equalized odds asks for both rates at once, so that it can do no better.
      const both = require(optimiseThresholds({ ...data, constraint: "equalized_odds" }));
      expect(result.objective).toBeGreaterThan(both.objective - 0.002);
    },
  );

  test.each([1, 2, 3])("gives every group the same rates under equalized odds (seed %i)", (seed) => {
    const data = unfairScores(seed);
    const result = require(optimiseThresholds({ ...data, constraint: "equalized_odds" }));
    const [a, b] = result.groups;
    expect(a!.achieved.truePositiveRate).toBeCloseTo(b!.achieved.truePositiveRate, 10);
    expect(a!.achieved.falsePositiveRate).toBeCloseTo(result.shared, 10);
    expect(b!.achieved.falsePositiveRate).toBeCloseTo(result.shared, 10);
    const sizes = new Map(data.grouping.groups.map(({ name, rows }) => [name, rows.length]));
    expect(overallAccuracy(result, sizes)).toBeCloseTo(result.objective, 10);
    for (const { rule } of result.groups) {
      expect(rule.ignore).toBeGreaterThanOrEqual(0);
      expect(rule.ignore).toBeLessThanOrEqual(1);
      for (const score of [-9, 0, 0.5, 9]) {
        const probability = selectionProbability(rule, score);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1 + 1e-12);
      }
    }
  });

  test("costs nothing where one group is all there is, at a grid that holds the best rate", () => {
    const data = unfairScores(4);
    const single = require(groupRows([{ name: "g", values: data.truth.map(() => "all") }]));
    const rowCount = data.truth.length;
    const result = require(
      optimiseThresholds({ ...data, grouping: single, constraint: "demographic_parity", gridSize: rowCount }),
    );
    expect(result.objective).toBeCloseTo(bestPlainAccuracy(data), 12);
  });

  test("reports the balanced objective that its rates have, no worse than a coin", () => {
    const data = unfairScores(5);
    const balanced = optimiseThresholds({
      ...data,
      constraint: "equalized_odds",
      objective: "balanced_accuracy_score",
      gridSize: 50,
    });
    const { objective, groups } = require(balanced);
    const [rates] = groups.map(({ achieved }) => achieved);
    expect(objective).toBeCloseTo((rates!.truePositiveRate + 1 - rates!.falsePositiveRate) / 2, 12);
    expect(objective).toBeGreaterThanOrEqual(0.5);
  });

  test("does not depend on the order of the rows", () => {
    const data = unfairScores(7);
    const order = [...permutation(data.truth.length, seededRandom(1))];
    const names = data.truth.map((_, row) => data.grouping.groups.find(({ rows }) => rows.includes(row))!.name);
    const shuffled = {
      truth: order.map((row) => data.truth[row]!),
      scores: order.map((row) => data.scores[row]!),
      grouping: require(groupRows([{ name: "g", values: order.map((row) => names[row]!) }])),
    };
    for (const constraint of ["demographic_parity", "equalized_odds"] as const) {
      const one = require(optimiseThresholds({ ...data, constraint }));
      const other = require(optimiseThresholds({ ...shuffled, constraint }));
      expect(other.objective).toBe(one.objective);
      expect(other.groups.map(({ rule }) => rule)).toEqual(one.groups.map(({ rule }) => rule));
    }
  });

  test.each(["demographic_parity", "true_positive_rate_parity", "equalized_odds"] as const)(
    "flips thresholds under %s where scores tell the wrong way round, and only if it may",
    (constraint) => {
      const data = unfairScores(10);
      const sizes = new Map(data.grouping.groups.map(({ name, rows }) => [name, rows.length]));
      const inverted = { ...data, scores: data.scores.map((score) => -score) };
      const right = require(optimiseThresholds({ ...data, constraint, flip: true }));
      const wrong = require(optimiseThresholds({ ...inverted, constraint, flip: true }));
      expect(wrong.objective).toBeCloseTo(right.objective, 12);
      expect(overallAccuracy(wrong, sizes)).toBeCloseTo(wrong.objective, 10);
      expect(wrong.groups.some(({ rule }) => rule.flipped0 || rule.flipped1)).toBe(true);
      expect(right.objective).toBeCloseTo(require(optimiseThresholds({ ...data, constraint })).objective, 12);
      const stuck = require(optimiseThresholds({ ...inverted, constraint }));
      expect(stuck.groups.some(({ rule }) => rule.flipped0 || rule.flipped1)).toBe(false);
      expect(stuck.objective).toBeLessThan(right.objective - 0.05);
    },
  );

  describe.each([
    "demographic_parity",
    "true_positive_rate_parity",
    "false_positive_rate_parity",
    "true_negative_rate_parity",
    "false_negative_rate_parity",
  ] as const)("under %s", (constraint) => {
    test.each([
      ["selection_rate", ({ selectionRate }: AchievedRates) => selectionRate],
      ["true_positive_rate", ({ truePositiveRate }: AchievedRates) => truePositiveRate],
      ["true_negative_rate", ({ falsePositiveRate }: AchievedRates) => 1 - falsePositiveRate],
    ] as const)("brings the %s of every group to 1, which every parity allows", (objective, rateOf) => {
      const result = require(optimiseThresholds({ ...unfairScores(9), constraint, objective }));
      expect(result.objective).toBeCloseTo(1, 12);
      for (const { achieved } of result.groups) expect(rateOf(achieved)).toBeCloseTo(1, 12);
    });
  });

  test.each(["selection_rate", "true_positive_rate", "true_negative_rate"] as const)(
    "refuses the objective %s under equalized odds by name",
    (objective) => {
      const details = { option: "objective", value: objective, range: "accuracy_score, balanced_accuracy_score" };
      expect(() => optimiseThresholds({ ...unfairScores(9), constraint: "equalized_odds", objective })).toThrow(
        expect.objectContaining({ code: "option.out-of-range", details }) as Error,
      );
    },
  );

  test("refuses an objective that there is not", () => {
    const objective = "precision" as "accuracy_score";
    expect(() => optimiseThresholds({ ...unfairScores(9), constraint: "demographic_parity", objective })).toThrow(
      expect.objectContaining({ code: "option.out-of-range" }) as Error,
    );
  });

  test("refuses by name", () => {
    const data = unfairScores(6);
    const constraint = "equalized_odds";
    const oneClass = data.truth.map((label, row) => (row % 3 === 0 ? 0 : label));
    expect(optimiseThresholds({ ...data, truth: oneClass, constraint })).toMatchObject({ reason: "one-class" });
    expect(optimiseThresholds({ ...data, scores: [1], constraint })).toMatchObject({ reason: "lengths-differ" });
    const broken = data.scores.map((score, row) => (row === 7 ? NaN : score));
    expect(optimiseThresholds({ ...data, scores: broken, constraint })).toMatchObject({ reason: "not-finite" });
  });
});
