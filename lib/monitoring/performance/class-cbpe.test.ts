import { describe, expect, it } from "vitest";
import { averagedScores } from "../../evaluation/classification/averaged-scores";
import { classRocAuc } from "../../evaluation/classification/class-roc-auc";
import { labelCounts } from "../../evaluation/classification/label-counts";
import { permutation, seededRandom, type Random } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { standardDeviation } from "../../statistics/moments";
import { estimateCbpe, fitCbpe } from "./cbpe";
import { estimateClassCbpe, fitClassCbpe, type ClassCbpeEstimate, type LabelledClassAnswers } from "./class-cbpe";

const CLASSES = 3;
const METRICS = ["accuracy", "precision", "recall", "f1", "rocAuc"] as const;

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

interface Population {
  readonly rows: number;
  /** Where the inputs lie; 0 in the reference. */
  readonly centre?: number;
  /** Power that the model takes its probabilities to: 1 tells the truth, more is too sure of itself. */
  readonly sureness?: number;
  /** The relation of input and truth itself changes. */
  readonly drifted?: boolean;
}

/** Rows whose class probabilities are known: a softmax over lines of one input. */
function drawn(random: Random, { rows, centre = 0, sureness = 1, drifted = false }: Population): LabelledClassAnswers {
  const [truth, answers] = [new Uint8Array(rows), new Uint8Array(rows)];
  const probabilities = new Float64Array(rows * CLASSES);
  for (let row = 0; row < rows; row++) {
    const x = centre + 1.5 * random.normal();
    const honest = normed([Math.exp(-x), Math.exp(0.5), Math.exp(x)]);
    const told = normed(honest.map((p) => p ** sureness));
    probabilities.set(told, row * CLASSES);
    answers[row] = told.indexOf(Math.max(...told));
    let rest = random.next();
    const label = Math.max(
      0,
      honest.findIndex((p) => (rest -= p) < 0),
    );
    truth[row] = drifted && x > 0 ? (label + 1) % CLASSES : label;
  }
  return { truth, answers, probabilities, classCount: CLASSES };
}

