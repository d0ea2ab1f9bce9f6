import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import {
  addToCategorySketch,
  emptyCategorySketch,
  mergeCategorySketches,
  type CategorySketch,
} from "./category-sketch";
import { flipCoin } from "./coin";
import {
  addToDistinctSketch,
  DISTINCT_STANDARD_ERROR,
  distinctCount,
  distinctSketchOfText,
  distinctSketchToText,
  emptyDistinctSketch,
  mergeDistinctSketches,
} from "./distinct-sketch";
import { EMPTY_MOMENT_SKETCH, mergeMomentSketches, momentSketch } from "./moment-sketch";
import {
  addToQuantileSketch,
  emptyQuantileSketch,
  mergeQuantileSketches,
  type QuantileSketch,
} from "./quantile-sketch";
import { quantileSketchOfJson, quantileSketchToJson, type QuantileSketchJson } from "./quantile-sketch-json";
import { rankErrorAt, rankErrorBound, shareUpTo, sketchQuantile, weightedValues } from "./quantile-sketch-query";

const SEED = 20_261;
const CAPACITY = 64;
const RUNS = { seed: SEED, numRuns: 30 };

const column = fc
  .record({ size: fc.integer({ min: 1, max: 5000 }), seed: fc.integer(), steps: fc.constantFrom(0, 3, 50) })
  .map(({ size, seed, steps }) => {
    const random = seededRandom(seed);
    const rounded = (x: number): number => (steps === 0 ? x : Math.round(x * steps) / steps + 0);
    return Float64Array.from({ length: size }, () => rounded(random.normal()));
  });

function sketchOf(values: Float64Array, capacity = CAPACITY, seed = 1): QuantileSketch {
  return addToQuantileSketch(emptyQuantileSketch(capacity, seed), values);
}

function both(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.of(...a, ...b);
}

function exactShare(values: Float64Array, x: number): number {
  return values.filter((value) => value <= x).length / values.length;
}

/** Largest error of a share over the places where it could be largest. */
function largestError(sketch: QuantileSketch, values: Float64Array): number {
  const probes = [-3, -2, -1, -0.5, 0, 0.2, 0.5, 1, 2, 3, ...values.subarray(0, 20)];
  return Math.max(...probes.map((x) => Math.abs(shareUpTo(sketch, x) - exactShare(values, x))));
}

