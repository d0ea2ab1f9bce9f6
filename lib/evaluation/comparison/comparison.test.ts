import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permutation, seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { caseOf, isClose, numbersOf } from "../../testing/reference";
import { wilsonInterval } from "../interval/wilson";
import { differencesOf } from "./differences";
import { compareAnswers, mcNemarTest } from "./mcnemar";
import { pairedTTest } from "./paired-t";
import { twoProportionTest } from "./two-proportions";
import { wilcoxonSignedRank } from "./wilcoxon";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

function expectFields(got: object, want: object, tol: number): void {
  expect(Object.keys(got).sort()).toEqual(Object.keys(want).sort());
  for (const [name, figure] of Object.entries(want) as [string, number][]) {
    const mine = (got as Readonly<Record<string, number>>)[name]!;
    expect(isClose(mine, figure, tol), `${name}: ${mine} is not ${figure}`).toBe(true);
  }
}

describe("comparisons", () => {
  it("agree with scipy on McNemar's test", () => {
    const { inputs, expected, tol } = caseOf("mcnemar");
    const { champion_right_challenger_wrong: b, champion_wrong_challenger_right: c } = inputs as Record<string, number>;
    const { exactP, chiSquared, correctedP } = must(mcNemarTest(b!, c!));
    expectFields({ exact_p: exactP, chi2_cc: chiSquared, chi2_cc_p: correctedP }, expected as object, tol);
  });

  it("agree with scipy on paired absolute errors", () => {
    const entry = caseOf("paired_abs_error");
    const truth = numbersOf(entry, "y_true");
    const errors = (shift: number): number[] =>
      numbersOf(entry, "y_pred").map((predicted, row) => Math.abs(predicted + shift - truth[row]!));
    const { differences } = must(differencesOf(errors(0), errors(0.4)));
    const [student, ranks] = [must(pairedTTest(differences)), must(wilcoxonSignedRank(differences))];
    expectFields(
      { t: student.t, p: student.p, wilcoxon_W: ranks.w, wilcoxon_p: ranks.p },
      entry.expected as object,
      entry.tol,
    );
    expect(ranks.method).toBe("normal");
  });

  it("agree with scipy on two proportions and Wilson's interval", () => {
    const { expected, tol } = caseOf("ab/two_proportion_z");
    for (const entry of expected as readonly Readonly<Record<string, number | number[]>>[]) {
      const [k1, n1, k2, n2] = ["k1", "n1", "k2", "n2"].map((name) => entry[name] as number) as [
        number,
        number,
        number,
        number,
      ];
      const { z, p } = must(twoProportionTest({ successes: k1, trials: n1 }, { successes: k2, trials: n2 }));
      const { low, high } = must(wilsonInterval(k2, n2));
      const [wantLow, wantHigh] = entry["wilson95_group2"] as [number, number];
      expectFields(
        { z, p_two_sided: p, low, high },
        { z: entry["z"], p_two_sided: entry["p_two_sided"], low: wantLow, high: wantHigh },
        tol,
      );
    }
  });

  it("count every choice of signs in the exact signed-rank law", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        fc.integer(),
        (sizes, seed) => {
          const random = seededRandom(seed);
          const result = must(wilcoxonSignedRank(sizes.map((size) => (random.next() < 0.5 ? size : -size))));
          const ranks = Array.from(sizes, (size) => sizes.filter((other) => other <= size).length);
          let below = 0;
          for (let signs = 0; signs < 2 ** sizes.length; signs++) {
            const sum = ranks.reduce((total, rank, index) => total + ((signs >> index) & 1) * rank, 0);
            if (sum <= result.w) below++;
          }
          expect(result.method).toBe("exact");
          expect(result.p).toBeCloseTo(Math.min(1, (2 * below) / 2 ** sizes.length), 12);
        },
      ),
      { seed: 8, numRuns: 60 },
    );
  });

  it("do not depend on the order of rows, and turn round with the models", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 80 }),
        fc.integer(),
        (values, seed) => {
          const shuffled = Array.from(permutation(values.length, seededRandom(seed)), (row) => values[row]!);
          const turned = values.map((value) => -value);
          for (const test of [pairedTTest, wilcoxonSignedRank] as const) {
            const [a, b, c] = [test(values), test(shuffled), test(turned)];
            expect(b.kind).toBe(a.kind);
            if (a.kind !== "measured" || b.kind !== "measured" || c.kind !== "measured") continue;
            expect(isClose(b.p, a.p, 1e-12) && isClose(c.p, a.p, 1e-12)).toBe(true);
            expect(a.p).toBeLessThanOrEqual(1);
          }
        },
      ),
      { seed: 9, numRuns: 100 },
    );
  });

  it("raise no more false alarms than they promise", () => {
    const random = seededRandom("null");
    const runs = 2000;
    const [t, ranks, two, exact, corrected] = [0, 1, 2, 3, 4].map(() => [] as number[]) as [
      number[],
      number[],
      number[],
      number[],
      number[],
    ];
    for (let run = 0; run < runs; run++) {
      const differences = Float64Array.from({ length: 30 }, () => random.normal());
      t.push(must(pairedTTest(differences)).p);
      ranks.push(must(wilcoxonSignedRank(differences)).p);
      const draw = (): number => Array.from({ length: 40 }, () => random.int(2)).reduce((sum, bit) => sum + bit, 0);
      const group = (): { successes: number; trials: number } => ({ successes: draw(), trials: 40 });
      two.push(must(twoProportionTest(group(), group())).p);
      const wins = draw();
      const mcNemar = must(mcNemarTest(wins, 40 - wins));
      exact.push(mcNemar.exactP);
      corrected.push(mcNemar.correctedP);
    }
    for (const alpha of [0.05, 0.2]) {
      const limit = alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / runs);
      const share = (ps: readonly number[]): number => ps.filter((p) => p <= alpha).length / runs;
      for (const ps of [t, ranks, exact, corrected]) expect(share(ps)).toBeLessThanOrEqual(limit);
      // The normal approximation of the proportions is allowed a tenth more.
      expect(share(two)).toBeLessThanOrEqual(limit * 1.1);
      expect(share(t)).toBeGreaterThanOrEqual(alpha - 3 * Math.sqrt((alpha * (1 - alpha)) / runs));
    }
  });

  it("count who alone was right", () => {
    const result = must(compareAnswers({ truth: [0, 1, 1, 0], first: [0, 1, 0, 1], second: [0, 0, 1, 1] }));
    expect(result).toMatchObject({ onlyFirstRight: 1, onlySecondRight: 1, exactP: 1, chiSquared: 0, correctedP: 1 });
  });

  it("name bad input", () => {
    expect(mcNemarTest(0, 0)).toEqual({ kind: "not-enough-data", needed: 1, got: 0 });
    expect(mcNemarTest(-1, 2)).toEqual({ kind: "degenerate", reason: "out-of-range" });
    expect(compareAnswers({ truth: [0], first: [], second: [0] })).toEqual({
      kind: "degenerate",
      reason: "lengths-differ",
    });
    expect(differencesOf([1], [])).toEqual({ kind: "degenerate", reason: "lengths-differ" });
    expect(pairedTTest([1])).toEqual({ kind: "not-enough-data", needed: 2, got: 1 });
    expect(pairedTTest([0.1, 0.1, 0.1])).toEqual({ kind: "degenerate", reason: "constant" });
    expect(pairedTTest([0, 0])).toEqual({ kind: "degenerate", reason: "constant" });
    expect(pairedTTest([1, Infinity])).toEqual({ kind: "degenerate", reason: "not-finite" });
    expect(wilcoxonSignedRank([0, 0])).toEqual({ kind: "not-enough-data", needed: 1, got: 0 });
    expect(wilcoxonSignedRank([NaN])).toEqual({ kind: "degenerate", reason: "not-finite" });
    const none = { successes: 0, trials: 4 };
    expect(twoProportionTest(none, none)).toEqual({ kind: "degenerate", reason: "constant" });
    expect(twoProportionTest(none, { successes: 0, trials: 0 }).kind).toBe("not-enough-data");
    expect(twoProportionTest(none, { successes: 5, trials: 4 })).toEqual({
      kind: "degenerate",
      reason: "out-of-range",
    });
  });
});