function normed(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** The figures once the truth is known. */
function realised({ truth, answers, probabilities, classCount }: LabelledClassAnswers) {
  const { counts } = must(labelCounts({ truth, answers, classCount }));
  const { precision, recall, fBeta } = must(averagedScores(counts, { average: "macro" }));
  const auc = classRocAuc({ truth, probabilities, classCount }, { scheme: "one-vs-rest", average: "macro" });
  return {
    accuracy: must(averagedScores(counts, { average: "micro" })).recall,
    precision,
    recall,
    f1: fBeta,
    rocAuc: must(auc).value,
  };
}

const figure = (estimate: ClassCbpeEstimate, name: (typeof METRICS)[number]) => must(estimate.metrics[name]);
const random = seededRandom("classes");
const SURE = 2.5;
const reference = drawn(random, { rows: 6_000, sureness: SURE });
const fit = must(fitClassCbpe(reference, { random: seededRandom(1) }));

describe("performance of more than two classes, estimated without labels", () => {
  it("is the expectation under honest probabilities, by hand", () => {
    const rows = { probabilities: [0.7, 0.2, 0.1, 0.1, 0.6, 0.3], answers: [0, 1], truth: [0, 1], classCount: 3 };
    const labelled = {
      ...rows,
      probabilities: [...rows.probabilities, 0.2, 0.2, 0.6],
      answers: [0, 1, 2],
      truth: [0, 1, 2],
    };
    const plain = must(fitClassCbpe(labelled, { random, calibrate: "never" }));
    const estimate = must(estimateClassCbpe(plain, rows));
    expect(estimate).toMatchObject({ assumption: "covariate-shift-only", rows: 2, calibrated: [false, false, false] });
    expect(figure(estimate, "accuracy").value).toBeCloseTo((0.7 + 0.6) / 2, 14);
    // Nobody is answered the third class: its precision and recall count as 0.
    expect(figure(estimate, "precision").value).toBeCloseTo((0.7 + 0.6) / 3, 14);
    expect(figure(estimate, "recall").value).toBeCloseTo((0.7 / 0.8 + 0.6 / 0.8) / 3, 14);
    expect(must(estimate.metrics.specificity).value).toBeCloseTo((0.9 / 1.2 + 0.8 / 1.2 + 1) / 3, 14);
    const f1 = (tp: number, fp: number, fn: number): number => tp / (tp + (fp + fn) / 2);
    expect(figure(estimate, "f1").value).toBeCloseTo((f1(0.7, 0.3, 0.1) + f1(0.6, 0.4, 0.2)) / 3, 14);
    const area = (first: number, second: number): number => {
      const [negatives, positives] = [2 - first - second, first + second];
      return ((first / 2) * (1 - first) + (first + second / 2) * (1 - second)) / (positives * negatives);
    };
    const areas = [area(0.7, 0.1), area(0.6, 0.2), area(0.3, 0.1)];
    expect(figure(estimate, "rocAuc").value).toBeCloseTo(areas.reduce((sum, own) => sum + own, 0) / 3, 14);
  });

  it("of two classes is that of a yes-or-no model", () => {
    const two = Array.from({ length: 400 }, () => random.next());
    const truth = two.map((p) => (random.next() < p ? 1 : 0));
    const answers = two.map((p) => (p > 0.5 ? 1 : 0));
    const probabilities = two.flatMap((p) => [1 - p, p]);
    const options = { random, calibrate: "never" } as const;
    const both = { truth, answers, probabilities, classCount: 2 };
    const wide = must(estimateClassCbpe(must(fitClassCbpe(both, options)), both));
    const yes = { truth, answers, probabilities: two };
    const narrow = must(estimateCbpe(must(fitCbpe(yes, options)), yes));
    for (const name of ["accuracy", "rocAuc"] as const) {
      expect(figure(wide, name).value).toBeCloseTo(must(narrow.metrics[name]).value, 12);
    }
    expect(figure(wide, "accuracy").samplingError).toBeCloseTo(must(narrow.metrics.accuracy).samplingError!, 12);
    // The recall of one class is the specificity of the other.
    const [recall, specificity] = [must(narrow.metrics.recall).value, must(narrow.metrics.specificity).value];
    expect(figure(wide, "recall").value).toBeCloseTo((recall + specificity) / 2, 12);
    expect(must(wide.metrics.specificity).value).toBeCloseTo((recall + specificity) / 2, 12);
  });

  it("calibrates scores that are too sure, keeps a row's sum at 1, and then knows the reference's figures", () => {
    const estimate = must(estimateClassCbpe(fit, reference));
    expect(estimate.calibrated).toEqual([true, true, true]);
    const moved = drawn(random, { rows: 500, centre: 2, sureness: SURE });
    const { confusions } = must(estimateClassCbpe(fit, moved));
    const expectedRows = confusions.reduce((sum, own) => sum + own.truePositives + own.falseNegatives, 0);
    expect(expectedRows).toBeCloseTo(500, 9);
    for (const [name, value] of Object.entries(realised(reference))) {
      expect(Math.abs(figure(estimate, name as "f1").value - value), name).toBeLessThan(0.01);
    }
    const raw = must(fitClassCbpe(reference, { random, calibrate: "never" }));
    const boast = figure(must(estimateClassCbpe(raw, reference)), "accuracy").value;
    expect(boast - realised(reference).accuracy).toBeGreaterThan(0.1);
  });

  const CENTRES = [-1.5, 1, 2];

  it.each(CENTRES)(
    "meets the realised figures of honest scores within their bounds when the inputs move by %d",
    (centre) => {
      const honest = must(fitClassCbpe(drawn(random, { rows: 3_000 }), { random, calibrate: "never" }));
      const moved = drawn(random, { rows: 4_000, centre });
      const estimate = must(estimateClassCbpe(honest, moved));
      const truth = realised(moved);
      for (const name of METRICS) {
        const { lower, upper } = figure(estimate, name);
        expect(truth[name], name).toBeGreaterThan(lower!);
        expect(truth[name], name).toBeLessThan(upper!);
      }
      expect(Math.abs(truth.accuracy - realised(reference).accuracy)).toBeGreaterThan(0.02);
    },
  );

  it.each(CENTRES)("meets those of calibrated scores within 0.02 when the inputs move by %d", (centre) => {
    const moved = drawn(random, { rows: 20_000, centre, sureness: SURE });
    const estimate = must(estimateClassCbpe(fit, moved));
    const truth = realised(moved);
    for (const name of METRICS) expect(Math.abs(figure(estimate, name).value - truth[name]), name).toBeLessThan(0.02);
  });

  it("does not see concept drift, as it says", () => {
    const drifted = drawn(random, { rows: 4_000, sureness: SURE, drifted: true });
    const estimate = must(estimateClassCbpe(fit, drifted));
    for (const name of METRICS)
      expect(figure(estimate, name).lower, name).toBeGreaterThan(realised(drifted)[name] + 0.1);
  });

  it("knows how far chance moves the realised figures of 500 rows", () => {
    const windows = Array.from({ length: 250 }, () => drawn(random, { rows: 500, sureness: SURE }));
    const figures = windows.map(realised);
    const estimate = must(estimateClassCbpe(fit, windows[0]!));
    for (const name of METRICS) {
      const spread = standardDeviation(figures.map((of) => of[name]));
      const ratio = figure(estimate, name).samplingError! / spread;
      expect(ratio, name).toBeGreaterThan(name === "rocAuc" ? 0.6 : 0.75);
      expect(ratio, name).toBeLessThan(1.6);
    }
  });

  it("does not depend on the order of rows", () => {
    const rows = permutation(reference.answers.length, seededRandom(4));
    const mixed: LabelledClassAnswers = {
      classCount: CLASSES,
      truth: Uint8Array.from(rows, (row) => reference.truth[row]!),
      answers: Uint8Array.from(rows, (row) => reference.answers[row]!),
      probabilities: Float64Array.from(
        Array.from(rows, (row) =>
          Array.from({ length: CLASSES }, (_, at) => reference.probabilities[row * CLASSES + at]!),
        ).flat(),
      ),
    };
    const again = must(estimateClassCbpe(must(fitClassCbpe(mixed, { random: seededRandom(1) })), mixed));
    const first = must(estimateClassCbpe(fit, reference));
    for (const name of METRICS) {
      expect(Math.abs(figure(again, name).value - figure(first, name).value), name).toBeLessThan(1e-12);
    }
  });

  it("takes a row whose scores are all zero for any class alike", () => {
    const plain = must(fitClassCbpe(reference, { random, calibrate: "never" }));
    const estimate = must(estimateClassCbpe(plain, { probabilities: [0, 0, 0], answers: [2], classCount: 3 }));
    expect(figure(estimate, "accuracy").value).toBeCloseTo(1 / 3, 14);
  });

  it("names bad input", () => {
    const options = { random: seededRandom(1) };
    const small = {
      truth: [0, 1, 2, 0],
      answers: [0, 1, 2, 1],
      probabilities: new Array<number>(12).fill(1 / 3),
      classCount: 3,
    };
    expect(fitClassCbpe({ ...small, truth: [0, 1, 1, 0] }, options)).toMatchObject({ reason: "one-class" });
    expect(fitClassCbpe({ ...small, classCount: 1 }, options)).toMatchObject({ reason: "one-class" });
    expect(fitClassCbpe({ ...small, truth: [0, 1, 2] }, options)).toMatchObject({ reason: "lengths-differ" });
    expect(fitClassCbpe({ ...small, truth: [0, 1, 2, 3] }, options)).toMatchObject({ reason: "unseen-category" });
    expect(fitClassCbpe({ ...small, answers: [0, 1, 2, NaN] }, options)).toMatchObject({ reason: "unseen-category" });
    expect(fitClassCbpe({ truth: [], answers: [], probabilities: [], classCount: 3 }, options).kind).toBe(
      "not-enough-data",
    );
    expect(estimateClassCbpe(fit, { answers: [], probabilities: [], classCount: 3 }).kind).toBe("not-enough-data");
    expect(estimateClassCbpe(fit, { answers: [0], probabilities: [0.5, 0.5], classCount: 2 })).toMatchObject({
      reason: "lengths-differ",
    });
    expect(estimateClassCbpe(fit, { answers: [0], probabilities: [0.5, NaN, 0.5], classCount: 3 })).toMatchObject({
      reason: "not-finite",
    });
    expect(estimateClassCbpe(fit, { answers: [0], probabilities: [0.5, 1.5, 0.5], classCount: 3 })).toMatchObject({
      reason: "out-of-range",
    });
    const sure = must(
      estimateClassCbpe(must(fitClassCbpe(small, { ...options, calibrate: "never" })), {
        answers: [0],
        probabilities: [1, 0, 0],
        classCount: 3,
      }),
    );
    expect(sure.metrics.rocAuc).toEqual({ kind: "degenerate", reason: "one-class" });
    expect(figure(sure, "accuracy").value).toBe(1);
  });
});