describe("a quantile sketch", () => {
  test("never strays from the column's shares beyond its stated bound", () => {
    fc.assert(
      fc.property(column, (values) => {
        const sketch = sketchOf(values);
        expect(sketch.count).toBe(values.length);
        expect(largestError(sketch, values)).toBeLessThanOrEqual(rankErrorBound(sketch) + 1e-12);
      }),
      RUNS,
    );
  });

  test("merged from two stays within its bound of the column of both, as does the sketch of both", () => {
    fc.assert(
      fc.property(column, column, (a, b) => {
        const whole = both(a, b);
        const merged = mergeQuantileSketches(sketchOf(a, CAPACITY, 5), sketchOf(b, CAPACITY, 6));
        const direct = sketchOf(whole);
        expect(merged.count).toBe(whole.length);
        expect([merged.low, merged.high]).toEqual([direct.low, direct.high]);
        expect(largestError(merged, whole)).toBeLessThanOrEqual(rankErrorBound(merged) + 1e-12);
        const apart = rankErrorBound(merged) + rankErrorBound(direct) + 1e-12;
        for (const x of [-1, 0, 1]) expect(Math.abs(shareUpTo(merged, x) - shareUpTo(direct, x))).toBeLessThan(apart);
      }),
      RUNS,
    );
  });

  test("keeps the sum of its weights at the number of rows", () => {
    fc.assert(
      fc.property(column, column, (a, b) => {
        const { values, weights, total } = weightedValues(mergeQuantileSketches(sketchOf(a), sketchOf(b)));
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(total);
        expect([...values]).toEqual([...values].sort((x, y) => x - y));
      }),
      RUNS,
    );
  });

  test("of fewer rows than its capacity is exact", () => {
    const values = Float64Array.from({ length: 60 }, (_, index) => (index * 37) % 60);
    const sketch = sketchOf(values);
    expect(rankErrorBound(sketch)).toBe(0);
    expect(rankErrorAt(sketch)).toBe(0);
    expect(sketchQuantile(sketch, 0.5)).toBe(29);
    expect([...weightedValues(sketch).values]).toEqual([...values].sort((a, b) => a - b));
  });

  test("of a hundred thousand rows is small, close, and exact at the ends", () => {
    const random = seededRandom("large");
    const values = Float64Array.from({ length: 100_000 }, () => random.next());
    const sketch = addToQuantileSketch(emptyQuantileSketch(), values);
    expect(weightedValues(sketch).values.length).toBeLessThan(12_000);
    expect(rankErrorBound(sketch)).toBeLessThan(Math.log2((2 * values.length) / 2048) / 2048);
    expect(rankErrorAt(sketch)).toBeLessThan(4.7 / 2048);
    const sorted = values.slice().sort();
    expect([sketchQuantile(sketch, 0), sketchQuantile(sketch, 1)]).toEqual([sorted[0], sorted[99_999]]);
    for (const q of [0.01, 0.1, 0.5, 0.9, 0.99]) {
      const got = exactShare(values, sketchQuantile(sketch, q));
      expect(Math.abs(got - q)).toBeLessThanOrEqual(rankErrorBound(sketch) + 64 / 100_000);
    }
  });

  test("is further off than its 99 % bound in no more than 1 of 100 columns", () => {
    let misses = 0;
    for (let trial = 0; trial < 300; trial++) {
      const random = seededRandom(`trial ${trial}`);
      const values = Float64Array.from({ length: 1500 }, () => random.next());
      const sketch = sketchOf(values, 32, trial);
      if (Math.abs(shareUpTo(sketch, 0.5) - exactShare(values, 0.5)) > rankErrorAt(sketch)) misses++;
    }
    expect(misses / 300).toBeLessThanOrEqual(0.01 + 3 * Math.sqrt((0.01 * 0.99) / 300));
  });

  test("goes through JSON and goes on as if it had not", () => {
    fc.assert(
      fc.property(column, column, (a, b) => {
        const sketch = sketchOf(a);
        const text = JSON.stringify(quantileSketchToJson(sketch));
        const again = quantileSketchOfJson(JSON.parse(text) as QuantileSketchJson);
        expect(again).toEqual(sketch);
        expect(addToQuantileSketch(again, b)).toEqual(addToQuantileSketch(sketch, b));
      }),
      RUNS,
    );
    const empty = emptyQuantileSketch();
    expect(quantileSketchOfJson(quantileSketchToJson(empty))).toEqual(empty);
  });

  test("of no rows has no quantiles", () => {
    const empty = emptyQuantileSketch(1);
    expect([sketchQuantile(empty, 0.5), shareUpTo(empty, 0)]).toEqual([NaN, NaN]);
    expect([rankErrorBound(empty), rankErrorAt(empty), empty.capacity]).toEqual([0, 0, 16]);
    const some = sketchOf(Float64Array.of(1, 2));
    expect(weightedValues(mergeQuantileSketches(empty, some))).toEqual(weightedValues(some));
  });

  test("leaves the sketch that it was made from as it was", () => {
    const sketch = sketchOf(Float64Array.of(3, 1, 2));
    const before = JSON.stringify(quantileSketchToJson(sketch));
    addToQuantileSketch(sketch, new Float64Array(500));
    mergeQuantileSketches(sketch, sketchOf(new Float64Array(500)));
    expect(JSON.stringify(quantileSketchToJson(sketch))).toBe(before);
  });

  test("flips a fair coin", () => {
    let [state, heads] = [7, 0];
    for (let flip = 0; flip < 10_000; flip++) {
      const next = flipCoin(state);
      state = next.state;
      if (next.heads) heads++;
    }
    expect(Math.abs(heads - 5000)).toBeLessThan(200);
  });
});

describe("a distinct sketch", () => {
  test.each([0, 1, 10, 500, 5000, 60_000])("counts %i distinct numbers and texts within four standard errors", (n) => {
    const numbers = Array.from({ length: n }, (_, index) => index * 1.25 - 7);
    for (const values of [numbers, numbers.map((x) => `id-${x}`)]) {
      const got = distinctCount(addToDistinctSketch(emptyDistinctSketch(), values));
      expect(Math.abs(got - n)).toBeLessThanOrEqual(4 * DISTINCT_STANDARD_ERROR * n + 1e-9);
    }
  });

  test("has about the standard error it states", () => {
    let squares = 0;
    for (let trial = 0; trial < 40; trial++) {
      const values = Array.from({ length: 3000 }, (_, index) => index + trial * 1e7);
      squares += (distinctCount(addToDistinctSketch(emptyDistinctSketch(), values)) / 3000 - 1) ** 2;
    }
    expect(Math.sqrt(squares / 40)).toBeLessThan(1.5 * DISTINCT_STANDARD_ERROR);
  });

  test("merged is the sketch of both columns, bit for bit, and repeats and order change nothing", () => {
    const values = fc.array(fc.oneof(fc.double(), fc.string()), { maxLength: 80 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const of = (list: readonly (number | string)[]): ReturnType<typeof emptyDistinctSketch> =>
          addToDistinctSketch(emptyDistinctSketch(), list);
        expect(mergeDistinctSketches(of(a), of(b))).toEqual(of([...a, ...b]));
        expect(of([...b, ...a, ...b])).toEqual(of([...a, ...b]));
        expect(distinctSketchOfText(distinctSketchToText(of(a)))).toEqual(of(a));
      }),
      RUNS,
    );
  });

  test("takes both zeros for one value and a number for another than its text", () => {
    const count = (values: readonly (number | string)[]): number =>
      Math.round(distinctCount(addToDistinctSketch(emptyDistinctSketch(), values)));
    expect(count([0, -0])).toBe(1);
    expect(count([1, "1"])).toBe(2);
  });
});

