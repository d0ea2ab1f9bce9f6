import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permutation, seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { averageRanks } from "../../statistics/ranks";
import { isClose } from "../../testing/reference";
import type { Metric } from "../metric";
import { averagedScores, scoresOfClass } from "./averaged-scores";
import { balancedAccuracy } from "./balanced-accuracy";
import type { BinaryScores } from "./binary-scores";
import { brierScore, classBrierScore } from "./brier";
import { calibrationCurve } from "./calibration-curve";
import { fromPositive } from "./class-probabilities";
import { classRocAuc } from "./class-roc-auc";
import { crossEntropy } from "./cross-entropy";
import { decisionThreshold, thresholdOfCosts, type OutcomeCosts } from "./decision-threshold";
import { equalCountCalibration } from "./equal-count-calibration";
import { cohenKappa } from "./kappa";
import { labelCounts, type LabelCounts } from "./label-counts";
import { liftCurve } from "./lift";
import { matthewsCorrelation } from "./matthews";
import { precisionRecallCurve } from "./precision-recall-curve";
import { rocArea } from "./roc-area";
import { rocCurve } from "./roc-curve";
import { topKAccuracy } from "./top-k-accuracy";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

const value = (result: Metric): number => must(result).value;
const ONE_CLASS = { kind: "degenerate", reason: "one-class" };

/** One figure of a wider result. */
function pick<T extends object>(result: Measured<T>, of: (value: T) => number): Metric {
  return result.kind === "measured" ? { kind: "measured", value: of(result) } : result;
}

const COSTS: OutcomeCosts = { truePositive: -2, falsePositive: 1, falseNegative: 6, trueNegative: 0 };

const SCORE_METRICS: Readonly<Record<string, (input: BinaryScores) => Metric>> = {
  auc: (input) => pick(rocCurve(input), (curve) => curve.auc),
  ks: (input) => pick(rocCurve(input), (curve) => curve.ks),
  averagePrecision: (input) => pick(precisionRecallCurve(input), (curve) => curve.averagePrecision),
  trapezoid: (input) => pick(precisionRecallCurve(input), (curve) => curve.trapezoidArea),
  brier: brierScore,
  logLoss: ({ truth, scores }) => crossEntropy(fromPositive(truth, scores)),
  ece: (input) => pick(calibrationCurve(input), (curve) => curve.ece),
  equalCountEce: (input) => pick(equalCountCalibration(input, 4), (curve) => curve.ece),
  gain: (input) => pick(liftCurve(input), (curve) => curve.points[2]!.gain),
  cost: (input) => pick(decisionThreshold(input, { kind: "cost", costs: COSTS }), (best) => best.value),
  youden: (input) => pick(decisionThreshold(input, { kind: "youden" }), (best) => best.value),
  fBeta: (input) => pick(decisionThreshold(input, { kind: "f-beta", beta: 2 }), (best) => best.threshold),
};

const COUNT_METRICS: Readonly<Record<string, (counts: LabelCounts) => Metric>> = {
  macro: (counts) => pick(averagedScores(counts, { average: "macro" }), (scores) => scores.fBeta),
  micro: (counts) => pick(averagedScores(counts, { average: "micro" }), (scores) => scores.precision),
  weighted: (counts) => pick(averagedScores(counts, { average: "weighted", beta: 0.5 }), (scores) => scores.fBeta),
  balancedAccuracy,
  matthews: matthewsCorrelation,
  kappa: (counts) => cohenKappa(counts),
  quadraticKappa: (counts) => cohenKappa(counts, "quadratic"),
  linearKappa: (counts) => cohenKappa(counts, "linear"),
};

const scored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 20 })), { minLength: 4, maxLength: 60 })
  .map((pairs): BinaryScores => ({ truth: pairs.map(([t]) => t), scores: pairs.map(([, s]) => s / 20) }));

const labelled = fc
  .array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 60 })
  .map((pairs) => ({ truth: pairs.map(([t]) => t), answers: pairs.map(([, a]) => a), classCount: 4 }));

