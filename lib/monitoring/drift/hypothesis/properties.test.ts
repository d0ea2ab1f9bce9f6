import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permutation, seededRandom, type Random } from "../../../random";
import { chiSquaredSf } from "../../../statistics/distributions/chi-squared";
import type { Measured } from "../../../statistics/measured";
import { countPair, type Category, type CountPair } from "../count-pair";
import { energyDistance } from "../distance/energy-distance";
import { ksTwoSample } from "../ks";
import type { TestResult } from "../samples";
import { valueOf } from "../testing/golden";
import { countValues } from "../values";
import { wasserstein } from "../wasserstein";
import { andersonDarling } from "./anderson-darling";
import { contingencyTest } from "./contingency";
import { cramerVonMises } from "./cramer-von-mises";
import { eppsSingleton } from "./epps-singleton";
import { fisherExact } from "./fisher-exact";
import { gTest } from "./g-test";
import { ksOneSided } from "./ks-one-sided";
import { mannWhitney } from "./mann-whitney";
import { tTest } from "./t-test";
import { totalVariationTest } from "./total-variation";

type NumberTest = (reference: Float64Array, current: Float64Array) => Measured<TestResult>;

const NUMBER_TESTS: readonly (readonly [string, NumberTest])[] = [
  ["Kolmogorov–Smirnov", (x, y) => ({ kind: "measured", ...ksTwoSample(x, y) })],
  ["one-sided Kolmogorov–Smirnov", (x, y) => ksOneSided(x, y, "greater")],
  ["Student's t", (x, y) => tTest(x, y)],
  ["Welch's t", (x, y) => tTest(x, y, "welch")],
  ["one-sided Mann–Whitney", (x, y) => mannWhitney(x, y)],
  ["two-sided Mann–Whitney", (x, y) => mannWhitney(x, y, "two-sided")],
  ["Cramér–von Mises", cramerVonMises],
  ["Anderson–Darling", (x, y) => andersonDarling([x, y])],
  ["Epps–Singleton", eppsSingleton],
];

const TWO_SIDED = NUMBER_TESTS.filter(([name]) => !name.startsWith("one-sided"));

type CountTest = (pair: CountPair, random: Random) => Measured<TestResult>;

const COUNT_TESTS: readonly (readonly [string, CountTest])[] = [
  ["contingency", (pair) => contingencyTest(pair)],
  ["likelihood ratio", (pair) => contingencyTest(pair, { statistic: "likelihood-ratio", correction: false })],
  ["total variation", (pair, random) => totalVariationTest(pair, { random, deals: 99 })],
];

const normals = (random: Random, count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal());
const tally = (values: readonly string[]): Map<Category, number> => countValues({ kind: "categorical", values });

const column = fc
  .array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 30, maxLength: 60 })
  .map((values) => Float64Array.from(values));

