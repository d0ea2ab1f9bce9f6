/**
 * The promise of a p-value, of every test of the project that gives one: when nothing changed, P(p ≤ α) is α for a statistic that is
 * continuous, and no more than α for one that takes few values; both within three standard errors of the rounds played.
 */
import { describe, expect, test } from "vitest";
import { mcNemarTest } from "../../../evaluation/comparison/mcnemar";
import { pairedTTest } from "../../../evaluation/comparison/paired-t";
import { twoProportionTest, type Proportion } from "../../../evaluation/comparison/two-proportions";
import { wilcoxonSignedRank } from "../../../evaluation/comparison/wilcoxon";
import { seededRandom, type Random } from "../../../random";
import type { Measured } from "../../../statistics/measured";
import { chiSquare } from "../chi-square";
import { countPair, type CountPair } from "../count-pair";
import { ksAsymptotic, ksStatistic, ksTwoSample } from "../ks";
import { matrixOf, type Matrix } from "../multivariate/matrix";
import { mmdTest } from "../multivariate/mmd";
import type { TestResult } from "../samples";
import { valueOf } from "../testing/golden";
import { zTest } from "../z-test";
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

interface NullTest {
  readonly name: string;
  /** `continuous`: the law of p is even but for what no test can see. `stepped`: p takes few values, so that it may promise more than it keeps. */
  readonly law: "continuous" | "stepped";
  /** One p-value of two sides that nothing tells apart. */
  readonly play: (random: Random) => number;
  readonly rounds?: number;
}

const LEVELS = [0.01, 0.05, 0.1];

const normals = (random: Random, rows: number): Float64Array =>
  Float64Array.from({ length: rows }, () => random.normal());
const pOf = (result: Measured<TestResult>): number => valueOf(result).pValue;

type Sampled = (reference: Float64Array, current: Float64Array) => number;

const ofNormals = (name: string, run: Sampled, sizes: readonly [number, number] = [150, 120]): NullTest => ({
  name,
  law: "continuous",
  play: (random) => run(normals(random, sizes[0]), normals(random, sizes[1])),
});

/** Numbers rounded to eight values or so. */
const tied = (random: Random, rows: number): Float64Array =>
  normals(random, rows).map((value) => Math.round(1.5 * value));

const ofTies = (name: string, run: Sampled): NullTest => ({
  name: `${name}, with ties`,
  law: "stepped",
  play: (random) => run(tied(random, 150), tied(random, 120)),
});

const WEIGHTS = [0.4, 0.3, 0.2, 0.1];
const BINARY = [0.35, 0.65];

function drawn(random: Random, rows: number, weights: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>(weights.map((_, key) => [key, 0]));
  for (let row = 0; row < rows; row++) {
    let rest = random.next();
    const found = weights.findIndex((weight) => (rest -= weight) < 0);
    const key = found < 0 ? 0 : found;
    counts.set(key, counts.get(key)! + 1);
  }
  return counts;
}

/** Both sides drawn from the same shares. */
const ofCounts = (name: string, run: (pair: CountPair, random: Random) => number, weights = WEIGHTS): NullTest => ({
  name,
  law: "stepped",
  play: (random) => run(countPair(drawn(random, 300, weights), drawn(random, 300, weights)), random),
});

/** Goodness of fit takes the reference for the truth: its null is a current side drawn from the reference's own shares. */
const ofFit = (name: string, run: (pair: CountPair) => number): NullTest => ({
  name,
  law: "stepped",
  play: (random) =>
    run(countPair(new Map(WEIGHTS.map((share, key) => [key, 400 * share])), drawn(random, 400, WEIGHTS))),
});

const successes = (random: Random, trials: number): Proportion => ({
  successes: drawn(random, trials, BINARY).get(0)!,
  trials,
});

const plane = (random: Random, rows: number): Matrix =>
  matrixOf(Array.from({ length: rows }, () => [random.normal(), random.normal()]));

const KOLMOGOROV_SMIRNOV: Sampled = (x, y) => ksTwoSample(x, y).pValue;
const MANN_WHITNEY: Sampled = (x, y) => pOf(mannWhitney(x, y, "two-sided"));
const EPPS_SINGLETON: Sampled = (x, y) => pOf(eppsSingleton(x, y));
const ANDERSON_DARLING: Sampled = (x, y) => pOf(andersonDarling([x, y]));
const CRAMER_VON_MISES: Sampled = (x, y) => pOf(cramerVonMises(x, y));

