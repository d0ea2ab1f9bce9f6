import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permutation, seededRandom } from "../../../random";
import { alignHistograms, equalWidthHistogram } from "../aligned-histograms";
import { countPair, sharesOf, type CountPair } from "../count-pair";
import { inBits, jensenShannonDivergence } from "../jensen-shannon";
import { ksStatistic } from "../ks";
import { psi } from "../psi";
import { referenceBins } from "../reference-bins";
import { valueOf } from "../testing/golden";
import { totalVariation } from "../hypothesis/total-variation";
import { wasserstein, wassersteinNormed } from "../wasserstein";
import { countDifference } from "./count-difference";
import { cramersV } from "./cramers-v";
import { energyDistance } from "./energy-distance";
import { flooredPsi } from "./floored-psi";
import { hellinger } from "./hellinger";
import { kullbackLeibler } from "./kullback-leibler";
import { lInfinity } from "./l-infinity";
import { psiDeciles } from "./psi-deciles";
import { scaledWasserstein } from "./scaled-wasserstein";

type NumberDistance = (reference: Float64Array, current: Float64Array) => number;
type ShareDistance = (p: Float64Array, q: Float64Array) => number;

const SYMMETRIC_OF_NUMBERS: readonly (readonly [string, NumberDistance])[] = [
  ["Wasserstein", wasserstein],
  ["scaled Wasserstein", (x, y) => valueOf(scaledWasserstein(x, y)).distance],
  ["energy", (x, y) => valueOf(energyDistance(x, y)).distance],
  ["Kolmogorov–Smirnov", ksStatistic],
  ["Jensen–Shannon over aligned histograms", alignedJensenShannon],
];

const ONE_SIDED_OF_NUMBERS: readonly (readonly [string, NumberDistance])[] = [
  ["normed Wasserstein", wassersteinNormed],
  ["PSI over the reference's deciles", (x, y) => valueOf(psiDeciles(x, y)).psi],
  ["Jensen–Shannon in the reference's bins", referenceJensenShannon],
];

const SYMMETRIC_OF_SHARES: readonly (readonly [string, ShareDistance])[] = [
  ["Jensen–Shannon", jensenShannonDivergence],
  ["Hellinger", hellinger],
  ["L-infinity", (p, q) => lInfinity(p, q).distance],
  ["total variation", totalVariation],
  ["PSI", (reference, current) => psi({ reference, current })],
  ["PSI with a floor", flooredPsi],
];

const numbers = fc
  .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 30, maxLength: 70 })
  .filter((values) => new Set(values).size > 5)
  .map((values) => Float64Array.from(values));

const shares = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 4, maxLength: 4 })
  .filter((counts) => counts.some((count) => count > 0))
  .map((counts) => sharesOf(Float64Array.from(counts)));

const shuffled = (values: Float64Array, seed: number): Float64Array =>
  Float64Array.from(permutation(values.length, seededRandom(seed)), (row) => values[row]!);

function alignedJensenShannon(x: Float64Array, y: Float64Array): number {
  const { reference, current } = alignHistograms(equalWidthHistogram(x), equalWidthHistogram(y));
  return inBits(jensenShannonDivergence(reference, current));
}

function referenceJensenShannon(x: Float64Array, y: Float64Array): number {
  const { reference, current } = referenceBins(x)(y);
  return inBits(jensenShannonDivergence(reference, current));
}

describe("distances of numbers", () => {
  test.each([...SYMMETRIC_OF_NUMBERS, ...ONE_SIDED_OF_NUMBERS])(
    "%s: not negative, zero on the same values in any order, the order of rows changes nothing",
    (_, distance) => {
      fc.assert(
        fc.property(numbers, numbers, fc.integer(), (x, y, seed) => {
          const between = distance(x, y);
          expect(between).toBeGreaterThanOrEqual(0);
          expect(Math.abs(distance(x, shuffled(x, seed)))).toBeLessThan(1e-12);
          const again = distance(shuffled(x, seed), shuffled(y, seed + 1));
          expect(Math.abs(again - between)).toBeLessThanOrEqual(1e-12 * Math.max(1, between));
        }),
        { seed: 29, numRuns: 40 },
      );
    },
  );

  test.each(SYMMETRIC_OF_NUMBERS)("%s: the same both ways", (_, distance) => {
    fc.assert(
      fc.property(numbers, numbers, (x, y) => {
        const between = distance(x, y);
        expect(Math.abs(distance(y, x) - between)).toBeLessThanOrEqual(1e-12 * Math.max(1, between));
      }),
      { seed: 31, numRuns: 40 },
    );
  });
});

