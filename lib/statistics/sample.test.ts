import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permutation, seededRandom } from "../random";
import { caseOf, casesOf, inputOf, isClose, numbersOf, type ReferenceCase } from "../testing/reference";
import { binEdges, histogramCounts, type BinRule } from "./histogram";
import { degenerate, measured, notEnoughData, type Measured } from "./measured";
import {
  addValue,
  kurtosisOf,
  mean,
  mergeMoments,
  momentsOf,
  NO_MOMENTS,
  skewnessOf,
  standardDeviation,
  unbiasedKurtosisOf,
  unbiasedSkewnessOf,
  variance,
  varianceOf,
  type Moments,
} from "./moments";
import {
  median,
  medianAbsoluteDeviation,
  nearestQuantileOfSorted,
  quantile,
  quantileOfSorted,
  sortedValues,
} from "./quantile";
import { averageRanks, sortedOrder, tieCounts } from "./ranks";
import { sum } from "./sum";

const SEED = 20_260;
const LEVELS = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const sample = fc.array(value, { minLength: 5, maxLength: 60 });

interface Checked {
  readonly entry: ReferenceCase;
  readonly expected: Readonly<Record<string, unknown>>;
}

function checked(entry: ReferenceCase): Checked {
  return { entry, expected: entry.expected as Readonly<Record<string, unknown>> };
}

function expectAll({ entry, expected }: Checked, got: Readonly<Record<string, number>>): void {
  for (const [key, number] of Object.entries(got)) {
    expect(
      isClose(number, Number(expected[key]), entry.tol),
      `${key}: ${number} against ${String(expected[key])}`,
    ).toBe(true);
  }
}

function expectSameMoments(a: Moments, b: Moments): void {
  const scale = Math.max(1, Math.abs(b.mean), Math.sqrt(b.m2));
  expect(a.count).toBe(b.count);
  expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(1e-12 * scale);
  expect(Math.abs(a.m2 - b.m2)).toBeLessThanOrEqual(1e-12 * scale ** 2);
  expect(Math.abs(a.m3 - b.m3)).toBeLessThanOrEqual(1e-11 * scale ** 3);
  expect(Math.abs(a.m4 - b.m4)).toBeLessThanOrEqual(1e-11 * scale ** 4);
}

function shuffled(values: readonly number[], seed: number): Float64Array {
  return Float64Array.from(permutation(values.length, seededRandom(seed)), (place) => values[place]!);
}

const WITH_NULLS = "stats/with_nulls_120";