describe("metrics of scores", () => {
  it.each(Object.entries(SCORE_METRICS))("do not depend on the order of rows: %s", (_, of) => {
    fc.assert(
      fc.property(scored, fc.integer(), ({ truth, scores }, seed) => {
        const order = Array.from(permutation(truth.length, seededRandom(seed)));
        const a = of({ truth, scores });
        const b = of({ truth: order.map((row) => truth[row]!), scores: order.map((row) => scores[row]!) });
        expect(b.kind).toBe(a.kind);
        if (a.kind === "measured" && b.kind === "measured") {
          expect(a.value === b.value || isClose(b.value, a.value, 1e-12)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("stay within their bounds", () => {
    fc.assert(
      fc.property(scored, (input) => {
        for (const name of ["auc", "ks", "averagePrecision", "trapezoid", "brier", "ece", "equalCountEce", "gain"]) {
          const result = SCORE_METRICS[name]!(input);
          if (result.kind !== "measured") continue;
          expect(result.value, name).toBeGreaterThanOrEqual(0);
          expect(result.value, name).toBeLessThanOrEqual(1 + 1e-12);
        }
        const curve = must(calibrationCurve(input));
        expect(curve.ece).toBeLessThanOrEqual(curve.mce + 1e-12);
        expect(curve.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(input.truth.length);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it("give the area under the ROC curve that ranks give", () => {
    fc.assert(
      fc.property(scored, (input) => {
        const ranks = averageRanks(input.scores);
        const positives = Array.from(input.truth).filter((label) => label === 1).length;
        const negatives = input.truth.length - positives;
        const rankSum = ranks.reduce((sum, rank, row) => sum + (input.truth[row] === 1 ? rank : 0), 0);
        const mannWhitney = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
        const [area, curve] = [rocArea(input), rocCurve(input)];
        if (Number.isNaN(mannWhitney)) expect([area, curve]).toEqual([ONE_CLASS, ONE_CLASS]);
        else expect([value(area), must(curve).auc]).toEqual([expect.closeTo(mannWhitney, 12), value(area)]);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it("of classes count a class that the model does not know as wrong, when asked", () => {
    const input = { truth: [0, 1, 2], probabilities: [0.8, 0.2, 0.3, 0.7, 0.5, 0.5], classCount: 2 };
    expect(crossEntropy(input)).toEqual({ kind: "degenerate", reason: "unseen-category" });
    const asWrong = { ...input, unseen: "wrong" } as const;
    expect(value(crossEntropy(asWrong))).toBeCloseTo(-(Math.log(0.8) + Math.log(0.7) + Math.log(2 ** -52)) / 3, 12);
    expect(value(classBrierScore(asWrong))).toBeCloseTo((0.08 + 0.18 + 1.5) / 3, 12);
    expect(value(topKAccuracy(asWrong, 2))).toBeCloseTo(2 / 3, 12);
    expect(value(classRocAuc(asWrong, { scheme: "one-vs-rest", average: "macro" }))).toBe(1);
  });

  it("charge what is certain and wrong by the precision of its type, as scikit-learn 1.9 does", () => {
    const certain = { truth: [1, 0], probabilities: [1, 0, 0.25, 0.75], classCount: 2 };
    expect(value(crossEntropy(certain))).toBeCloseTo((36.04365338911715 + 1.3862943611198906) / 2, 12);
    const float32 = { ...certain, probabilities: Float32Array.from(certain.probabilities) };
    expect(value(crossEntropy(float32))).toBeCloseTo((15.942385152878742 + 1.3862943611198906) / 2, 12);
  });

  it("are perfect when positives score above all negatives", () => {
    const input = { truth: [1, 0, 1, 0, 0], scores: [1, 0, 1, 0, 0] };
    const want = {
      auc: 1,
      ks: 1,
      averagePrecision: 1,
      trapezoid: 1,
      brier: 0,
      ece: 0,
      cost: -4 / 5,
      youden: 1,
      fBeta: 1,
    };
    for (const [name, figure] of Object.entries(want)) {
      expect(must(SCORE_METRICS[name]!(input)).value, name).toBeCloseTo(figure, 12);
    }
    expect(must(liftCurve(input, 5)).points[1]).toMatchObject({ rows: 2, gain: 1, lift: 2.5 });
  });

  it("take one threshold that no other beats", () => {
    fc.assert(
      fc.property(scored, (input) => {
        const best = must(decisionThreshold(input, { kind: "cost", costs: COSTS }));
        for (const threshold of [...Array.from(input.scores), Infinity]) {
          const cost = Array.from(input.scores, (score, row) => {
            if (score >= threshold) return input.truth[row] === 1 ? COSTS.truePositive : COSTS.falsePositive;
            return input.truth[row] === 1 ? COSTS.falseNegative : COSTS.trueNegative;
          }).reduce((sum, each) => sum + each, 0);
          expect(best.value).toBeLessThanOrEqual(cost / input.truth.length + 1e-12);
        }
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it("lift a constant score nowhere", () => {
    const { points } = must(liftCurve({ truth: [1, 0, 0, 1, 0, 0], scores: [2, 2, 2, 2, 2, 2] }, 3));
    points.forEach((point) => expect(point.lift).toBeCloseTo(1, 12));
  });

  it("know the cheapest threshold of calibrated probabilities", () => {
    expect(thresholdOfCosts({ truePositive: 0, falsePositive: 1, falseNegative: 4, trueNegative: 0 })).toEqual({
      kind: "measured",
      value: 0.2,
    });
    expect(thresholdOfCosts({ truePositive: 0, falsePositive: -1, falseNegative: 4, trueNegative: 0 })).toEqual({
      kind: "degenerate",
      reason: "out-of-range",
    });
  });

  it("name bad input", () => {
    for (const of of Object.values(SCORE_METRICS)) {
      expect(of({ truth: [], scores: [] }).kind).toBe("not-enough-data");
      expect(of({ truth: [1, 0], scores: [0.5] })).toEqual({ kind: "degenerate", reason: "lengths-differ" });
      expect(of({ truth: [1, 0, 1, 0], scores: [0.5, NaN, 0, 1] })).toEqual({
        kind: "degenerate",
        reason: "not-finite",
      });
      expect(of({ truth: [1, 0, 3, 0], scores: [0.5, 0, 0, 1] })).toEqual({
        kind: "degenerate",
        reason: "unseen-category",
      });
    }
    for (const name of ["auc", "averagePrecision", "gain", "youden", "fBeta"]) {
      expect(SCORE_METRICS[name]!({ truth: [0, 0], scores: [0.1, 0.2] })).toEqual({
        kind: "degenerate",
        reason: "one-class",
      });
    }
    for (const name of ["brier", "ece", "equalCountEce", "logLoss"]) {
      expect(SCORE_METRICS[name]!({ truth: [0, 1, 1, 0], scores: [0.1, 0.2, 1.5, 1] })).toEqual({
        kind: "degenerate",
        reason: "out-of-range",
      });
    }
    const input = { truth: [0, 1, 1, 0], scores: [0, 1, 1, 0] };
    for (const of of [calibrationCurve, equalCountCalibration, liftCurve]) {
      for (const count of [0, 2.5]) expect(of(input, count)).toEqual({ kind: "degenerate", reason: "out-of-range" });
    }
    expect(equalCountCalibration({ truth: [0, 1], scores: [0, 1] })).toEqual({
      kind: "not-enough-data",
      needed: 4,
      got: 2,
    });
  });
});

describe("metrics of class answers", () => {
  it("do not depend on the names of classes, and stay within their bounds", () => {
    fc.assert(
      fc.property(labelled, fc.integer(), (input, seed) => {
        const names = permutation(4, seededRandom(seed));
        const renamed = {
          ...input,
          truth: input.truth.map((label) => names[label]!),
          answers: input.answers.map((label) => names[label]!),
        };
        const [counts, others] = [must(labelCounts(input)).counts, must(labelCounts(renamed)).counts];
        for (const [name, of] of Object.entries(COUNT_METRICS)) {
          const a = of(counts);
          if (a.kind === "measured") expect(Math.abs(a.value)).toBeLessThanOrEqual(1 + 1e-12);
          if (name === "quadraticKappa" || name === "linearKappa") continue;
          const b = of(others);
          expect(b.kind).toBe(a.kind);
          if (a.kind === "measured" && b.kind === "measured") expect(isClose(b.value, a.value, 1e-12)).toBe(true);
        }
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it("are perfect when every answer is right", () => {
    const { counts } = must(labelCounts({ truth: [0, 1, 3, 1], answers: [0, 1, 3, 1], classCount: 4 }));
    for (const of of Object.values(COUNT_METRICS)) expect(must(of(counts)).value).toBeCloseTo(1, 12);
  });

  it("score no skill as chance", () => {
    const { counts } = must(labelCounts({ truth: [0, 1, 1, 0], answers: [1, 1, 1, 1], classCount: 2 }));
    expect(matthewsCorrelation(counts)).toEqual({ kind: "measured", value: 0 });
    expect(must(cohenKappa(counts)).value).toBe(0);
    expect(must(balancedAccuracy(counts)).value).toBe(0.5);
  });

  it("name bad input", () => {
    expect(labelCounts({ truth: [], answers: [], classCount: 2 }).kind).toBe("not-enough-data");
    expect(labelCounts({ truth: [0], answers: [2], classCount: 2 })).toEqual({
      kind: "degenerate",
      reason: "unseen-category",
    });
    expect(labelCounts({ truth: [0], answers: [], classCount: 2 })).toEqual({
      kind: "degenerate",
      reason: "lengths-differ",
    });
    for (const of of Object.values(COUNT_METRICS))
      expect(
        of([
          [0, 0],
          [0, 0],
        ]).kind,
      ).toBe("not-enough-data");
    const alone: LabelCounts = [
      [3, 0],
      [0, 0],
    ];
    expect(matthewsCorrelation(alone)).toEqual({ kind: "degenerate", reason: "one-class" });
    expect(cohenKappa(alone)).toEqual({ kind: "degenerate", reason: "one-class" });
    expect(scoresOfClass(alone, { index: 1 })).toEqual({ kind: "degenerate", reason: "zero-denominator" });
  });
});

describe("metrics of class probabilities", () => {
  it("find every class among as many answers as there are", () => {
    const input = { truth: [0, 2, 1], probabilities: [0.2, 0.3, 0.5, 0.4, 0.4, 0.2, 0.1, 0.8, 0.1], classCount: 3 };
    expect([1, 2, 3].map((k) => must(topKAccuracy(input, k)).value)).toEqual([1 / 3, 1 / 3, 1]);
  });

  it("weigh pairs of classes by their rows", () => {
    const truth = [0, 0, 0, 1, 2, 2];
    const probabilities = [0.6, 0.2, 0.2, 0.2, 0.7, 0.1, 0.5, 0.3, 0.2, 0.3, 0.6, 0.1, 0.1, 0.3, 0.6, 0.4, 0.3, 0.3];
    const of = (average: "macro" | "weighted"): number =>
      must(classRocAuc({ truth, probabilities, classCount: 3 }, { scheme: "one-vs-one", average })).value;
    // Pairs 01, 02, 12: 2/3 on 4 rows, 11/12 on 5, 1 on 3.
    expect(of("macro")).toBeCloseTo((2 / 3 + 11 / 12 + 1) / 3, 12);
    expect(of("weighted")).toBeCloseTo((4 * (2 / 3) + 5 * (11 / 12) + 3) / 12, 12);
  });

  it("name bad input", () => {
    const all = [
      (probabilities: number[], truth: number[]) => crossEntropy({ truth, probabilities, classCount: 2 }),
      (probabilities: number[], truth: number[]) => classBrierScore({ truth, probabilities, classCount: 2 }),
      (probabilities: number[], truth: number[]) => topKAccuracy({ truth, probabilities, classCount: 2 }, 1),
      (probabilities: number[], truth: number[]) =>
        classRocAuc({ truth, probabilities, classCount: 2 }, { scheme: "one-vs-rest", average: "macro" }),
    ];
    for (const of of all) {
      expect(of([], []).kind).toBe("not-enough-data");
      expect(of([0.5], [0])).toEqual({ kind: "degenerate", reason: "lengths-differ" });
      expect(of([0.5, 0.5], [2])).toEqual({ kind: "degenerate", reason: "unseen-category" });
      expect(of([0.5, Infinity], [0])).toEqual({ kind: "degenerate", reason: "not-finite" });
      expect(of([0.5, -0.5], [0])).toEqual({ kind: "degenerate", reason: "out-of-range" });
    }
  });
});
