import { describe, expect, it } from "vitest";
import { seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import { estimateBusinessValue, valuePerPrediction, type OutcomeValues } from "./business-value";
import { estimateCbpe, fitCbpe } from "./cbpe";
import { expectedConfusion } from "./expected-confusion";

const VALUES: OutcomeValues = { truePositive: 120, falsePositive: -30, falseNegative: -80, trueNegative: 1 };

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

/** Rows whose probabilities are true. */
function honest(seed: string, rows: number) {
  const random = seededRandom(seed);
  const probabilities = Array.from({ length: rows }, () => random.next());
  const answers = probabilities.map((p) => (p > 0.4 ? 1 : 0));
  const draw = () => probabilities.map((p) => (random.next() < p ? 1 : 0));
  return { probabilities, answers, draw };
}

describe("business value without labels", () => {
  const learn = honest("reference", 4000);
  const reference = { ...learn, truth: learn.draw() };
  const fit = must(fitCbpe(reference, { random: seededRandom(1), calibrate: "never" }));
  const rows = honest("rows", 800);
  const estimate = must(estimateCbpe(fit, rows));
  const value = must(estimateBusinessValue({ fit, estimate }, VALUES));

  it("weighs the four outcomes, by hand", () => {
    const counts = { truePositives: 2, falsePositives: 1, falseNegatives: 1, trueNegatives: 6 };
    expect(valuePerPrediction(counts, VALUES)).toBeCloseTo((240 - 30 - 80 + 6) / 10, 12);
    const fine = must(estimateCbpe(fit, { probabilities: [0.75, 0.5, 0.25], answers: [1, 1, 0] }));
    const { total, perPrediction } = must(estimateBusinessValue({ fit, estimate: fine }, VALUES));
    const wanted = 1.25 * 120 - 0.75 * 30 - 0.25 * 80 + 0.75;
    expect(total.value).toBeCloseTo(wanted, 10);
    expect(perPrediction.value).toBeCloseTo(wanted / 3, 10);
  });

  it("is the mean over drawn truths, and its sampling error covers theirs", () => {
    const figures = Array.from({ length: 500 }, () =>
      valuePerPrediction(expectedConfusion(rows.draw(), rows.answers), VALUES),
    );
    const spread = standardDeviation(figures);
    expect(Math.abs(mean(figures) - value.perPrediction.value)).toBeLessThan((4 * spread) / Math.sqrt(500));
    // Drawing the rows anew, not their truth alone, moves the figure further.
    expect(value.perPrediction.samplingError ?? 0).toBeGreaterThan(spread);
    expect(value.perPrediction.samplingError ?? Infinity).toBeLessThan(2 * spread);
  });

  it("has the deviation of the reference's own rows for a sampling error", () => {
    const worth = reference.truth.map((label, row) =>
      reference.answers[row] === 1
        ? VALUES[label === 1 ? "truePositive" : "falsePositive"]
        : VALUES[label === 1 ? "falseNegative" : "trueNegative"],
    );
    const { samplingError, lower, upper } = value.perPrediction;
    expect(samplingError).toBeCloseTo(standardDeviation(worth) / Math.sqrt(800), 10);
    expect((upper ?? 0) - (lower ?? 0)).toBeCloseTo(6 * (samplingError ?? 0), 10);
    expect(value.total.samplingError).toBeCloseTo(800 * (samplingError ?? 0), 8);
  });

  it("names values that are no numbers", () => {
    for (const odd of [NaN, Infinity, 1e308])
      expect(estimateBusinessValue({ fit, estimate }, { ...VALUES, trueNegative: odd })).toEqual({
        kind: "degenerate",
        reason: "not-finite",
      });
  });
});