describe("golden numbers of one sample", () => {
  test.each(casesOf("stats").filter(({ id }) => id !== WITH_NULLS))("moments and sums: $id", (entry) => {
    const subject = checked(entry);
    const x = Float64Array.from(numbersOf(entry, "x"));
    const sorted = sortedValues(x);
    const moments = momentsOf(x);
    expectAll(subject, {
      n: moments.count,
      sum: sum(x),
      mean: mean(x),
      var_ddof0: variance(x),
      var_ddof1: variance(x, 1),
      std_ddof0: standardDeviation(x),
      std_ddof1: standardDeviation(x, 1),
      min: sorted[0]!,
      max: sorted[sorted.length - 1]!,
      median: median(x),
      skew_biased: skewnessOf(moments),
      kurtosis_excess_biased: kurtosisOf(moments),
      skew_pandas_unbiased: unbiasedSkewnessOf(moments),
      kurtosis_pandas_unbiased: unbiasedKurtosisOf(moments),
      mad_median_raw: medianAbsoluteDeviation(x),
      iqr_linear: quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25),
      n_unique: tieCounts(x).length,
      pvariance_coeff: standardDeviation(x, 1) / Math.abs(mean(x)),
    });
    const scores = subject.expected["zscore_ddof0_first3"] as readonly number[];
    scores.forEach((want, place) => {
      expect(isClose((x[place]! - moments.mean) / Math.sqrt(varianceOf(moments)), want, entry.tol)).toBe(true);
    });
    const counts = tieCounts(x);
    const mode = [...new Set(sorted)][counts.indexOf(Math.max(...counts))]!;
    expectAll(subject, { mode_smallest: mode });
  });

  test.each(casesOf("stats").filter(({ id }) => id !== WITH_NULLS))("quantiles of both kinds: $id", (entry) => {
    const sorted = sortedValues(numbersOf(entry, "x"));
    const { expected } = checked(entry);
    for (const [key, of] of [
      ["quantiles_linear", quantileOfSorted],
      ["quantiles_nearest", nearestQuantileOfSorted],
    ] as const) {
      const want = expected[key] as Readonly<Record<string, number>>;
      expect(Object.keys(want).map(Number)).toEqual(LEVELS);
      for (const [level, number] of Object.entries(want)) {
        expect(isClose(of(sorted, Number(level)), number, entry.tol), `${key} ${level}`).toBe(true);
      }
    }
  });

  test("a column with missing values, which are left out first", () => {
    const subject = checked(caseOf(WITH_NULLS));
    const rows = inputOf(subject.entry, "x") as readonly (number | null)[];
    const x = Float64Array.from(rows.filter((row) => row !== null));
    const outside = x.filter((row) => row < 1 || row > 4).length;
    const present = {
      element_count: rows.length,
      missing_count: rows.length - x.length,
      missing_percent: (100 * (rows.length - x.length)) / rows.length,
    };
    expectAll(subject, {
      ...present,
      mean: mean(x),
      std_ddof1: standardDeviation(x, 1),
      "quantile_0.25": quantile(x, 0.25),
      "quantile_0.5": quantile(x, 0.5),
    });
    const between = { entry: subject.entry, expected: subject.expected["between_1_4"] as Checked["expected"] };
    expectAll(between, {
      ...present,
      unexpected_count: outside,
      unexpected_percent: (100 * outside) / x.length,
      unexpected_percent_nonmissing: (100 * outside) / x.length,
      unexpected_percent_total: (100 * outside) / rows.length,
    });
    expect(1 - outside / x.length >= 0.6).toBe(between.expected["success_mostly_0.6"]);
    expect(outside === 0).toBe(between.expected["success_mostly_1.0"]);
  });

  test.each(casesOf("hist"))("bins and counts are numpy's: $id", (entry) => {
    const { expected } = checked(entry);
    const x = Float64Array.from(numbersOf(entry, "x"));
    const edges = binEdges(x, entry.id.split("/")[1] as BinRule);
    const want = expected["edges"] as readonly number[];
    expect(edges.length - 1).toBe(expected["n_bins"]);
    want.forEach((edge, place) => expect(isClose(edges[place]!, edge, 1e-12)).toBe(true));
    expect([...histogramCounts(x, edges)]).toEqual(expected["counts"]);
  });

  test("merged moments are those of both samples together", () => {
    const { entry, expected } = checked(caseOf("merge/welford"));
    const [a, b] = [momentsOf(numbersOf(entry, "a")), momentsOf(numbersOf(entry, "b"))];
    const merged = mergeMoments(a, b);
    for (const [key, got] of Object.entries({ a, b, merged })) {
      const want = expected[key] as Readonly<Record<string, number>>;
      expectAll({ entry, expected: want }, { n: got.count, mean: got.mean, m2: got.m2 });
    }
    const want = expected["merged"] as Readonly<Record<string, number>>;
    expect(isClose(varianceOf(merged, 1), want["var_ddof1"]!, entry.tol)).toBe(true);
  });
});

describe("moments", () => {
  test("merge in any order of the parts, and value by value, to the same numbers", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const whole = momentsOf([...a, ...b]);
        expectSameMoments(mergeMoments(momentsOf(a), momentsOf(b)), whole);
        expectSameMoments(mergeMoments(momentsOf(b), momentsOf(a)), whole);
        expectSameMoments(a.reduce(addValue, momentsOf(b)), whole);
      }),
      { seed: SEED },
    );
  });

  test("do not depend on the order of the rows", () => {
    fc.assert(
      fc.property(sample, fc.integer(), (values, seed) => {
        expectSameMoments(momentsOf(shuffled(values, seed)), momentsOf(values));
      }),
      { seed: SEED },
    );
  });

  test("merge with nothing to themselves", () => {
    const part = momentsOf([1, 2, 5]);
    expect(mergeMoments(NO_MOMENTS, part)).toBe(part);
    expect(mergeMoments(part, NO_MOMENTS)).toBe(part);
    expect(momentsOf([])).toEqual(NO_MOMENTS);
  });

  test("far from zero the variance keeps its digits", () => {
    const values = [4, 7, 13, 16].map((x) => x + 1e9);
    expect(variance(values, 1)).toBe(30);
  });

  test("of equal values have variance 0 and no shape", () => {
    const moments = momentsOf([0.1, 0.1, 0.1]);
    expect(varianceOf(moments, 1)).toBe(0);
    expect(skewnessOf(moments)).toBeNaN();
    expect(kurtosisOf(moments)).toBeNaN();
    expect(varianceOf(momentsOf([3]), 1)).toBeNaN();
  });
});

describe("sums", () => {
  test("keep what lies below the last digit of a large term", () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
    expect(sum([])).toBe(0);
    expect(sum([1, Infinity])).toBe(Infinity);
  });
});

