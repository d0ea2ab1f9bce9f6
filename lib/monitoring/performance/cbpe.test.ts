import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalCountCalibration } from "../../evaluation/classification/equal-count-calibration";
import { seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { caseOf, isClose, numbersOf } from "../../testing/reference";
import { calibrationNeed } from "./calibration-need";
import type { CalibrationOptions } from "./calibration";
import { estimateCbpe, fitCbpe, type CbpeEstimate } from "./cbpe";
import { isotonicFit, isotonicValue } from "./isotonic";
import { samplingErrorOf, samplingErrors } from "./sampling-error";

const entry = caseOf("nannyml/cbpe");
const reference = {
  probabilities: numbersOf(entry, "y_prob"),
  answers: numbersOf(entry, "y_pred"),
  truth: numbersOf(entry, "y_true_for_calibration"),
};
const expected = entry.expected as {
  readonly uncalibrated: Readonly<Record<string, number>>;
  readonly isotonic_calibrated: Readonly<Record<string, number>>;
  readonly calibrated_probs: readonly number[];
};

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}
function estimateOf(calibrate: CalibrationOptions["calibrate"]): CbpeEstimate {
  const options = calibrate ? { calibrate } : {};
  return must(estimateCbpe(must(fitCbpe(reference, { random: seededRandom(1), ...options })), reference));
}
function expectMetrics(estimate: CbpeEstimate, wanted: Readonly<Record<string, number>>): void {
  // The golden case is older than average precision; every other metric is in it.
  expect(Object.keys(estimate.metrics)).toHaveLength(Object.keys(wanted).length + 1);
  for (const [name, want] of Object.entries(wanted)) {
    const { value } = must(estimate.metrics[name === "roc_auc" ? "rocAuc" : (name as "f1")]);
    expect(isClose(value, want, entry.tol), `${name}: ${value} is not ${want}`).toBe(true);
  }
}

describe("isotonic regression", () => {
  it("calibrates the reference's scores as the reference implementation", () => {
    const fit = must(isotonicFit(reference.probabilities, reference.truth));
    reference.probabilities.forEach((score, row) =>
      expect(isClose(isotonicValue(fit, score), expected.calibrated_probs[row]!, entry.tol)).toBe(true),
    );
  });

  it("pools violators by hand-worked example, runs straight between points and is flat outside", () => {
    const fit = must(isotonicFit([1, 2, 3, 4], [1, 3, 2, 4]));
    expect([...fit.y]).toEqual([1, 2.5, 2.5, 4]);
    expect([0, 1.5, 2.7, 3.5, 9].map((x) => isotonicValue(fit, x))).toEqual([1, 1.75, 2.5, 3.25, 4]);
  });

  it("never falls, keeps the total, and does not depend on the order of rows", () => {
    const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 })), { minLength: 1 });
    fc.assert(
      fc.property(points, (rows) => {
        const fit = must(
          isotonicFit(
            rows.map(([x]) => x),
            rows.map(([, y]) => y),
          ),
        );
        const turned = [...rows].reverse();
        const again = must(
          isotonicFit(
            turned.map(([x]) => x),
            turned.map(([, y]) => y),
          ),
        );
        expect(again).toEqual(fit);
        fit.y.forEach((value, at) => expect(at === 0 || value >= fit.y[at - 1]!).toBe(true));
        const total = rows.reduce((sum, [x]) => sum + isotonicValue(fit, x), 0);
        expect(total).toBeCloseTo(
          rows.reduce((sum, [, y]) => sum + y, 0),
          9,
        );
      }),
      { seed: 4 },
    );
  });

  it("names bad input", () => {
    expect(isotonicFit([], [])).toEqual({ kind: "not-enough-data", needed: 1, got: 0 });
    expect(isotonicFit([1], [])).toEqual({ kind: "degenerate", reason: "lengths-differ" });
    expect(isotonicFit([NaN], [1])).toEqual({ kind: "degenerate", reason: "not-finite" });
  });
});

