import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permutation, seededRandom } from "../../random";
import { caseOf, isClose } from "../../testing/reference";
import type { RowMatrix } from "../predict";
import type { ShapleyValues } from "./coalition-values";
import { EXACT_SHAPLEY_FEATURES, exactShapley } from "./exact-shapley";
import { kernelCoalitions } from "./kernel-coalitions";
import { kernelShap } from "./kernel-shap";
import { eachRow, matrix, referenceModel, sigmoid } from "./testing/models";
import { weightedLeastSquares } from "./weighted-least-squares";

const reference = caseOf("explain/exact_shapley");
const expected = reference.expected as {
  readonly base_value: number;
  readonly phi: readonly (readonly number[])[];
  readonly f_x: readonly number[];
};
const background = matrix(reference.inputs["background"] as readonly number[][]);
const data = matrix(reference.inputs["x"] as readonly number[][]);
const random = seededRandom(1);

const EXPLAINERS = [
  ["exact Shapley", exactShapley],
  ["Kernel SHAP", (input: Parameters<typeof exactShapley>[0]) => kernelShap({ ...input, random })],
] as const;

function require<T extends ShapleyValues>(result: { readonly kind: string } | (T & { readonly kind: "measured" })): T {
  if (!("phi" in result)) throw new Error(JSON.stringify(result));
  return result;
}

function randomMatrix(rows: number, width: number, seed: number): RowMatrix {
  const numbers = seededRandom(seed);
  return { rows: Float64Array.from({ length: rows * width }, () => numbers.normal()), width };
}

function expectAllClose(got: ArrayLike<number>, want: ArrayLike<number>, digits = 12): void {
  expect(got.length).toBe(want.length);
  for (let index = 0; index < got.length; index++) expect(got[index]).toBeCloseTo(want[index]!, digits);
}

describe.each(EXPLAINERS)("%s", (_, explain) => {
  test("agrees with the reference values", async () => {
    const result = require(await explain({ predict: referenceModel, background, data }));
    expect(isClose(result.base, expected.base_value, reference.tol)).toBe(true);
    expected.f_x.forEach((want, row) => expect(isClose(result.values[row]!, want, reference.tol)).toBe(true));
    expected.phi.flat().forEach((want, cell) => {
      expect(isClose(result.phi[cell]!, want, reference.tol), `${cell}: ${result.phi[cell]} against ${want}`).toBe(
        true,
      );
    });
  });

  test("adds up to the prediction, gives features that act alike the same, and a feature that does nothing 0", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const [around, rows] = [randomMatrix(6, 5, seed), randomMatrix(3, 5, seed + 1)];
        for (const { rows: cells } of [around, rows]) {
          for (let cell = 0; cell < cells.length; cell += 5) cells[cell + 1] = cells[cell]!;
        }
        const predict = (cells: Float64Array, width: number) =>
          eachRow(cells, width, ([a, b, c, d]) => sigmoid(a! * b! + a! + b! + c! * d! - d!));
        const result = require(await explain({ predict, background: around, data: rows }));
        for (let row = 0; row < 3; row++) {
          const phi = result.phi.subarray(row * 5, row * 5 + 5);
          expect(result.base + phi.reduce((sum, value) => sum + value, 0)).toBeCloseTo(result.values[row]!, 12);
          expect(phi[0]).toBeCloseTo(phi[1]!, 10);
          expect(phi[4]).toBeCloseTo(0, 10);
        }
      }),
      { seed: 6, numRuns: 20 },
    );
  });

  test("does not depend on the order of the background's rows", async () => {
    const order = [...permutation(5, seededRandom(3))];
    const shuffled = matrix(order.map((row) => (reference.inputs["background"] as readonly number[][])[row]!));
    const one = require(await explain({ predict: referenceModel, background, data }));
    const other = require(await explain({ predict: referenceModel, background: shuffled, data }));
    expectAllClose(other.phi, one.phi);
  });

  test("explains one output of several, and log-odds", async () => {
    const both = (rows: Float64Array, width: number) =>
      Float64Array.from([...referenceModel(rows, width)].flatMap((p) => [1 - p, p]));
    const one = require(await explain({ predict: both, output: 1, background, data }));
    expectAllClose(one.phi, require(await explain({ predict: referenceModel, background, data })).phi);
    const odds = require(await explain({ predict: both, output: 1, background, data, link: "logit" }));
    expect(odds.base).toBeCloseTo(Math.log(expected.base_value / (1 - expected.base_value)), 12);
    const p = expected.f_x[0]!;
    const sum = odds.phi.subarray(0, 4).reduce((total, value) => total + value, odds.base);
    expect(sum).toBeCloseTo(Math.log(p / (1 - p)), 12);
  });

  test("refuses by name", async () => {
    const empty = { rows: new Float64Array(0), width: 4 };
    const predict = referenceModel;
    expect(await explain({ predict, background: empty, data })).toMatchObject({ kind: "not-enough-data" });
    const broken = { ...data, rows: data.rows.with(2, NaN) };
    expect(await explain({ predict, background, data: broken })).toMatchObject({ reason: "not-finite" });
    expect(await explain({ predict, background: randomMatrix(2, 3, 1), data })).toMatchObject({
      reason: "lengths-differ",
    });
    const mute = (rows: Float64Array, width: number) => eachRow(rows, width, () => NaN);
    expect(await explain({ predict: mute, background, data })).toMatchObject({ reason: "not-finite" });
  });
});

