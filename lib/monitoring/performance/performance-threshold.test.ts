import { describe, expect, it, test } from "vitest";
import { seededRandom } from "../../random";
import { degenerate, measured, notEnoughData, type Measured, type MeasuredValue } from "../../statistics/measured";
import { valuePerPrediction } from "./business-value";
import { estimateCbpe, fitCbpe } from "./cbpe";
import { estimateDle, fitDle, LOSS_METRICS, realisedLoss } from "./dle";
import { LOSS_RANGE, SHARE_RANGE } from "./estimated-value";
import { expectedConfusion } from "./expected-confusion";
import { performanceBounds, performanceVerdict } from "./performance-threshold";
import { realisedPerformance } from "./realised-performance";
import type { LabelledAnswers } from "./scored-answers";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

const METRICS = ["accuracy", "precision", "recall", "specificity", "f1", "rocAuc", "averagePrecision"] as const;

/** Rows of true probabilities; the lower `sharpness`, the nearer to a half they lie. */
function answered(seed: string, rows: number, sharpness = 1) {
  const random = seededRandom(seed);
  const probabilities = Array.from({ length: rows }, () => 0.5 + sharpness * (random.next() - 0.5));
  return {
    probabilities,
    answers: probabilities.map((p) => (p > 0.5 ? 1 : 0)),
    truth: probabilities.map((p) => (random.next() < p ? 1 : 0)),
  };
}

/** A regression whose errors grow with x, around `centre`. */
function predicted(seed: string, rows: number, centre = 0) {
  const random = seededRandom(seed);
  const x = Array.from({ length: rows }, () => centre + random.next());
  const answers = x.map((value) => 20 + value);
  return {
    features: [x],
    predicted: answers,
    truth: answers.map((answer, row) => answer + (0.2 + x[row]!) * random.normal()),
  };
}

describe("thresholds of an estimated performance", () => {
  const chunks = Array.from({ length: 10 }, (_, at) => answered(`chunk ${at}`, 1000));
  const fit = must(fitCbpe(answered("reference", 10_000), { random: seededRandom(1) }));

  it("are three deviations of the realised metric around its mean, by hand, cut to its range", () => {
    const of = (range: typeof SHARE_RANGE, ...values: number[]) =>
      performanceBounds({ chunks: values, realised: (value) => measured({ value }), range });
    expect(of(SHARE_RANGE, 0.4, 0.6, 0.5, 0.5)).toEqual(
      measured({
        lower: expect.closeTo(0.5 - 3 * Math.sqrt(0.005), 12) as number,
        upper: expect.closeTo(0.5 + 3 * Math.sqrt(0.005), 12) as number,
      }),
    );
    expect(of(SHARE_RANGE, 0, 1)).toEqual(measured({ lower: 0, upper: 1 }));
    expect(of(LOSS_RANGE, 1, 3)).toEqual(measured({ lower: 0, upper: 5 }));
    expect(of({ lower: null, upper: null }, -1, 1)).toEqual(measured({ lower: -3, upper: 3 }));
  });

  test.each(METRICS)("let %s estimated on rows like the reference pass, and alert on rows that are harder", (name) => {
    const bounds = performanceBounds({
      chunks,
      realised: (chunk) => realisedPerformance(chunk, name),
      range: SHARE_RANGE,
    });
    const verdict = (sharpness: number) =>
      performanceVerdict(must(estimateCbpe(fit, answered("judged", 1000, sharpness))).metrics[name], bounds);
    expect(verdict(1)).toBe("ok");
    expect(verdict(0.4)).toBe("alert");
  });

  it("hold for the value of answers, which has no range", () => {
    const values = { truePositive: 10, falsePositive: -10, falseNegative: -10, trueNegative: 10 };
    const realised = ({ truth, answers }: (typeof chunks)[number]) =>
      measured({ value: valuePerPrediction(expectedConfusion(truth, answers), values) });
    const { lower, upper } = must(performanceBounds({ chunks, realised, range: { lower: null, upper: null } }));
    expect(lower).toBeGreaterThan(4);
    expect(upper).toBeLessThan(6);
  });

  test.each(LOSS_METRICS)("let %s estimated on rows like the reference pass, and alert where errors grow", (metric) => {
    const learned = must(fitDle(predicted("reference", 6000), metric));
    const bounds = performanceBounds({
      chunks: Array.from({ length: 10 }, (_, at) => predicted(`chunk ${at}`, 600)),
      realised: (chunk) => realisedLoss(chunk, metric),
      range: LOSS_RANGE,
    });
    expect(performanceVerdict(estimateDle(learned, predicted("judged", 600)), bounds)).toBe("ok");
    expect(performanceVerdict(estimateDle(learned, predicted("worse", 600, 0.6)), bounds)).toBe("alert");
  });

  it("leave out chunks that lack a class, and lack data when too few are left", () => {
    const lacking = { ...answered("one class", 50), truth: new Uint8Array(50) };
    const realised = (chunk: LabelledAnswers) => realisedPerformance(chunk, "rocAuc");
    const whole = performanceBounds({ chunks, realised, range: SHARE_RANGE });
    expect(performanceBounds({ chunks: [...chunks, lacking], realised, range: SHARE_RANGE })).toEqual(whole);
    const few = performanceBounds({ chunks: [chunks[0]!, lacking], realised, range: SHARE_RANGE });
    expect(few).toEqual(notEnoughData(2, 1));
    expect(performanceVerdict(measured({ value: 0.1, samplingError: null, lower: null, upper: null }), few)).toBe(
      "not-enough-data",
    );
    expect(performanceVerdict(degenerate("one-class"), whole)).toBe("not-enough-data");
  });

  it("name a chunk's bad input", () => {
    const broken = { ...chunks[0]!, truth: [1] };
    const realised = (chunk: LabelledAnswers) => realisedPerformance(chunk, "accuracy");
    expect(performanceBounds({ chunks: [...chunks, broken], realised, range: SHARE_RANGE })).toEqual(
      degenerate("lengths-differ"),
    );
    expect(realisedLoss({ features: [], predicted: [1], truth: [] }, "mae")).toEqual(degenerate("lengths-differ"));
    expect(realisedLoss({ features: [], predicted: [1], truth: [-2] }, "msle")).toEqual(degenerate("out-of-range"));
  });
});
