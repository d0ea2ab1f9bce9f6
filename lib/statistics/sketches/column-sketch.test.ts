import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import { categoricalSketch, mergeColumnSketches, numericSketch, type ColumnSketch } from "./column-sketch";
import { columnSketchOfJson, columnSketchToJson } from "./column-sketch-json";
import { distinctCount } from "./distinct-sketch";
import { FEW_LIMIT } from "./few-values";
import {
  addToQuantileSketch,
  emptyQuantileSketch,
  mergeQuantileSketches,
  type QuantileSketch,
} from "./quantile-sketch";
import { areaErrorBound, curveErrorAt, rankErrorBound, weightedValues } from "./quantile-sketch-query";
import { thinned } from "./thinning";

const RUNS = { seed: 20_262, numRuns: 30 };

const cells = fc
  .record({ size: fc.integer({ min: 0, max: 3000 }), seed: fc.integer(), steps: fc.constantFrom(0, 2, 40) })
  .map(({ size, seed, steps }) => {
    const random = seededRandom(seed);
    const odd = [NaN, Infinity, -Infinity, 0, -0];
    const draw = (): number => (steps === 0 ? random.normal() : Math.round(random.normal() * steps) / steps);
    return Float64Array.from({ length: size }, () => (random.next() < 0.05 ? odd[random.int(odd.length)]! : draw()));
  });

function both(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.of(...a, ...b);
}

function stored(sketch: ColumnSketch): ColumnSketch | null {
  return columnSketchOfJson(JSON.parse(JSON.stringify(columnSketchToJson(sketch))));
}

/** The area and the largest gap between the curve of ascending values and the sketch's, by the definition. */
function strayOf(sketch: QuantileSketch, sorted: Float64Array): { readonly area: number; readonly gap: number } {
  const { values, weights } = weightedValues(sketch);
  const steps = [...sorted].map((value) => ({ value, up: 1 }));
  values.forEach((value, at) => steps.push({ value, up: -weights[at]! }));
  steps.sort((a, b) => a.value - b.value);
  let [apart, area, gap] = [0, 0, 0];
  steps.forEach(({ value, up }, at) => {
    if (at === 0 || value > steps[at - 1]!.value) {
      if (at > 0) area += Math.abs(apart) * (value - steps[at - 1]!.value);
      gap = Math.max(gap, Math.abs(apart));
    }
    apart += up;
  });
  return { area: area / sorted.length, gap: gap / sorted.length };
}

describe("the sketch of a column of numbers", () => {
  test("reads the finite values and counts the others apart", () => {
    const sketch = numericSketch(Float64Array.of(2, NaN, 1, Infinity, 2, -Infinity, -0, 0));
    expect(sketch).toMatchObject({ kind: "numeric", moments: { missing: 1, infinite: 2 }, quantiles: { count: 5 } });
    expect(sketch.few).toEqual([
      [0, 2],
      [1, 1],
      [2, 2],
    ]);
    expect(Math.round(distinctCount(sketch.distinct))).toBe(3);
  });

  test("counts distinct values one by one as long as they are few", () => {
    const upTo = (n: number): ColumnSketch => numericSketch(Float64Array.from({ length: 500 }, (_, at) => at % n));
    expect(upTo(FEW_LIMIT)).toMatchObject({ few: { length: FEW_LIMIT } });
    expect(upTo(FEW_LIMIT + 1)).toMatchObject({ few: null });
  });

  test("merged from parts holds what the sketch of the whole holds", () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const whole = numericSketch(both(a, b), { capacity: 64 });
        const merged = mergeColumnSketches(numericSketch(a, { capacity: 64 }), numericSketch(b, { capacity: 64 }));
        if (merged?.kind !== "numeric") return expect.fail("another kind");
        expect(merged.few).toEqual(whole.few);
        expect(merged.distinct).toEqual(whole.distinct);
        const { moments, ...counts } = whole.moments;
        expect(merged.moments).toMatchObject(counts);
        expect(merged.moments.moments.mean).toBeCloseTo(moments.mean, 10);
        expect(merged.quantiles.count).toBe(whole.quantiles.count);
        expect([merged.quantiles.low, merged.quantiles.high]).toEqual([whole.quantiles.low, whole.quantiles.high]);
      }),
      RUNS,
    );
  });

  test("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(cells, (values) => {
        const { quantiles, few } = numericSketch(values, { capacity: 64 });
        const reversed = numericSketch(values.slice().reverse(), { capacity: 64 });
        expect(reversed.few).toEqual(few);
        // Many rows are sorted first; few go to the first level in turn.
        if (quantiles.count >= 256) expect(weightedValues(reversed.quantiles)).toEqual(weightedValues(quantiles));
      }),
      RUNS,
    );
  });
});