describe("distances of shares", () => {
  test.each(SYMMETRIC_OF_SHARES)(
    "%s: zero on equal shares, the same both ways, the order of bins changes nothing",
    (_, distance) => {
      fc.assert(
        fc.property(shares, shares, fc.integer(), (p, q, seed) => {
          const between = distance(p, q);
          expect(between).toBeGreaterThanOrEqual(0);
          expect(distance(p, p)).toBe(0);
          expect(distance(q, p)).toBeCloseTo(between, 12);
          expect(distance(shuffled(p, seed), shuffled(q, seed))).toBeCloseTo(between, 12);
        }),
        { seed: 37, numRuns: 60 },
      );
    },
  );

  test("Kullback–Leibler is zero on equal shares only, infinite where the current side is empty", () => {
    const [p, q] = [Float64Array.of(0.5, 0.5), Float64Array.of(0.9, 0.1)];
    expect(kullbackLeibler(p, p)).toBe(0);
    expect(kullbackLeibler(p, q)).toBeCloseTo(0.5 * Math.log(0.5 / 0.9) + 0.5 * Math.log(0.5 / 0.1), 14);
    expect(kullbackLeibler(p, Float64Array.of(1, 0))).toBe(Infinity);
  });

  test("a value on a decile belongs to the bin below it", () => {
    const { innerEdges, referenceShares } = valueOf(
      psiDeciles(Float64Array.from(Array(11).keys()), Float64Array.of(1)),
    );
    expect([...innerEdges]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...referenceShares].map((share) => Math.round(11 * share))).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test("L-infinity says where the largest gap is, the first of equals, and of nothing nowhere", () => {
    expect(lInfinity(Float64Array.of(0.25, 0.5, 0.25), Float64Array.of(0.25, 0.25, 0.5))).toEqual({
      distance: 0.25,
      at: 1,
    });
    expect(lInfinity(new Float64Array(), new Float64Array())).toEqual({ distance: 0, at: -1 });
  });

  test("the gap between counts is a share of all rows, and sees a side that has grown where shares see none", () => {
    const [before, now] = [Float64Array.of(30, 10, 0), Float64Array.of(60, 15, 5)];
    expect(countDifference(before, now)).toBe(30 / 120);
    expect(countDifference(now, before)).toBe(30 / 120);
    expect(countDifference(before, before)).toBe(0);
    const doubled = before.map((count) => 2 * count);
    expect(countDifference(before, doubled)).toBe(30 / 120);
    expect(lInfinity(sharesOf(before), sharesOf(doubled)).distance).toBe(0);
  });

  test("Jensen–Shannon in bits is 1 where nothing is shared", () => {
    expect(inBits(jensenShannonDivergence(Float64Array.of(1, 0), Float64Array.of(0, 1)))).toBe(1);
  });

  test("Cramér's V of equal counts is 0, of a category of each side's own nearly 1, and does not depend on how many rows there are", () => {
    const pair = (a: readonly number[], b: readonly number[]): CountPair =>
      countPair(new Map(a.map((count, key) => [key, count])), new Map(b.map((count, key) => [key, count])));
    const v = (a: readonly number[], b: readonly number[]): number => valueOf(cramersV(pair(a, b))).distance;
    expect(v([50, 30, 20], [50, 30, 20])).toBe(0);
    expect(v([500, 300, 200], [50, 30, 20])).toBe(0);
    expect(v([200, 0, 100], [0, 200, 100])).toBeGreaterThan(0.7);
    expect(cramersV(pair([3], [4]))).toEqual({ kind: "degenerate", reason: "constant" });
  });
});

describe("input that no distance can read", () => {
  const none = new Float64Array();
  const some = Float64Array.of(1, 2, 3);
  const infinite = Float64Array.of(1, -Infinity, 3);

  test.each([
    ["energy distance", energyDistance],
    ["PSI over deciles", psiDeciles],
    ["scaled Wasserstein", scaledWasserstein],
  ] as const)("%s names what is wrong", (_, run) => {
    expect(run(none, some)).toEqual({ kind: "not-enough-data", needed: 1, got: 0 });
    expect(run(some, none)).toEqual({ kind: "not-enough-data", needed: 1, got: 0 });
    expect(run(some, infinite)).toEqual({ kind: "degenerate", reason: "not-finite" });
  });

  test("a constant reference has no deciles, a constant pair no scale, and margins leave something", () => {
    const constant = Float64Array.of(4, 4, 4);
    expect(psiDeciles(constant, some)).toEqual({ kind: "degenerate", reason: "constant" });
    expect(scaledWasserstein(constant, constant)).toEqual({ kind: "degenerate", reason: "constant" });
    expect(scaledWasserstein(some, some, 0.5)).toEqual({ kind: "degenerate", reason: "out-of-range" });
  });
});
