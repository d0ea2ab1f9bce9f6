import { describe, expect, test } from "vitest";
import { permutation, seededRandom } from "../../random";
import { metric } from "../metric";
import type { LabelledRows } from "../predict";
import { degenerate } from "../../statistics/measured";
import { featureGrid } from "./feature-grid";
import { partialDependence, type PartialDependence } from "./partial-dependence";
import { permutationImportance, type PermutationImportance } from "./permutation-importance";
import { eachRow, matrix } from "./testing/models";

const model = (rows: Float64Array, width: number) => eachRow(rows, width, ([a, b, c]) => 3 * a! + b! * c!);

function sample(rowCount: number): LabelledRows {
  const random = seededRandom(11);
  const rows = Float64Array.from({ length: rowCount * 4 }, () => random.normal());
  return { rows, width: 4, targets: model(rows, 4) };
}

const data = sample(300);
const squaredError = (predictions: Float64Array, targets: Float64Array) =>
  metric(predictions.reduce((sum, value, row) => sum + (value - targets[row]!) ** 2, 0) / targets.length);

function importances(result: { readonly kind: string } | PermutationImportance): PermutationImportance {
  if (!("features" in result)) throw new Error(JSON.stringify(result));
  return result;
}

function curve(result: { readonly kind: string } | PartialDependence): PartialDependence {
  if (!("grid" in result)) throw new Error(JSON.stringify(result));
  return result;
}

describe("permutation importance", () => {
  const input = { predict: model, data, score: squaredError, better: "lower", repeats: 8 } as const;

  test("is what shuffling costs: for an independent feature twice its share of the variance", async () => {
    const result = importances(await permutationImportance({ ...input, random: seededRandom(1) }));
    expect(result.baseline).toBe(0);
    const [first, second, third, unused] = result.features;
    const variance = data.rows.reduce((sum, value, cell) => sum + (cell % 4 === 0 ? value * value : 0), 0) / 300;
    expect(first!.mean / (2 * 9 * variance)).toBeGreaterThan(0.9);
    expect(first!.mean / (2 * 9 * variance)).toBeLessThan(1.1);
    expect(second!.mean).toBeGreaterThan(1);
    expect(third!.mean).toBeGreaterThan(1);
    expect(unused).toEqual({ mean: 0, deviation: 0, repeats: new Array<number>(8).fill(0) });
  });

  test("gives mean and deviation of its repeats, and repeats itself with a seed", async () => {
    const one = importances(await permutationImportance({ ...input, random: seededRandom(2) }));
    expect(await permutationImportance({ ...input, random: seededRandom(2) })).toEqual(one);
    const { repeats, mean, deviation } = one.features[0]!;
    expect(mean).toBeCloseTo(repeats.reduce((sum, value) => sum + value, 0) / 8, 12);
    const variance = repeats.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8;
    expect(deviation).toBeCloseTo(Math.sqrt(variance), 12);
    expect(new Set(repeats).size).toBe(8);
    const negative = (p: Float64Array, t: Float64Array) => {
      const error = squaredError(p, t);
      return error.kind === "measured" ? metric(-error.value) : error;
    };
    const higher = await permutationImportance({
      ...input,
      score: negative,
      better: "higher",
      random: seededRandom(2),
    });
    expect(importances(higher).features).toEqual(one.features);
  });

  test("refuses by name", async () => {
    const random = seededRandom(1);
    const targets = data.targets.slice(1);
    expect(await permutationImportance({ ...input, data: { ...data, targets }, random })).toMatchObject({
      reason: "lengths-differ",
    });
    const score = () => degenerate("one-class");
    expect(await permutationImportance({ ...input, score, random })).toMatchObject({ reason: "one-class" });
  });
});

describe("partial dependence", () => {
  test("of a linear term is its line, and ICE shows the interaction that the mean hides", async () => {
    const grid = Float64Array.from([-1, 0, 2]);
    const line = curve(await partialDependence({ predict: model, data, feature: 0, grid }));
    expect(line.average[2]! - line.average[0]!).toBeCloseTo(9, 10);
    expect(line.individual).toBeNull();
    const hidden = curve(await partialDependence({ predict: model, data, feature: 1, grid, individual: true }));
    for (let row = 0; row < 300; row++) {
      const [low, , high] = hidden.individual!.subarray(row * 3, row * 3 + 3);
      expect(high! - low!).toBeCloseTo(3 * data.rows[row * 4 + 2]!, 10);
    }
    hidden.average.forEach((mean, place) => {
      const total = data.targets.reduce((sum, _, row) => sum + hidden.individual![row * 3 + place]!, 0);
      expect(mean).toBeCloseTo(total / 300, 10);
    });
  });

  test("does not depend on the order of the rows", async () => {
    const rows = new Float64Array(data.rows.length);
    permutation(300, seededRandom(4)).forEach((from, row) => {
      rows.set(data.rows.subarray(from * 4, from * 4 + 4), row * 4);
    });
    const one = curve(await partialDependence({ predict: model, data, feature: 1 }));
    const other = curve(await partialDependence({ predict: model, data: { rows, width: 4 }, feature: 1 }));
    expect(other.grid).toEqual(one.grid);
    one.average.forEach((value, place) => expect(other.average[place]).toBeCloseTo(value, 12));
  });

  test("refuses by name", async () => {
    const constant = matrix([
      [1, 2],
      [1, 3],
    ]);
    const predict = (rows: Float64Array, width: number) => eachRow(rows, width, ([a]) => a!);
    expect(await partialDependence({ predict, data: constant, feature: 0 })).toMatchObject({ reason: "constant" });
    expect(await partialDependence({ predict, data: constant, feature: 2 })).toMatchObject({ reason: "out-of-range" });
  });
});

describe("the grid of a feature", () => {
  test("is its distinct values while they are few", () => {
    expect([...featureGrid(Float64Array.from([3, 1, 2, 3, 1]))]).toEqual([1, 2, 3]);
  });

  test("runs evenly between scipy's mquantiles where they are many", () => {
    const values = Float64Array.from({ length: 10 }, (_, index) => (index + 1) ** 2);
    const grid = featureGrid(values, { points: 3, between: [0.25, 0.75] });
    // Places 10 · 0.25 + 0.45 = 2.95 and 10 · 0.75 + 0.55 = 8.05 of 1, 4, 9, …, 100.
    expect(grid[0]).toBeCloseTo(4 + 0.95 * 5, 12);
    expect(grid[2]).toBeCloseTo(64 + 0.05 * 17, 12);
    expect(grid[1]).toBeCloseTo((grid[0]! + grid[2]!) / 2, 12);
  });
});
