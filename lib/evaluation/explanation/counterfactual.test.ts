import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import { changeCandidates, featureScales } from "./change-candidates";
import { nearestCounterfactual, type Counterfactual } from "./counterfactual";
import { eachRow, matrix, sigmoid } from "./testing/models";

const random = seededRandom(21);
const data = { rows: Float64Array.from({ length: 900 }, () => random.normal()), width: 3 };
const predict = (rows: Float64Array, width: number) =>
  eachRow(rows, width, ([a, b, c]) => sigmoid(a! + 2 * b! - 0.5 * c!));
const row = Float64Array.from([-1, -1, 1]);
const free = { kind: "range", low: -4, high: 4 } as const;
const FREE = [free, free, free];
const input = { predict, row, data, threshold: 0.5, side: "at-least", constraints: FREE } as const;

function found(result: { readonly kind: string } | Counterfactual): Counterfactual {
  if (!("changes" in result)) throw new Error(JSON.stringify(result));
  return result;
}

describe("the nearest counterfactual", () => {
  test("of a linear model changes the feature with the most effect for its spread, just to the threshold", async () => {
    const result = found(await nearestCounterfactual(input));
    expect(result.changes).toHaveLength(1);
    expect(result.changes[0]!.feature).toBe(1);
    expect(result.changes[0]!.to).toBeCloseTo(0.75, 9);
    expect(result.score).toBeGreaterThanOrEqual(0.5);
    expect(result.score).toBeLessThan(0.5 + 1e-9);
    expect(result.distance).toBeCloseTo(1.75 / featureScales(data.rows, 3)[1]!, 8);
  });

  test("leaves fixed features alone and keeps to ranges, steps and lists", async () => {
    const constraints = [
      { kind: "range", low: -2, high: 3, step: 0.5 },
      { kind: "fixed" },
      { kind: "values", values: [1, 0, -1] },
    ] as const;
    const result = found(await nearestCounterfactual({ ...input, constraints }));
    expect(result.row[1]).toBe(-1);
    expect(((result.row[0]! + 1) / 0.5) % 1).toBe(0);
    expect(result.row[0]).toBeLessThanOrEqual(3);
    expect([1, 0, -1]).toContain(result.row[2]);
    expect(result.score).toBeGreaterThanOrEqual(0.5);
  });

  test("changes several features where one is not enough", async () => {
    const tight = { kind: "range", low: -1.2, high: 0.3 } as const;
    const constraints = [tight, tight, { kind: "range", low: 0, high: 1 }] as const;
    const result = found(await nearestCounterfactual({ ...input, constraints }));
    expect(result.changes.length).toBeGreaterThan(1);
    expect(result.score).toBeGreaterThanOrEqual(0.5);
    expect(await nearestCounterfactual({ ...input, constraints, maxChanges: 1 })).toMatchObject({ kind: "not-found" });
  });

  test("goes down as well as up, and stays where it already is", async () => {
    const there = found(await nearestCounterfactual({ ...input, side: "at-most" }));
    expect(there).toMatchObject({ distance: 0, changes: [], row });
    const high = Float64Array.from([1, 1, 0]);
    const down = found(await nearestCounterfactual({ ...input, row: high, side: "at-most" }));
    expect(down.score).toBeLessThanOrEqual(0.5);
    expect(down.changes[0]!.to).toBeLessThan(1);
  });

  test("says how near it came where nothing allowed is enough", async () => {
    const constraints = [{ kind: "fixed" }, { kind: "fixed" }, { kind: "range", low: 0, high: 1 }] as const;
    const result = await nearestCounterfactual({ ...input, constraints });
    expect(result).toMatchObject({ kind: "not-found", closestScore: expect.closeTo(sigmoid(-3), 12) as number });
    const none = [{ kind: "fixed" }, { kind: "fixed" }, { kind: "fixed" }] as const;
    expect(await nearestCounterfactual({ ...input, constraints: none })).toMatchObject({ kind: "not-found" });
  });

  test("reaches the threshold within its constraints from any row, and no single tried change is nearer", async () => {
    const scales = featureScales(data.rows, 3);
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const numbers = seededRandom(seed);
        const from = Float64Array.from({ length: 3 }, () => 2 * numbers.normal());
        const result = found(await nearestCounterfactual({ ...input, row: from, constraints: FREE, points: 9 }));
        expect(result.score).toBeGreaterThanOrEqual(0.5);
        for (const feature of [0, 1, 2]) {
          for (let step = 0; step < 9; step++) {
            const tried = from.with(feature, step - 4);
            const distance = Math.abs(step - 4 - from[feature]!) / scales[feature]!;
            if (predict(tried, 3)[0]! >= 0.5) expect(result.distance).toBeLessThanOrEqual(distance + 1e-12);
          }
        }
      }),
      { seed: 8, numRuns: 40 },
    );
  });

  test("refuses by name", async () => {
    const short = { ...input, row: row.slice(1) };
    expect(await nearestCounterfactual(short)).toMatchObject({ reason: "lengths-differ" });
    const upside = [free, free, { kind: "range", low: 1, high: 0 }] as const;
    expect(await nearestCounterfactual({ ...input, constraints: upside })).toMatchObject({ reason: "out-of-range" });
    expect(await nearestCounterfactual({ ...input, row: row.with(0, NaN) })).toMatchObject({ reason: "not-finite" });
  });
});

describe("what a feature may become", () => {
  const column = Float64Array.from([5, 1, 2, 9, 7]);

  test.each([
    ["a step away within its range", { kind: "range", low: 0, high: 4, step: 1.5 }, [0.5, 3.5]],
    ["even values of a range", { kind: "range", low: 0, high: 4 }, [0, 4]],
    ["a list", { kind: "values", values: [2, 8, 3] }, [3, 8]],
    ["what the data has", { kind: "observed" }, [1, 5, 9]],
    ["nothing", { kind: "fixed" }, []],
  ] as const)("is %s", (_, constraint, want) => {
    const values = changeCandidates({ constraint, from: 2, column, points: 3 });
    expect([...values].sort()).toEqual([...want].sort());
    const distances = values.map((value) => Math.abs(value - 2));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  test("is measured in median absolute deviations, or as it is where that is 0", () => {
    const rows = matrix([
      [1, 4],
      [2, 4],
      [4, 4],
      [8, 4],
      [16, 5],
    ]);
    expect([...featureScales(rows.rows, 2)]).toEqual([3, 1]);
  });
});
