import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Column } from "../../data/table";
import { decisionThreshold } from "../classification/decision-threshold";
import { falseNegativeRate, falsePositiveRate, selectionRate, type GroupMetric } from "../fairness/group-metric";
import { cheapestPlace, costOf, outcomesAt, placeOf, ratesAt } from "./at-threshold";
import { judge } from "./judge";
import type { BinaryJudgement } from "./judgement";

const CLASSES = ["no", "yes"];

function judged(truth: readonly number[], scores: readonly number[], sensitive = new Map<string, Column>()) {
  const probabilities = Float32Array.from(scores.flatMap((score) => [1 - score, score]));
  const labels = Int32Array.from(scores, (score) => Number(score > 0.5));
  return judge({
    predictions: { kind: "classes", classes: CLASSES, probabilities, labels },
    actual: { kind: "classes", classes: CLASSES, labels: Int32Array.from(truth) },
    sensitive,
  });
}

function binary(truth: readonly number[], scores: readonly number[], sensitive?: Map<string, Column>): BinaryJudgement {
  const judgement = judged(truth, scores, sensitive);
  if (judgement?.kind !== "binary") throw new Error("not binary");
  return judgement;
}

const rowsOf = fc
  .array(fc.record({ yes: fc.boolean(), score: fc.integer({ min: 0, max: 4096 }) }), { minLength: 2, maxLength: 400 })
  .filter((rows) => rows.some(({ yes }) => yes) && rows.some(({ yes }) => !yes))
  // Of 4096ths, so that single precision holds them exactly.
  .map((rows) => ({ truth: rows.map(({ yes }) => Number(yes)), scores: rows.map(({ score }) => score / 4096) }));

describe("a judgement of two classes", () => {
  it("has a threshold as cheap as the cheapest of all scores, whatever the errors cost", () => {
    const cost = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(rowsOf, cost, cost, ({ truth, scores }, falsePositive, falseNegative) => {
        const judgement = binary(truth, scores);
        const place = cheapestPlace(judgement, { falsePositive, falseNegative });
        const costs = { truePositive: 0, trueNegative: 0, falsePositive, falseNegative };
        const best = decisionThreshold({ truth, scores }, { kind: "cost", costs });
        const found = costOf(outcomesAt(judgement.overall, place), { falsePositive, falseNegative });
        expect(best).toMatchObject({ kind: "measured" });
        if (best.kind === "measured") expect(found).toBeCloseTo(best.value * truth.length, 6);
      }),
      { seed: 9, numRuns: 150 },
    );
  });

  it("counts at every hundredth the rows that score at least that much", () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 0, max: 100 }), ({ truth, scores }, hundredth) => {
        const judgement = binary(truth, scores);
        const at = outcomesAt(judgement.overall, placeOf(judgement, hundredth / 100));
        const reached = scores.map((score) => score >= hundredth / 100);
        expect(at.truePositives).toBe(reached.filter((yes, row) => yes && truth[row] === 1).length);
        expect(at.falsePositives).toBe(reached.filter((yes, row) => yes && truth[row] === 0).length);
      }),
      { seed: 9, numRuns: 100 },
    );
  });

  it("moves its cheapest threshold down when a missed row costs ten times as much", () => {
    const truth = [0, 0, 0, 1, 0, 1, 1];
    const scores = [0.1, 0.2, 0.3, 0.35, 0.55, 0.6, 0.9];
    const judgement = binary(truth, scores);
    const even = cheapestPlace(judgement, { falsePositive: 1, falseNegative: 1 });
    const dear = cheapestPlace(judgement, { falsePositive: 1, falseNegative: 10 });
    expect(outcomesAt(judgement.overall, dear)).toMatchObject({ falseNegatives: 0, falsePositives: 1 });
    expect(judgement.thresholds[dear]!).toBeLessThanOrEqual(judgement.thresholds[even]!);
  });

  it("gives groups the rates of the fairness metrics, and names the group that no row is of", () => {
    const truth = [1, 0, 1, 0, 1, 0, 0, 1];
    const scores = [0.75, 0.625, 0.25, 0.125, 0.875, 0.5, 0.375, 0.125];
    const codes = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]);
    const gender: Column = { storage: "dictionary", codes, categories: ["f", "m", "x"] };
    const judgement = binary(truth, scores, new Map([["gender", gender]]));
    const [column] = judgement.columns;
    expect(column?.empty).toEqual(["x"]);
    const place = placeOf(judgement, 0.5);
    column?.groups.forEach((group, code) => {
      const own = truth.map((_, row) => row).filter((row) => codes[row] === code);
      const rows = { truth: own.map((row) => truth[row]!), answers: own.map((row) => Number(scores[row]! >= 0.5)) };
      const rates = ratesAt(group, place);
      const valueOf = (measure: GroupMetric) => measure(rows);
      expect(valueOf(selectionRate)).toMatchObject({ value: rates.selected?.value });
      expect(valueOf(falsePositiveRate)).toMatchObject({ value: rates.falsePositive?.value });
      expect(valueOf(falseNegativeRate)).toMatchObject({ value: rates.falseNegative?.value });
    });
  });

  it("says no rate where nobody counts for it: precision when nobody is selected", () => {
    const judgement = binary([0, 1], [0.25, 0.75]);
    expect(ratesAt(judgement.overall, judgement.thresholds.length - 1).precision).toBeNull();
  });
});

it("one class among the rows has no judgement", () => {
  expect(judged([1, 1], [0.25, 0.75])).toBeNull();
});

it("more than two classes are judged by the probability of the answered one", () => {
  const judgement = judge({
    predictions: {
      kind: "classes",
      classes: ["a", "b", "c"],
      probabilities: Float32Array.from([0.75, 0.125, 0.125, 0.125, 0.75, 0.125]),
      labels: Int32Array.from([0, 1]),
    },
    actual: { kind: "classes", classes: ["a", "b", "c"], labels: Int32Array.from([0, 2]) },
    sensitive: new Map(),
  });
  expect(judgement).toMatchObject({ kind: "multiclass", calibration: { ece: 0.25, bins: [{ count: 2 }] } });
});
