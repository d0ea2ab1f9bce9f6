import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import { caseOf, inputOf, isClose, numbersOf } from "../../testing/reference";
import { metric } from "../metric";
import type { LabelledRows } from "../predict";
import { matrix, sigmoid } from "../explanation/testing/models";
import { adversarialCurve, type AdversarialCurve } from "./adversarial-curve";
import { clipToBox } from "./attack";
import type { CorruptionCurve } from "./corruption-curve";
import { fgsm } from "./fgsm";
import { missingCurve } from "./missing-curve";
import { noiseCurve } from "./noise-curve";
import { pgd } from "./pgd";

const reference = caseOf("adversarial/logistic");
const expected = reference.expected as {
  readonly clean_accuracy: number;
  readonly fgsm_accuracy: Readonly<Record<string, number>>;
  readonly "pgd_10x0.05_accuracy": Readonly<Record<string, number>>;
  readonly "fgsm_eps0.1_first_row": readonly number[];
};
const weights = numbersOf(reference, "w");
const bias = reference.inputs["b"] as number;
const data: LabelledRows = {
  ...matrix(inputOf(reference, "x") as readonly number[][]),
  targets: Float64Array.from(numbersOf(reference, "y")),
};

function predict(rows: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) =>
    sigmoid(weights.reduce((sum, weight, feature) => sum + weight * rows[row * width + feature]!, bias)),
  );
}

/** Of the binary cross-entropy: (p − y) w. */
function gradients({ rows, width, targets }: LabelledRows): Float64Array {
  const answers = predict(rows, width);
  return rows.map((_, cell) => {
    const row = Math.floor(cell / width);
    return (answers[row]! - targets[row]!) * weights[cell % width]!;
  });
}

function curveOf(result: { readonly kind: string } | AdversarialCurve): AdversarialCurve {
  if (!("cleanAccuracy" in result)) throw new Error(JSON.stringify(result));
  return result;
}

function scoresOf(result: { readonly kind: string } | CorruptionCurve): CorruptionCurve {
  if (!("clean" in result)) throw new Error(JSON.stringify(result));
  return result;
}

const input = { data, predict, gradients };

describe("attacks", () => {
  test.each([
    ["FGSM", fgsm, expected.fgsm_accuracy],
    ["PGD, 10 steps of 0.05", pgd({ step: 0.05, iterations: 10 }), expected["pgd_10x0.05_accuracy"]],
  ])("leave the reference's accuracy: %s", async (_, attack, want) => {
    const epsilons = Object.keys(want).map(Number);
    const curve = curveOf(await adversarialCurve({ ...input, attack, epsilons }));
    expect(isClose(curve.cleanAccuracy, expected.clean_accuracy, reference.tol)).toBe(true);
    Object.values(want).forEach((accuracy, place) => {
      expect(isClose(curve.points[place]!.accuracy, accuracy, reference.tol)).toBe(true);
      expect(curve.points[place]!.accuracyOfCorrect).toBeCloseTo(accuracy / expected.clean_accuracy, 12);
    });
  });

  test("move the first row as the reference does", async () => {
    const attacked = await fgsm({ data, gradients, eps: 0.1 });
    expected["fgsm_eps0.1_first_row"].forEach((want, feature) => {
      expect(isClose(attacked[feature]!, want, reference.tol)).toBe(true);
    });
  });

  test("with radius 0 change nothing, and never leave ball or box", async () => {
    const attacks = [fgsm, pgd({ step: 0.1, iterations: 5, randomStart: seededRandom(1) })];
    for (const attack of attacks) {
      expect(await attack({ data, gradients, eps: 0 })).toEqual(data.rows);
      const moved = await attack({ data, gradients, eps: 0.07 });
      moved.forEach((value, cell) => {
        expect(Math.abs(value - data.rows[cell]!)).toBeLessThanOrEqual(0.07 + 1e-15);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      });
      const free = await attack({ data, gradients, eps: 3, box: null });
      expect(Math.max(...free)).toBeGreaterThan(1);
    }
  });

  test("with a random start repeat themselves with a seed, at every radius alike", async () => {
    const attack = (seed: number) => pgd({ step: 0.01, iterations: 1, randomStart: seededRandom(seed) });
    const one = await attack(1)({ data, gradients, eps: 0.2 });
    expect(await attack(1)({ data, gradients, eps: 0.2 })).toEqual(one);
    expect(await attack(2)({ data, gradients, eps: 0.2 })).not.toEqual(one);
  });

  test("clip each feature to its own range", () => {
    const box = { low: Float64Array.from([0, -1]), high: Float64Array.from([1, 5]) };
    expect([...clipToBox(Float64Array.from([-2, -2, 3, 3]), 2, box)]).toEqual([0, -1, 1, 3]);
  });

  test("work on the likeliest of several classes too, and refuse by name", async () => {
    const both = (rows: Float64Array, width: number) =>
      Float64Array.from([...predict(rows, width)].flatMap((p) => [1 - p, p]));
    const one = curveOf(await adversarialCurve({ ...input, attack: fgsm, epsilons: [0.1] }));
    const other = curveOf(await adversarialCurve({ ...input, predict: both, attack: fgsm, epsilons: [0.1] }));
    expect(other).toEqual(one);
    expect(await adversarialCurve({ ...input, attack: fgsm, epsilons: [] })).toMatchObject({ kind: "not-enough-data" });
    expect(await adversarialCurve({ ...input, attack: fgsm, epsilons: [-1] })).toMatchObject({
      reason: "out-of-range",
    });
    const wild = ({ rows }: LabelledRows) => rows.map(() => NaN);
    expect(await adversarialCurve({ ...input, gradients: wild, attack: fgsm, epsilons: [1] })).toMatchObject({
      reason: "not-finite",
    });
  });
});