describe("ranks", () => {
  test("share ties as scipy's rankdata", () => {
    expect([...averageRanks([10, 20, 10, 5, 20, 20])]).toEqual([2.5, 5, 2.5, 1, 5, 5]);
    expect([...tieCounts([10, 20, 10, 5, 20, 20])]).toEqual([1, 2, 3]);
    expect([...sortedOrder([3, 1, 3, 2])]).toEqual([1, 3, 0, 2]);
    expect(averageRanks([]).length + tieCounts([]).length).toBe(0);
  });

  test("add up to n (n + 1) / 2 and turn round when the values change sign", () => {
    const small = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(small, (values) => {
        const n = values.length;
        const ranks = averageRanks(values);
        expect(sum(ranks)).toBe((n * (n + 1)) / 2);
        expect([...averageRanks(values.map((x) => -x))]).toEqual([...ranks].map((rank) => n + 1 - rank));
      }),
      { seed: SEED },
    );
  });
});

describe("quantiles", () => {
  test("rise with the level from the smallest to the largest value", () => {
    fc.assert(
      fc.property(sample, (values) => {
        const sorted = sortedValues(values);
        const got = LEVELS.map((level) => quantileOfSorted(sorted, level));
        expect(got[0]).toBe(sorted[0]);
        expect(got.at(-1)).toBe(sorted[sorted.length - 1]);
        got.slice(1).forEach((q, place) => expect(q).toBeGreaterThanOrEqual(got[place]! - 1e-9));
      }),
      { seed: SEED },
    );
  });

  test("of nothing are NaN, and of one value that value", () => {
    expect([quantile([], 0.5), nearestQuantileOfSorted([], 0.5)]).toEqual([NaN, NaN]);
    expect([quantile([7], 0.2), nearestQuantileOfSorted([7], 0.9)]).toEqual([7, 7]);
  });
});

describe("histograms", () => {
  test.each([
    ["whose range is beyond float64", [-1.7e308, -1e308, 0, 0.9e308, 1.7e308]],
    ["next to nothing", [5e-324, 1e-323, 2e-323, 4e-323, 1e-322]],
    ["that are neighbours", [1, 1 + 2 ** -52, 1 + 2 ** -51]],
  ])("every value of numbers %s falls into a bin", (_, values) => {
    const x = Float64Array.from(values);
    for (const rule of ["sturges", "doane", "fd", "auto"] as const) {
      const edges = binEdges(x, rule);
      expect([...edges].every(Number.isFinite), rule).toBe(true);
      expect(sum(histogramCounts(x, edges)), rule).toBe(x.length);
    }
  });

  test.each(["sturges", "doane", "fd", "auto"] as const)("by %s count every value once, in any order", (rule) => {
    fc.assert(
      fc.property(sample, fc.integer(), (values, seed) => {
        const x = Float64Array.from(values);
        const edges = binEdges(x, rule);
        const counts = histogramCounts(x, edges);
        expect(sum(counts)).toBe(x.length);
        const again = shuffled(values, seed);
        const others = histogramCounts(again, binEdges(again, rule));
        expect(others.length).toBe(counts.length);
        expect(others.every((count, bin) => count === counts[bin])).toBe(true);
      }),
      { seed: SEED },
    );
  });

  test("of equal values have one bin of width 1, and of no values one from 0 to 1", () => {
    expect([...binEdges(Float64Array.of(3, 3), "auto")]).toEqual([2.5, 3.5]);
    expect([...binEdges(new Float64Array(0), "fd")]).toEqual([0, 1]);
    expect([...histogramCounts(Float64Array.of(-1, NaN, 5, 0.5), Float64Array.of(0, 1))]).toEqual([1]);
  });

  test("by doane ask for one more where values lean: by hand", () => {
    // g₁ = 1.5, σ² = 6·3/(6·8): 1 + log₂ 5 + log₂(1 + 1.5/0.612) = 5.11.
    expect(binEdges(Float64Array.of(0, 0, 0, 0, 10), "doane").length - 1).toBe(6);
  });

  test("where the middle half is one value, fd makes one bin and auto goes by the square root", () => {
    const x = Float64Array.of(0, ...new Array<number>(20).fill(5), 10);
    expect(binEdges(x, "fd").length - 1).toBe(1);
    expect(binEdges(x, "auto").length - 1).toBe(10);
    expect(binEdges(Float64Array.of(1, 2), "doane").length - 1).toBe(1);
  });
});

describe("a measurement", () => {
  test("says what it is in one field", () => {
    const results: readonly Measured<{ value: number }>[] = [
      measured({ value: 2 }),
      notEnoughData(5, 3),
      degenerate("constant"),
    ];
    expect(results).toEqual([
      { kind: "measured", value: 2 },
      { kind: "not-enough-data", needed: 5, got: 3 },
      { kind: "degenerate", reason: "constant" },
    ]);
  });
});