describe("exact Shapley", () => {
  test("gives way to Kernel SHAP above its number of features", async () => {
    const wide = randomMatrix(2, EXACT_SHAPLEY_FEATURES + 1, 1);
    const predict = (rows: Float64Array, width: number) => eachRow(rows, width, ([a]) => a!);
    expect(await exactShapley({ predict, background: wide, data: wide })).toMatchObject({ reason: "out-of-range" });
  });

  test("of a linear model is weight times distance from the mean", async () => {
    const weights = [2, -1, 0.5];
    const [around, rows] = [randomMatrix(20, 3, 8), randomMatrix(4, 3, 9)];
    const predict = (cells: Float64Array, width: number) =>
      eachRow(cells, width, (row) => row.reduce((sum, value, feature) => sum + value * weights[feature]!, 7));
    const result = require(await exactShapley({ predict, background: around, data: rows }));
    const means = weights.map((__, feature) => {
      return around.rows.reduce((sum, value, cell) => sum + (cell % 3 === feature ? value / 20 : 0), 0);
    });
    expectAllClose(
      result.phi,
      rows.rows.map((value, cell) => weights[cell % 3]! * (value - means[cell % 3]!)),
    );
  });
});

describe("Kernel SHAP", () => {
  const wide = { around: randomMatrix(4, 14, 2), rows: randomMatrix(2, 14, 3) };
  const predict = (rows: Float64Array, width: number) =>
    eachRow(rows, width, (row) => sigmoid(row.reduce((sum, value, feature) => sum + value * Math.sin(feature), 0)));

  test("is exact with every coalition, and near it with a sample of them", async () => {
    const input = { predict, background: wide.around, data: wide.rows };
    const exact = require(await exactShapley(input));
    const all = require(await kernelShap({ ...input, samples: 2 ** 14 - 2, random }));
    expect(all.exactRows).toBe(2);
    expectAllClose(all.phi, exact.phi, 10);
    const sampled = require(await kernelShap({ ...input, random }));
    expect(sampled.exactRows).toBe(0);
    const largest = Math.max(...sampled.phi.map((value, cell) => Math.abs(value - exact.phi[cell]!)));
    expect(largest).toBeGreaterThan(0);
    expect(largest).toBeLessThan(0.01);
    const sum = sampled.phi.subarray(0, 14).reduce((total, value) => total + value, sampled.base);
    expect(sum).toBeCloseTo(sampled.values[0]!, 12);
  });

  test("repeats itself with a seed, and a row's values do not depend on the rows before it", async () => {
    const input = { predict, background: wide.around, samples: 400 };
    const one = require(await kernelShap({ ...input, data: wide.rows, random: seededRandom(5) }));
    const again = require(await kernelShap({ ...input, data: wide.rows, random: seededRandom(5) }));
    expect(again.phi).toEqual(one.phi);
    const last = { rows: wide.rows.rows.slice(14), width: 14 };
    const alone = require(await kernelShap({ ...input, data: last, random: seededRandom(5) }));
    expect(alone.phi).toEqual(one.phi.slice(14));
    const other = require(await kernelShap({ ...input, data: wide.rows, random: seededRandom(6) }));
    expect(other.phi).not.toEqual(one.phi);
  });

  test("gives 0 to features that the row shares with the background", async () => {
    const same = { rows: Float64Array.from([1, 2, 3, 4]), width: 2 };
    const row = { rows: Float64Array.from([1, 2]), width: 2 };
    const product = (rows: Float64Array, width: number) => eachRow(rows, width, ([a, b]) => a! * b!);
    const first = { rows: Float64Array.from([1, 2, 3, 2]), width: 2 };
    expect([...require(await kernelShap({ predict: product, background: first, data: row, random })).phi]).toEqual([
      -2, 0,
    ]);
    const all = require(await kernelShap({ predict: product, background: row, data: row, random }));
    expect([...all.phi]).toEqual([0, 0]);
    const both = require(await kernelShap({ predict: product, background: same, data: row, random }));
    expect(both.phi[0]! + both.phi[1]!).toBeCloseTo(2 - 7, 12);
  });

  test("says so when there are too few samples", async () => {
    const input = { predict, background: wide.around, data: wide.rows, samples: 10, random };
    expect(await kernelShap(input)).toEqual({ kind: "not-enough-data", needed: 14, got: 10 });
  });
});