describe("curves of corruption", () => {
  const accuracy = (predictions: Float64Array, targets: Float64Array) =>
    metric(predictions.filter((p, row) => Number(p > 0.5) === targets[row]).length / targets.length);
  const corrupted = { predict, data, score: accuracy, repeats: 4 };

  test("start at the clean score, fall as the noise grows, and repeat themselves with a seed", async () => {
    const levels = [0, 0.5, 5];
    const one = scoresOf(await noiseCurve({ ...corrupted, levels, random: seededRandom(1) }));
    expect(one.clean).toBe(expected.clean_accuracy);
    expect(one.points[0]).toEqual({ level: 0, mean: one.clean, deviation: 0 });
    expect(one.points[2]!.mean).toBeLessThan(one.points[1]!.mean);
    expect(one.points[1]!.deviation).toBeGreaterThan(0);
    expect(await noiseCurve({ ...corrupted, levels, random: seededRandom(1) })).toEqual(one);
  });

  test("scale the noise by each feature's spread", async () => {
    const wide = { ...data, rows: data.rows.map((value, cell) => (cell % 4 === 0 ? 1000 * value : 7)) };
    const seen: Float64Array[] = [];
    const spy = (rows: Float64Array, width: number) => {
      seen.push(rows);
      return predict(rows, width);
    };
    await noiseCurve({ ...corrupted, data: wide, predict: spy, levels: [1], repeats: 1, random: seededRandom(2) });
    const noise = seen[1]!.map((value, cell) => value - wide.rows[cell]!);
    const spread = (values: readonly number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    expect(noise.filter((_, cell) => cell % 4 !== 0).every((value) => value === 0)).toBe(true);
    const firsts = (rows: Float64Array) => [...rows.filter((_, cell) => cell % 4 === 0)];
    const centre = firsts(wide.rows).reduce((sum, value) => sum + value, 0) / 80;
    const ratio = spread(firsts(noise)) / spread(firsts(wide.rows).map((value) => value - centre));
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.25);
  });

  test("lose the cells of a level at every higher one, and all of them at 1", async () => {
    const seen: Float64Array[] = [];
    const spy = (rows: Float64Array, width: number) => {
      seen.push(rows);
      return predict(rows, width);
    };
    const fill = Float64Array.from([9, 9, 9, 9]);
    const levels = [0.2, 0.6, 1];
    const random = seededRandom(3);
    scoresOf(await missingCurve({ ...corrupted, predict: spy, levels, repeats: 1, random, fill }));
    const [, few, many, all] = seen.map((rows) => rows.map((value) => Number(value === 9)));
    few!.forEach((lost, cell) => expect(lost).toBeLessThanOrEqual(many![cell]!));
    const share = (lost: Float64Array) => lost.reduce((sum, one) => sum + one, 0) / lost.length;
    expect(Math.abs(share(few!) - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 320));
    expect(Math.abs(share(many!) - 0.6)).toBeLessThan(4 * Math.sqrt((0.6 * 0.4) / 320));
    expect(share(all!)).toBe(1);
  });

  test("refuse by name", async () => {
    const random = seededRandom(1);
    const fill = new Float64Array(4);
    expect(await missingCurve({ ...corrupted, levels: [1.5], random, fill })).toMatchObject({ reason: "out-of-range" });
    expect(await missingCurve({ ...corrupted, levels: [0.5], random, fill: fill.slice(1) })).toMatchObject({
      reason: "lengths-differ",
    });
    expect(await noiseCurve({ ...corrupted, levels: [], random })).toMatchObject({ kind: "not-enough-data" });
    expect(await noiseCurve({ ...corrupted, levels: [-1], random })).toMatchObject({ reason: "out-of-range" });
  });
});