describe("tests of numbers", () => {
  test.each(NUMBER_TESTS)("%s: p is in [0, 1] and the order of rows changes nothing", (_, run) => {
    fc.assert(
      fc.property(column, column, fc.integer(), (x, y, seed) => {
        const shuffled = Float64Array.from(permutation(x.length, seededRandom(seed)), (row) => x[row]!);
        const [first, second] = [run(x, y), run(shuffled, y)];
        expect(second.kind).toBe(first.kind);
        if (first.kind !== "measured" || second.kind !== "measured") return;
        expect(first.pValue).toBeGreaterThanOrEqual(0);
        expect(first.pValue).toBeLessThanOrEqual(1);
        expect(Math.abs(second.statistic - first.statistic)).toBeLessThanOrEqual(
          1e-12 * (1 + Math.abs(first.statistic)),
        );
        expect(Math.abs(second.pValue - first.pValue)).toBeLessThanOrEqual(1e-12);
      }),
      { seed: 17, numRuns: 40 },
    );
  });

  test.each(TWO_SIDED)("%s: both orders of the samples give one p-value", (_, run) => {
    const random = seededRandom("symmetric");
    for (let round = 0; round < 20; round++) {
      const [x, y] = [normals(random, 40), normals(random, 31)];
      expect(valueOf(run(y, x)).pValue).toBeCloseTo(valueOf(run(x, y)).pValue, 9);
    }
  });

  test.each(NUMBER_TESTS)("%s: a shift of one deviation is found", (_, run) => {
    const random = seededRandom("shift");
    const moved = normals(random, 200).map((value) => value + 1);
    expect(valueOf(run(normals(random, 200), moved)).pValue).toBeLessThanOrEqual(0.001);
  });

  test("identical samples have the smallest statistic", () => {
    const x = normals(seededRandom("same"), 50);
    expect(valueOf(tTest(x, x)).statistic).toBe(0);
    expect(valueOf(eppsSingleton(x, x)).statistic).toBe(0);
    expect(valueOf(ksOneSided(x, x, "less")).pValue).toBe(1);
    expect(valueOf(mannWhitney(x, x, "two-sided")).pValue).toBe(1);
    expect(valueOf(energyDistance(x, x)).distance).toBe(0);
    expect(wasserstein(x, x)).toBe(0);
  });

  test("Epps–Singleton of values of two kinds is Wald's test of two shares, with one degree of freedom", () => {
    const random = seededRandom("two kinds");
    for (let round = 0; round < 50; round++) {
      const [n, m] = [30 + Math.floor(random.next() * 2_000), 30 + Math.floor(random.next() * 2_000)];
      const [x, y] = [kinds(random, n, [0.5, 1]), kinds(random, m, [0.55, 1])];
      const [p, q] = [shareOf(x, 0), shareOf(y, 0)];
      const wald = (p - q) ** 2 / ((p * (1 - p)) / n + (q * (1 - q)) / m);
      expectEppsSingleton(x, y, { statistic: wald, degrees: 1 });
    }
  });

  test("Epps–Singleton of values of three kinds has two degrees of freedom", () => {
    const random = seededRandom("three kinds");
    for (let round = 0; round < 50; round++) {
      const [x, y] = [kinds(random, 1_000, [0.4, 0.7, 1]), kinds(random, 1_849, [0.42, 0.7, 1])];
      const cell = (i: number, j: number) =>
        [x, y].reduce((sum, side) => {
          const [a, b] = [shareOf(side, i), shareOf(side, j)];
          return sum + ((i === j ? a : 0) - a * b) / side.length;
        }, 0);
      const [dx, dy] = [shareOf(x, 0) - shareOf(y, 0), shareOf(x, 1) - shareOf(y, 1)];
      const [s00, s01, s11] = [cell(0, 0), cell(0, 1), cell(1, 1)];
      const statistic = (dx * dx * s11 - 2 * dx * dy * s01 + dy * dy * s00) / (s00 * s11 - s01 * s01);
      expectEppsSingleton(x, y, { statistic, degrees: 2 });
    }
  });

  test("the exact law of Mann and Whitney is the count of orders", () => {
    const [low, high] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6, 7)];
    expect(valueOf(mannWhitney(low, high)).pValue).toBeCloseTo(1 / 35, 14);
    expect(valueOf(mannWhitney(low, high, "greater")).pValue).toBeCloseTo(1, 14);
    expect(valueOf(mannWhitney(low, high, "two-sided")).pValue).toBeCloseTo(2 / 35, 14);
  });

  test("Anderson and Darling compare more than two samples", () => {
    const laboratories = [
      [38.7, 41.5, 43.8, 44.5, 45.5, 46.0, 47.7, 58.0],
      [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8],
      [34.0, 35.0, 39.0, 40.0, 43.0, 43.0, 44.0, 45.0],
      [34.0, 34.8, 34.8, 35.4, 37.2, 37.8, 41.2, 42.8],
    ].map((values) => Float64Array.from(values));
    const four = valueOf(andersonDarling(laboratories));
    expect(four.statistic).toBeCloseTo(4.479780627135335, 10);
    expect(four.pValue).toBeCloseTo(0.002225442310933593, 12);
    const three = valueOf(andersonDarling(laboratories.slice(0, 3)));
    expect(three.statistic).toBeCloseTo(1.8046103742186417, 10);
    expect(three.pValue).toBeCloseTo(0.05778220268573848, 12);
  });
});