describe("the coalitions of Kernel SHAP", () => {
  test("are all of them up to 11 features, by the kernel's weights", () => {
    const { members, weights, complete } = kernelCoalitions({ width: 11, samples: 2 * 11 + 2048, random });
    expect(complete).toBe(true);
    expect(weights.length).toBe(2 ** 11 - 2);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const sizeOf = (index: number) => members.subarray(index * 11, index * 11 + 11).reduce((sum, one) => sum + one, 0);
    const binomials = [1, 11, 55, 165, 330, 462];
    const kernel = (size: number) => 10 / (binomials[Math.min(size, 11 - size)]! * size * (11 - size));
    const unit = weights[0]! / kernel(sizeOf(0));
    weights.forEach((weight, index) => expect(weight / unit).toBeCloseTo(kernel(sizeOf(index)), 10));
  });

  test("are distinct and come with their complements where they are drawn", () => {
    const { members, weights, complete } = kernelCoalitions({ width: 15, samples: 1000, random: seededRandom(2) });
    expect(complete).toBe(false);
    const keys = Array.from(weights, (_, index) => members.subarray(index * 15, index * 15 + 15).join(""));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeLessThanOrEqual(1000);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const swap = (key: string) => [...key].map((bit) => (bit === "1" ? "0" : "1")).join("");
    expect(keys.filter((key) => !keys.includes(swap(key))).length).toBeLessThanOrEqual(1);
  });
});

describe("weighted least squares", () => {
  test("solves what has a solution and refuses columns that depend on one another", () => {
    const design = Float64Array.from([1, 0, 0, 1, 1, 1]);
    const weights = Float64Array.from([1, 2, 3]);
    const solved = weightedLeastSquares({ design, columns: 2, target: Float64Array.from([2, 3, 5]), weights });
    expectAllClose(solved!, [2, 3]);
    const twice = Float64Array.from([1, 1, 2, 2, 3, 3]);
    expect(weightedLeastSquares({ design: twice, columns: 2, target: new Float64Array(3), weights })).toBeNull();
  });
});