describe("the sketch of a column of categories", () => {
  test("counts by code, drops what never occurs and counts missing ones apart", () => {
    const sketch = categoricalSketch({ codes: Int32Array.of(2, 0, -1, 2, 2, -1), categories: ["a", "b", "c"] });
    expect(sketch).toMatchObject({ missing: 2, counts: { count: 4, shortfall: 0 } });
    expect(sketch.counts.counts).toEqual([
      ["c", 3],
      ["a", 1],
    ]);
  });

  test("keeps the frequent ones beyond its capacity, and says by how much it is short", () => {
    const codes = Int32Array.from({ length: 900 }, (_, row) => (row % 3 === 0 ? 0 : 1 + (row % 50)));
    const categories = Array.from({ length: 60 }, (_, code) => `c${code}`);
    const { counts } = categoricalSketch({ codes, categories }, { capacity: 8 }).counts;
    expect(counts[0]![0]).toBe("c0");
    expect(categoricalSketch({ codes, categories }, { capacity: 8 }).counts.shortfall).toBeGreaterThan(0);
  });

  test("merges with its like, not with numbers", () => {
    const sketch = (codes: readonly number[]): ColumnSketch =>
      categoricalSketch({ codes: Int32Array.from(codes), categories: ["a", "b"] });
    expect(mergeColumnSketches(sketch([0, 1, -1]), sketch([1, 1]))).toEqual(sketch([0, 1, -1, 1, 1]));
    expect(mergeColumnSketches(sketch([0]), numericSketch(Float64Array.of(1)))).toBeNull();
  });
});

describe("a stored sketch", () => {
  test("comes back as it was, and goes on merging as if it had not been away", () => {
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const [one, other] = [numericSketch(a, { capacity: 32 }), numericSketch(b, { capacity: 32 })];
        const back = stored(one) ?? expect.fail("refused");
        expect(back).toEqual(withoutNegativeZero(one));
        expect(columnSketchToJson(mergeColumnSketches(back, other)!)).toEqual(
          columnSketchToJson(mergeColumnSketches(withoutNegativeZero(one), other)!),
        );
      }),
      RUNS,
    );
    const words = categoricalSketch({ codes: Int32Array.of(0, 1, 1), categories: ['["', "ñ"] });
    expect(stored(words)).toEqual(words);
  });

  test("of huge numbers is readable", () => {
    const huge = numericSketch(
      Float64Array.from({ length: 3000 }, (_, at) => (at % 2 === 0 ? 1e308 : -1e308) / (at + 1)),
      {
        capacity: 16,
      },
    );
    expect(stored(huge)).toMatchObject({ quantiles: { count: 3000 } });
  });

  test("is refused when it is another thing, of another version, or does not hold together", () => {
    const json = columnSketchToJson(
      numericSketch(
        Float64Array.from({ length: 300 }, (_, at) => at),
        { capacity: 16 },
      ),
    );
    if (json.kind !== "numeric") return expect.fail("another kind");
    const { quantiles } = json;
    const broken: readonly unknown[] = [
      null,
      "sketch",
      {},
      { ...json, formatVersion: 2 },
      { ...json, kind: "text" },
      { ...json, distinct: "000" },
      { ...json, few: [[1]] },
      { ...json, quantiles: { ...quantiles, count: 299 } },
      { ...json, quantiles: { ...quantiles, areaError: -1 } },
      { ...json, quantiles: { ...quantiles, levels: quantiles.levels.map((level) => [...level].reverse()) } },
    ];
    expect(columnSketchOfJson(json)).not.toBeNull();
    expect(broken.map(columnSketchOfJson)).toEqual(broken.map(() => null));
  });
});