const TESTS: readonly NullTest[] = [
  ofNormals("Kolmogorov–Smirnov, exact", KOLMOGOROV_SMIRNOV),
  ofNormals("Kolmogorov–Smirnov, large samples", (x, y) => ksAsymptotic(ksStatistic(x, y), 800, 700), [800, 700]),
  ofNormals("one-sided Kolmogorov–Smirnov, exact", (x, y) => pOf(ksOneSided(x, y, "greater")), [70, 60]),
  ofNormals("Student's t", (x, y) => pOf(tTest(x, y))),
  ofNormals("Welch's t", (x, y) =>
    pOf(
      tTest(
        x,
        y.map((value) => 2 * value),
        "welch",
      ),
    ),
  ),
  ofNormals("one-sided Mann–Whitney", (x, y) => pOf(mannWhitney(x, y))),
  ofNormals("two-sided Mann–Whitney", MANN_WHITNEY),
  ofNormals("Cramér–von Mises", CRAMER_VON_MISES),
  ofNormals("Anderson–Darling", ANDERSON_DARLING),
  ofNormals("Epps–Singleton", EPPS_SINGLETON),
  { ...ofNormals("two-sided Mann–Whitney, exact", MANN_WHITNEY, [8, 7]), law: "stepped" },
  { ...ofNormals("Cramér–von Mises, exact", CRAMER_VON_MISES, [9, 8]), law: "stepped", rounds: 300 },
  { ...ofNormals("Kolmogorov–Smirnov of few rows", KOLMOGOROV_SMIRNOV, [12, 9]), law: "stepped" },
  ofTies("Kolmogorov–Smirnov", KOLMOGOROV_SMIRNOV),
  ofTies("two-sided Mann–Whitney", MANN_WHITNEY),
  ofTies("Epps–Singleton", EPPS_SINGLETON),
  ofFit("chi-square goodness of fit", (pair) => chiSquare(pair).pValue),
  ofFit("G-test", (pair) => pOf(gTest(pair))),
  ofFit("G-test, unscaled", (pair) => pOf(gTest(pair, "unscaled"))),
  ofCounts("contingency", (pair) => pOf(contingencyTest(pair))),
  ofCounts("contingency, by likelihood ratio", (pair) => pOf(contingencyTest(pair, { statistic: "likelihood-ratio" }))),
  ofCounts("contingency of two categories, corrected", (pair) => pOf(contingencyTest(pair)), BINARY),
  ofCounts("contingency of two categories", (pair) => pOf(contingencyTest(pair, { correction: false })), BINARY),
  ofCounts("z", (pair) => zTest(pair).pValue, BINARY),
  ofCounts("Fisher", fisher, BINARY),
  {
    ...ofCounts("total variation", (pair, random) => pOf(totalVariationTest(pair, { random, deals: 59 }))),
    rounds: 600,
  },
  {
    name: "maximum mean discrepancy",
    law: "continuous",
    play: (random) => pOf(mmdTest(plane(random, 18), plane(random, 15), { random, deals: 99 })),
    rounds: 600,
  },
  { name: "paired t", law: "continuous", play: (random) => valueOf(pairedTTest(normals(random, 30))).p },
  { name: "Wilcoxon, exact", law: "stepped", play: (random) => valueOf(wilcoxonSignedRank(normals(random, 30))).p },
  {
    name: "Wilcoxon, many rows",
    law: "continuous",
    play: (random) => valueOf(wilcoxonSignedRank(normals(random, 120))).p,
  },
  {
    name: "two proportions",
    law: "stepped",
    play: (random) => valueOf(twoProportionTest(successes(random, 500), successes(random, 500))).p,
  },
  { name: "McNemar, exact", law: "stepped", play: (random) => mcNemar(random).exactP },
  { name: "McNemar, corrected", law: "stepped", play: (random) => mcNemar(random).correctedP },
];

function fisher({ reference, current }: CountPair): number {
  const table = [
    [reference[0]!, reference[1]!],
    [current[0]!, current[1]!],
  ] as const;
  return valueOf(fisherExact(table)).pValue;
}

function mcNemar(random: Random): { readonly exactP: number; readonly correctedP: number } {
  const wins = drawn(random, 60, [0.5, 0.5]).get(0)!;
  return valueOf(mcNemarTest(wins, 60 - wins));
}

describe("when nothing changed", () => {
  test.each(TESTS)("$name keeps its promise", ({ name, law, play, rounds = 2_000 }) => {
    const random = seededRandom(`null/${name}`);
    const pValues = Array.from({ length: rounds }, () => play(random));
    expect(pValues.every((p) => p >= 0 && p <= 1)).toBe(true);
    for (const level of LEVELS) {
      const share = pValues.filter((p) => p <= level).length / rounds;
      const reach = 3 * Math.sqrt((level * (1 - level)) / rounds);
      expect(share, `at ${level}`).toBeLessThanOrEqual(level + reach);
      if (law === "continuous") expect(share, `at ${level}`).toBeGreaterThanOrEqual(level - reach);
    }
  });

  test("Cramér–von Mises and Anderson–Darling break it on many ties, as their descriptions say", () => {
    const random = seededRandom("ties");
    const sides = Array.from({ length: 2_000 }, () => [tied(random, 150), tied(random, 120)] as const);
    const share = (run: Sampled): number => sides.filter(([x, y]) => run(x, y) <= 0.1).length / sides.length;
    for (const run of [CRAMER_VON_MISES, ANDERSON_DARLING]) {
      expect(share(run)).toBeGreaterThan(0.11);
      expect(share(run)).toBeLessThan(0.15);
    }
  });

  test("goodness of fit keeps it only while the reference is the truth: drawn too, it calls far more than α a change", () => {
    const random = seededRandom("drawn reference");
    const pValues = Array.from({ length: 1_000 }, () => {
      const pair = countPair(drawn(random, 300, WEIGHTS), drawn(random, 300, WEIGHTS));
      return [chiSquare(pair).pValue, pOf(contingencyTest(pair))] as const;
    });
    const share = (column: 0 | 1): number => pValues.filter((row) => row[column] <= 0.05).length / 1_000;
    expect(share(0)).toBeGreaterThan(0.15);
    expect(share(1)).toBeLessThan(0.07);
  });
});