describe("confidence-based performance estimation", () => {
  it("estimates every metric as NannyML from raw probabilities", () => {
    const estimate = estimateOf("never");
    expect(estimate.calibrated).toBe(false);
    expectMetrics(estimate, expected.uncalibrated);
  });

  it("estimates every metric as NannyML from calibrated probabilities", () => {
    const estimate = estimateOf("always");
    expect(estimate).toMatchObject({ calibrated: true, assumption: "covariate-shift-only", rows: 240 });
    expectMetrics(estimate, expected.isotonic_calibrated);
  });

  it("calibrates when the scores are badly calibrated, and finds little to mend in honest ones", () => {
    expect(estimateOf(undefined).calibrated).toBe(true);
    const random = seededRandom("honest");
    const scores = Array.from({ length: 4000 }, () => random.next());
    const truth = scores.map((score) => (random.next() < score ? 1 : 0));
    const bad = scores.map((score) => score ** 3);
    const honest = calibrationNeed(scores, truth, seededRandom(2));
    const skewed = calibrationNeed(bad, truth, seededRandom(2));
    expect(skewed.needed).toBe(true);
    expect(skewed.errors?.after).toBeLessThan((skewed.errors?.before ?? 0) / 2);
    expect(honest.errors?.before).toBeLessThan(0.05);
    expect(must(equalCountCalibration({ truth, scores })).ece).toBeLessThan(0.03);
  });

  it("leaves honest scores alone and mends bad ones whatever the seed: a fall must exceed its own noise", () => {
    const neededOf = (name: string, power: number) => {
      const random = seededRandom(name);
      const chances = Array.from({ length: 300 }, () => random.next());
      const truth = chances.map((chance) => (random.next() < chance ? 1 : 0));
      const scores = chances.map((chance) => chance ** power);
      const asked = Array.from({ length: 40 }, (_, seed) => calibrationNeed(scores, truth, seededRandom(seed)));
      return asked.filter(({ needed }) => needed).length;
    };
    // Asked once, these were 13, 13, 40 and 37 of 40.
    expect(neededOf("d0", 1)).toBeLessThanOrEqual(3);
    expect(neededOf("d1", 1)).toBeLessThanOrEqual(3);
    expect(neededOf("d0", 1.4)).toBe(40);
    expect(neededOf("d2", 1.4)).toBe(40);
  });

  it("does not ask for calibration of one class, a tiny class or perfect separation", () => {
    const none = { needed: false, errors: null };
    expect(calibrationNeed([0.1, 0.9, 0.3], [0, 0, 0], seededRandom(1))).toEqual(none);
    expect(calibrationNeed([0.1, 0.9, 0.3], [0, 1, 0], seededRandom(1))).toEqual(none);
    expect(calibrationNeed([0.1, 0.2, 0.3, 0.4], [0, 0, 1, 1], seededRandom(1))).toEqual(none);
  });

  it("meets the realised accuracy under covariate shift, and misses it under concept drift, as it says", () => {
    const random = seededRandom("shift");
    const draw = (rows: number, low: number, drifted = false) => {
      const x = Array.from({ length: rows }, () => low + (1 - low) * random.next());
      const truth = x.map((p) => (random.next() < p !== (drifted && p > 0.5) ? 1 : 0));
      return { probabilities: x.map((p) => p ** 2), answers: x.map((p) => (p > 0.5 ? 1 : 0)), truth };
    };
    const fit = must(fitCbpe(draw(5000, 0), { random: seededRandom(3) }));
    const realised = ({ truth, answers }: { truth: number[]; answers: number[] }): number =>
      truth.filter((label, row) => label === answers[row]).length / truth.length;
    const shifted = draw(4000, 0.4);
    const accuracy = must(must(estimateCbpe(fit, shifted)).metrics.accuracy);
    expect(accuracy.lower).toBeLessThan(realised(shifted));
    expect(accuracy.upper).toBeGreaterThan(realised(shifted));
    const drifted = draw(4000, 0.4, true);
    expect(must(must(estimateCbpe(fit, drifted)).metrics.accuracy).lower).toBeGreaterThan(realised(drifted) + 0.2);
  });

  it("states what cannot be estimated", () => {
    const fit = must(fitCbpe(reference, { random: seededRandom(1) }));
    const silent = must(estimateCbpe(fit, { probabilities: [0.2, 0.3], answers: [0, 0] }));
    expect(silent.metrics.precision).toEqual({ kind: "degenerate", reason: "zero-denominator" });
    expect(estimateCbpe(fit, { probabilities: [], answers: [] })).toMatchObject({ kind: "not-enough-data" });
    expect(estimateCbpe(fit, { probabilities: [2], answers: [1] })).toMatchObject({ reason: "out-of-range" });
    expect(estimateCbpe(fit, { probabilities: [0.5], answers: [3] })).toMatchObject({ reason: "unseen-category" });
    expect(fitCbpe({ probabilities: [0.5, 0.6], answers: [1, 1], truth: [1, 1] }, { random: seededRandom(1) })).toEqual(
      {
        kind: "degenerate",
        reason: "one-class",
      },
    );
  });

  it("does not depend on the order of rows", () => {
    const turned = {
      probabilities: [...reference.probabilities].reverse(),
      answers: [...reference.answers].reverse(),
    };
    const fit = must(fitCbpe(reference, { random: seededRandom(1), calibrate: "always" }));
    const [one, other] = [must(estimateCbpe(fit, reference)), must(estimateCbpe(fit, turned))];
    for (const [name, figure] of Object.entries(one.metrics)) {
      expect(Math.abs(must(figure).value - must(other.metrics[name as "f1"]).value)).toBeLessThan(1e-12);
    }
  });
});