describe("what a quantile sketch says of its curve", () => {
  const column = fc.record({
    size: fc.integer({ min: 1, max: 4000 }),
    seed: fc.integer(),
    steps: fc.constantFrom(0, 4),
  });
  const draw = ({ size, seed, steps }: { size: number; seed: number; steps: number }): Float64Array => {
    const random = seededRandom(seed);
    const value = (): number => random.normal() / (0.1 + random.next());
    return Float64Array.from({ length: size }, () => (steps === 0 ? value() : Math.round(value() * steps)));
  };
  /** Part of the rows at once, part in tens, part merged in. */
  const sketchOf = (values: Float64Array, capacity: number): QuantileSketch => {
    const third = Math.floor(values.length / 3);
    let sketch = addToQuantileSketch(emptyQuantileSketch(capacity, 1), values.subarray(0, third));
    for (let from = third; from < 2 * third; from += 10) {
      sketch = addToQuantileSketch(sketch, values.subarray(from, Math.min(from + 10, 2 * third)));
    }
    return mergeQuantileSketches(
      sketch,
      addToQuantileSketch(emptyQuantileSketch(capacity, 2), values.subarray(2 * third)),
    );
  };

  test("holds whatever came: the area and the gap from the rows' curve are within the certain bounds", () => {
    fc.assert(
      fc.property(column, fc.constantFrom(16, 64), (given, capacity) => {
        const values = draw(given);
        const sketch = sketchOf(values, capacity);
        const { area, gap } = strayOf(sketch, values.slice().sort());
        expect(area).toBeLessThanOrEqual(areaErrorBound(sketch) * (1 + 1e-12));
        expect(gap).toBeLessThanOrEqual(rankErrorBound(sketch) + 1e-12);
        expect(curveErrorAt(sketch)).toBeLessThanOrEqual(rankErrorBound(sketch));
      }),
      RUNS,
    );
  });

  test("with 99 % confidence holds for the whole curve", () => {
    let misses = 0;
    for (let trial = 0; trial < 100; trial++) {
      const random = seededRandom(`curve ${trial}`);
      const values = Float64Array.from({ length: 3000 }, () => random.next());
      let sketch = emptyQuantileSketch(16, trial);
      for (let from = 0; from < values.length; from += 20) {
        sketch = addToQuantileSketch(sketch, values.subarray(from, from + 20));
      }
      expect(curveErrorAt(sketch)).toBeLessThan(rankErrorBound(sketch));
      if (strayOf(sketch, values.slice().sort()).gap > curveErrorAt(sketch)) misses++;
    }
    expect(misses).toBeLessThanOrEqual(4);
  });

  test("of rows that come at once is that of one thinning: half a run, and the exact area", () => {
    const values = Float64Array.from({ length: 10_000 }, (_, at) => Math.sqrt(at));
    const sketch = addToQuantileSketch(emptyQuantileSketch(100), values);
    expect(rankErrorBound(sketch)).toBe(64 / 10_000);
    expect(areaErrorBound(sketch)).toBeCloseTo(strayOf(sketch, values).area, 12);
  });

  test("thinning keeps every row's weight and errs by nothing up to the capacity", () => {
    for (const rows of [1, 7, 63, 64, 65, 1000, 1023]) {
      const sorted = Float64Array.from({ length: rows }, (_, at) => at);
      const { levels, error, area } = thinned(sorted, 64);
      expect(levels.reduce((sum, level, height) => sum + level.length * 2 ** height, 0)).toBe(rows);
      expect(levels.every((level) => level.length < 64)).toBe(true);
      if (rows < 64) expect([error, area, [...levels[0]!]]).toEqual([0, 0, [...sorted]]);
    }
  });
});

/** What JSON makes of a sketch. */
function withoutNegativeZero(sketch: ColumnSketch): ColumnSketch {
  if (sketch.kind === "categorical") return sketch;
  const { quantiles, moments } = sketch;
  const zero = (value: number | null): number | null => (value === null ? null : value + 0);
  return {
    ...sketch,
    moments: { ...moments, low: zero(moments.low), high: zero(moments.high) },
    quantiles: {
      ...quantiles,
      low: quantiles.low + 0,
      high: quantiles.high + 0,
      levels: quantiles.levels.map((level) => level.map((value) => value + 0)),
    },
  };
}
