import { describe, expect, it } from "vitest";
import { permutation, seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import { averagePrecisionError } from "./average-precision-error";
import { estimateCbpe, fitCbpe } from "./cbpe";
import { expectedAveragePrecision } from "./expected-average-precision";
import { realisedPerformance } from "./realised-performance";
import { samplingErrorOf } from "./sampling-error";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

/** Rows whose probabilities are true, most of them low. */
function honest(seed: string, rows: number) {
  const random = seededRandom(seed);
  const probabilities = Array.from({ length: rows }, () => random.next() ** 2);
  const answers = probabilities.map((p) => (p > 0.5 ? 1 : 0));
  return { probabilities, answers, truth: probabilities.map((p) => (random.next() < p ? 1 : 0)), random };
}
const realised = (rows: Parameters<typeof realisedPerformance>[0]) =>
  must(realisedPerformance(rows, "averagePrecision")).value;

describe("average precision without labels", () => {
  it("adds expected precision at each score, by hand, ties in one step", () => {
    expect(must(expectedAveragePrecision([0.9, 0.2], [0.75, 0.25])).value).toBeCloseTo(0.75 * 0.75 + 0.25 * 0.5, 12);
    expect(must(expectedAveragePrecision([0.5, 0.5], [0.75, 0.25])).value).toBeCloseTo(0.5, 12);
    expect(expectedAveragePrecision([0.5, 0.5], [0, 0])).toEqual({ kind: "degenerate", reason: "one-class" });
  });

  it("is the realised figure when probabilities are the truth, in any order of rows", () => {
    const rows = honest("known", 300);
    const scores = rows.probabilities.map((p) => Math.round(p * 20) / 20);
    const order = Array.from(permutation(300, rows.random));
    const turned = [scores, rows.truth].map((values) => order.map((at) => values[at]!)) as [number[], number[]];
    expect(must(expectedAveragePrecision(...turned)).value).toBeCloseTo(
      realised({ ...rows, probabilities: scores }),
      12,
    );
  });

  it.each([
    ["500", 500],
    ["4000", 4000],
  ])("is the mean over drawn truths of %s rows, less the shortfall that it states", (_, count) => {
    const { probabilities, answers, random } = honest("draws", count);
    const value = must(expectedAveragePrecision(probabilities, probabilities)).value;
    const figures = Array.from({ length: 300 }, () =>
      realised({ probabilities, answers, truth: probabilities.map((p) => (random.next() < p ? 1 : 0)) }),
    );
    const falling = [...probabilities].sort((a, b) => b - a);
    const positives = falling.reduce((sum, p) => sum + p, 0);
    const shortfall = falling.reduce((sum, p, at) => sum + (p * (1 - p)) / (at + 1), 0) / positives;
    expect(shortfall).toBeLessThan(5 / count);
    const standardError = standardDeviation(figures) / Math.sqrt(figures.length);
    expect(Math.abs(value + shortfall - mean(figures))).toBeLessThan(4 * standardError);
  });

  it("has a sampling error that is the spread over samples", () => {
    const error = samplingErrorOf(averagePrecisionError(honest("reference", 4000), seededRandom(1)), 400) ?? 0;
    const spread = standardDeviation(Array.from({ length: 300 }, (_, at) => realised(honest(`sample ${at}`, 400))));
    expect(error / spread).toBeGreaterThan(0.75);
    expect(error / spread).toBeLessThan(1.33);
    expect(averagePrecisionError({ ...honest("none", 9), truth: new Uint8Array(9) }, seededRandom(1)).share).toBe(0);
  });

  it("stands beside the other metrics, bounds around what is realised on rows that moved", () => {
    const fit = must(fitCbpe(honest("reference", 4000), { random: seededRandom(1) }));
    const moved = honest("moved", 2000);
    const likely = moved.probabilities.map((p) => 0.3 + 0.7 * p);
    const rows = { ...moved, probabilities: likely, truth: likely.map((p) => (moved.random.next() < p ? 1 : 0)) };
    const { lower, upper } = must(must(estimateCbpe(fit, rows)).metrics.averagePrecision);
    expect(lower).toBeLessThan(realised(rows));
    expect(upper).toBeGreaterThan(realised(rows));
    expect(lower).toBeGreaterThan(0.3);
  });
});
