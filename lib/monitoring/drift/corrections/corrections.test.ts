import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../random";
import { casesOf } from "../../../testing/reference";
import { expectLike, sampleOf, valueOf } from "../testing/golden";
import { CORRECTIONS, correctTests, type CorrectionName } from "./multiple-testing";

const adjust = (pValues: readonly number[], correction: CorrectionName): number[] => [
  ...valueOf(correctTests({ pValues: Float64Array.from(pValues), correction })).adjusted,
];

describe("golden numbers", () => {
  test.each(casesOf("multiple_testing"))("corrections agree with Alibi Detect: $id", (entry) => {
    const pValues = sampleOf(entry, "p_values");
    const bonferroni = valueOf(correctTests({ pValues, correction: "bonferroni" }));
    const discovery = valueOf(correctTests({ pValues, correction: "benjamini-hochberg" }));
    expectLike(
      {
        bonferroni_threshold: bonferroni.threshold,
        bonferroni_drift: bonferroni.anyRejected,
        fdr_drift: discovery.anyRejected,
        fdr_threshold: discovery.threshold,
      },
      entry.expected,
      entry.tol,
    );
  });
});

describe("corrections", () => {
  test("adjusted p-values by hand", () => {
    const pValues = [0.04, 0.01, 0.03];
    expectLike(adjust(pValues, "bonferroni"), [0.12, 0.03, 0.09], 1e-14);
    expectLike(adjust(pValues, "holm"), [0.06, 0.03, 0.06], 1e-14);
    expectLike(adjust(pValues, "benjamini-hochberg"), [0.04, 0.03, 0.04], 1e-14);
    const harmonic = 1 + 1 / 2 + 1 / 3;
    expectLike(adjust(pValues, "benjamini-yekutieli"), [0.04 * harmonic, 0.03 * harmonic, 0.04 * harmonic], 1e-14);
  });

  test("Bonferroni ≥ Holm ≥ Benjamini–Hochberg ≥ the p-value, and the order does not matter", () => {
    const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(list, (pValues) => {
        const [loose, strict, discovery] = (["bonferroni", "holm", "benjamini-hochberg"] as const).map((name) =>
          adjust(pValues, name),
        );
        pValues.forEach((p, at) => {
          expect(loose![at]! + 1e-15).toBeGreaterThanOrEqual(strict![at]!);
          expect(strict![at]! + 1e-15).toBeGreaterThanOrEqual(discovery![at]!);
          expect(discovery![at]! + 1e-15).toBeGreaterThanOrEqual(p);
        });
        for (const name of CORRECTIONS) {
          expect(adjust([...pValues].reverse(), name).reverse()).toEqual(adjust(pValues, name));
        }
      }),
      { seed: 23, numRuns: 60 },
    );
  });

  test("on stable columns, a window alarms no more often than the level", () => {
    const random = seededRandom("family");
    const windows = 2_000;
    const limit = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / windows);
    const alarms = new Map<CorrectionName, number>(CORRECTIONS.map((name) => [name, 0]));
    for (let window = 0; window < windows; window++) {
      const pValues = Float64Array.from({ length: 20 }, () => random.next());
      for (const correction of CORRECTIONS) {
        const { anyRejected } = valueOf(correctTests({ pValues, correction }));
        if (anyRejected) alarms.set(correction, alarms.get(correction)! + 1);
      }
    }
    for (const name of CORRECTIONS.slice(1)) expect(alarms.get(name)! / windows, name).toBeLessThanOrEqual(limit);
    expect(alarms.get("none")! / windows).toBeGreaterThan(0.5);
  });

  test("no p-values and p-values that are none are named", () => {
    const correction = "holm";
    expect(correctTests({ pValues: new Float64Array(), correction }).kind).toBe("not-enough-data");
    for (const p of [NaN, -0.1, 1.1]) {
      const result = correctTests({ pValues: Float64Array.of(0.2, p), correction });
      expect(result).toEqual({ kind: "degenerate", reason: "out-of-range" });
    }
  });
});