describe("a moment sketch", () => {
  test("merged is the sketch of both columns but for rounding", () => {
    const cell = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
      fc.constantFrom(NaN, Infinity, -Infinity),
    );
    const cells = fc.array(cell, { maxLength: 50 }).map((list) => Float64Array.from(list));
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const merged = mergeMomentSketches(momentSketch(a), momentSketch(b));
        const { moments, ...rest } = momentSketch(both(a, b));
        expect(merged).toMatchObject(rest);
        expect(merged.moments.count).toBe(moments.count);
        expect(Math.abs(merged.moments.mean - moments.mean)).toBeLessThan(1e-10);
        expect(Math.abs(merged.moments.m2 - moments.m2)).toBeLessThan(1e-6);
        expect(JSON.parse(JSON.stringify(merged))).toEqual(merged);
      }),
      RUNS,
    );
  });

  test("counts what it leaves out, and merges with nothing to itself", () => {
    const sketch = momentSketch(Float64Array.of(1, NaN, 3, Infinity, NaN));
    expect(sketch).toMatchObject({ low: 1, high: 3, missing: 2, infinite: 1, moments: { count: 2, mean: 2, m2: 2 } });
    expect(mergeMomentSketches(EMPTY_MOMENT_SKETCH, sketch)).toEqual(sketch);
    expect(momentSketch(new Float64Array(0))).toEqual(EMPTY_MOMENT_SKETCH);
  });
});

describe("a category sketch", () => {
  const words = fc.array(
    fc.integer({ min: 0, max: 60 }).map((draw) => `w${Math.floor(draw ** 2 / 60)}`),
    { maxLength: 400 },
  );

  function sketchWords(list: readonly string[], capacity: number): CategorySketch {
    return addToCategorySketch(emptyCategorySketch(capacity), list);
  }

  function expectHonest(sketch: CategorySketch, list: readonly string[]): void {
    expect(sketch.count).toBe(list.length);
    expect(sketch.counts.length).toBeLessThanOrEqual(sketch.capacity);
    expect(sketch.shortfall).toBeLessThanOrEqual(list.length / (sketch.capacity + 1));
    const kept = new Map(sketch.counts);
    for (const word of new Set(list)) {
      const exact = list.filter((other) => other === word).length;
      const got = kept.get(word) ?? 0;
      expect(got).toBeLessThanOrEqual(exact);
      expect(got).toBeGreaterThanOrEqual(exact - sketch.shortfall);
    }
  }

  test("is exact up to its capacity, in any order and merged from parts", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const whole = sketchWords([...a, ...b], 100);
        expect(whole.shortfall).toBe(0);
        expectHonest(whole, [...a, ...b]);
        expect(mergeCategorySketches(sketchWords(a, 100), sketchWords(b, 100))).toEqual(whole);
        expect(sketchWords([...b, ...a].reverse(), 100)).toEqual(whole);
      }),
      RUNS,
    );
  });

  test("beyond it is never too high nor more than its shortfall too low, also after merging", () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        expectHonest(sketchWords(a, 5), a);
        const merged = mergeCategorySketches(
          mergeCategorySketches(sketchWords(a, 5), sketchWords(b, 5)),
          sketchWords(c, 5),
        );
        expectHonest(merged, [...a, ...b, ...c]);
        expect(JSON.parse(JSON.stringify(merged))).toEqual(merged);
      }),
      RUNS,
    );
  });

  test("keeps a frequent category among endless rare ones", () => {
    const list = Array.from({ length: 20_000 }, (_, index) => (index % 4 === 0 ? "often" : `rare-${index}`));
    const sketch = sketchWords(list, 50);
    expect(sketch.counts[0]![0]).toBe("often");
    expect(sketch.counts[0]![1]).toBeGreaterThanOrEqual(5000 - sketch.shortfall);
    expect(sketch.shortfall).toBeLessThanOrEqual(20_000 / 51);
  });
});