describe("tests of categories", () => {
  const draw = (random: Random, rows: number, weights: readonly number[]): string[] =>
    Array.from({ length: rows }, () => {
      let rest = random.next();
      return String(weights.findIndex((weight) => (rest -= weight) < 0));
    });

  test.each(COUNT_TESTS)("%s: a change of shares is found", (name, run) => {
    const random = seededRandom(`categories/${name}`);
    const weights = [0.4, 0.3, 0.2, 0.1001];
    const pair = (other: readonly number[]): CountPair =>
      countPair(tally(draw(random, 300, weights)), tally(draw(random, 200, other)));
    expect(valueOf(run(pair([0.1, 0.2, 0.3, 0.4001]), random)).pValue).toBeLessThanOrEqual(0.01);
  });

  test("Fisher's two-sided p of the lady tasting tea is 34/70, and swapping rows or columns changes nothing", () => {
    expect(
      valueOf(
        fisherExact([
          [3, 1],
          [1, 3],
        ]),
      ).pValue,
    ).toBeCloseTo(34 / 70, 14);
    const p = valueOf(
      fisherExact([
        [12, 5],
        [3, 9],
      ]),
    ).pValue;
    expect(
      valueOf(
        fisherExact([
          [3, 9],
          [12, 5],
        ]),
      ).pValue,
    ).toBeCloseTo(p, 13);
    expect(
      valueOf(
        fisherExact([
          [5, 12],
          [9, 3],
        ]),
      ).pValue,
    ).toBeCloseTo(p, 13);
    expect(
      valueOf(
        fisherExact([
          [500_000, 500_000],
          [500_000, 500_000],
        ]),
      ).pValue,
    ).toBeCloseTo(1, 9);
  });

  test("G by hand, and a deal that reaches the observed distance counts", () => {
    const even = new Map([
      ["a", 20],
      ["b", 20],
    ]);
    const moved = new Map([
      ["a", 30],
      ["b", 10],
    ]);
    expect(valueOf(gTest(countPair(even, moved))).statistic).toBeCloseTo(
      2 * (30 * Math.log(1.5) - 10 * Math.log(2)),
      12,
    );
    const random = seededRandom("deals");
    expect(valueOf(totalVariationTest(countPair(even, even), { random, deals: 50 })).pValue).toBe(1);
  });

  test("the unscaled G-test speaks only of sides of one length", () => {
    const even = countPair(
      new Map([
        ["a", 10],
        ["b", 20],
      ]),
      new Map([
        ["a", 14],
        ["b", 16],
      ]),
    );
    expect(valueOf(gTest(even, "unscaled"))).toEqual(valueOf(gTest(even)));
    const uneven = countPair(
      new Map([
        ["a", 10],
        ["b", 20],
      ]),
      new Map([
        ["a", 5],
        ["b", 10],
      ]),
    );
    expect(gTest(uneven, "unscaled")).toEqual({ kind: "degenerate", reason: "lengths-differ" });
    expect(valueOf(gTest(uneven)).pValue).toBe(1);
  });
});

describe("input that no test can read", () => {
  const few = Float64Array.of(1, 2);
  const none = new Float64Array();
  const constant = new Float64Array(30).fill(0.1);
  const infinite = Float64Array.from({ length: 30 }, (_, row) => (row === 3 ? Infinity : row));
  const ENTRY_TESTS = NUMBER_TESTS.slice(1);

  test.each(ENTRY_TESTS)("%s names what is wrong", (name, run) => {
    expect(run(none, few).kind).toBe("not-enough-data");
    expect(run(few, none).kind).toBe("not-enough-data");
    expect(run(infinite, infinite)).toEqual({ kind: "degenerate", reason: "not-finite" });
    const onConstant = run(constant, constant);
    if (name.includes("Kolmogorov")) expect(valueOf(onConstant).pValue).toBe(1);
    else expect(onConstant).toEqual({ kind: "degenerate", reason: "constant" });
  });

  test.each(COUNT_TESTS)("%s of categories names what is wrong", (_, run) => {
    const random = seededRandom(1);
    const a = new Map([["a", 3]]);
    expect(run(countPair(a, new Map()), random).kind).toBe("not-enough-data");
    expect(run(countPair(a, a), random)).toEqual({ kind: "degenerate", reason: "constant" });
  });

  test("Fisher's test refuses counts that are not counts and empty margins", () => {
    expect(
      fisherExact([
        [1, 2],
        [3, -1],
      ]),
    ).toEqual({ kind: "degenerate", reason: "out-of-range" });
    expect(
      fisherExact([
        [0, 0],
        [3, 1],
      ]),
    ).toEqual({ kind: "degenerate", reason: "zero-denominator" });
  });
});

/** Values 0, 1, … drawn by cumulative shares. */
function kinds(random: Random, count: number, cumulative: readonly number[]): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const draw = random.next();
    return cumulative.findIndex((limit) => draw < limit);
  });
}

const shareOf = (sample: Float64Array, value: number): number =>
  sample.filter((other) => other === value).length / sample.length;

function expectEppsSingleton(
  x: Float64Array,
  y: Float64Array,
  { statistic, degrees }: { readonly statistic: number; readonly degrees: number },
): void {
  const got = valueOf(eppsSingleton(x, y));
  expect(Math.abs(got.statistic - statistic)).toBeLessThanOrEqual(1e-8 * Math.max(1, statistic));
  expect(Math.abs(got.pValue - chiSquaredSf(statistic, degrees))).toBeLessThanOrEqual(1e-8);
}