describe("sampling error", () => {
  it("is the standard error of the rows each metric looks at", () => {
    const errors = samplingErrors({
      truth: [1, 1, 1, 0, 0, 0, 0, 0],
      answers: [1, 1, 0, 1, 0, 0, 0, 0],
      probabilities: [0.9, 0.8, 0.3, 0.6, 0.2, 0.3, 0.1, 0.4],
    });
    expect(errors.accuracy).toEqual({ deviation: Math.sqrt(0.75 * 0.25), share: 1 });
    expect(errors.precision.share).toBe(3 / 8);
    expect(errors.precision.deviation).toBeCloseTo(Math.sqrt(2 / 9), 12);
    expect(errors.specificity.deviation).toBeCloseTo(0.4, 12);
    expect(errors.f1.deviation).toBeCloseTo((Math.sqrt(0.25) * 4) / 3, 12);
    // The positives beat 5, 5 and 2½ of the 5 negatives.
    expect(errors.rocAuc.deviation).toBeCloseTo(Math.sqrt((1 + 1 + 0.25) / 3 - (2.5 / 3) ** 2), 12);
    expect(samplingErrorOf(errors.accuracy, 100)).toBeCloseTo(Math.sqrt(0.1875 / 100), 12);
    expect(samplingErrorOf({ deviation: 0, share: 0 }, 100)).toBeNull();
  });

  it("covers: ten in eleven samples or more lie within two of them", () => {
    const random = seededRandom("coverage");
    const errors = samplingErrors({
      truth: Array.from({ length: 1000 }, (_, row) => (row < 500 ? 1 : 0)),
      answers: Array.from({ length: 1000 }, (_, row) => (row < 400 || row >= 900 ? 1 : 0)),
      probabilities: new Array<number>(1000).fill(0.5),
    });
    const reach = 2 * (samplingErrorOf(errors.accuracy, 200) ?? 0);
    const samples = Array.from({ length: 400 }, () => Array.from({ length: 200 }, () => random.next() < 0.8));
    const within = samples.filter((rows) => Math.abs(rows.filter(Boolean).length / 200 - 0.8) <= reach).length;
    expect(within / 400).toBeGreaterThan(10 / 11);
  });
});
