import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import { caseOf, numbersOf } from "../../testing/reference";
import { adwin } from "./adwin";
import { eddm } from "./eddm";
import { fhddm } from "./fhddm";
import { equalSizeKsPValue, kswin } from "./kswin";
import { pageHinkley } from "./page-hinkley";
import { rddm } from "./rddm";
import { stepd } from "./stepd";
import { tabularCusum } from "./tabular-cusum";

const SEED = 20_260_502;
const abruptBits = numbersOf(caseOf("river/DDM/stream_bin_abrupt_2000"), "x");

function bits(seed: string, length: number, rate: number): readonly number[] {
  const random = seededRandom(`detectors/${seed}`);
  return Array.from({ length }, () => (random.next() < rate ? 1 : 0));
}

describe("ADWIN", () => {
  test("knows the sum and the deviations of exactly the newest values of its window", () => {
    const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(numbers, (values) => {
        const state = adwin.create({ clock: 1 });
        for (const value of values) adwin.update(state, value);
        const kept = values.slice(values.length - state.width);
        const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
        expect(state.total).toBeCloseTo(mean * kept.length, 6);
        expect(state.squares).toBeCloseTo(
          kept.reduce((sum, value) => sum + (value - mean) ** 2, 0),
          4,
        );
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  test("keeps a logarithm of its window", () => {
    const state = adwin.create();
    for (const value of bits("long", 20_000, 0.3)) adwin.update(state, value);
    expect(state.width).toBe(20_000);
    expect(state.rows).toBeLessThanOrEqual(Math.log2(20_000));
  });

  test("starts an empty window after a change, where scikit-multiflow keeps the newer part", () => {
    const widths = (["river", "scikit-multiflow"] as const).map((variant) => {
      const state = adwin.create({ variant });
      const change = abruptBits.findIndex((value) => adwin.update(state, value) === "drift");
      adwin.update(state, abruptBits[change + 1] ?? 0);
      return state.width;
    });
    expect(widths[0]).toBe(1);
    expect(widths[1]).toBeGreaterThan(100);
  });
});

describe("Page–Hinkley", () => {
  const rise = { minInstances: 1, delta: 0, alpha: 1, threshold: 1 } as const;

  test.each([
    ["river-legacy", "drift"],
    ["scikit-multiflow", "stable"],
    ["frouros", "stable"],
  ] as const)("%s says %s when the sum is the threshold", (variant, verdict) => {
    const state = pageHinkley.create({ ...rise, variant });
    pageHinkley.update(state, 0);
    expect(pageHinkley.update(state, 2)).toBe(verdict);
    expect(state.up).toBe(1);
  });

  test("sees a rise or a fall alone when told to", () => {
    const fall = [...bits("high", 500, 0.9), ...bits("low", 500, 0.1)];
    const alarms = (["both", "up", "down"] as const).map((mode) => {
      const state = pageHinkley.create({ mode });
      return fall.some((value) => pageHinkley.update(state, value) === "drift");
    });
    expect(alarms).toEqual([true, false, true]);
  });
});

describe("Tabular CUSUM", () => {
  test("measures from the frozen mean in the deviation of the warm-up", () => {
    // Mean 2 and sample deviation 2; then each 6 adds 4 − ½ · 2 = 3 to the rise, which may not exceed 5 · 2.
    const state = tabularCusum.create({ minInstances: 3 });
    const verdicts = [0, 4, 2, 6, 6, 6, 6].map((value) => tabularCusum.update(state, value));
    expect(verdicts.indexOf("drift")).toBe(6);
    expect(state.rise).toBe(12);
    expect(state.mean).toBe(2);
    expect(state.fall).toBe(0);
  });

  test("counts a fall alone when told to", () => {
    const state = tabularCusum.create({ minInstances: 3, mode: "down" });
    const verdicts = [0, 4, 2, 6, 6, 6, 6, 6, -2, -2, -2, -2].map((value) => tabularCusum.update(state, value));
    expect(verdicts.indexOf("drift")).toBe(11);
  });
});

describe("EDDM", () => {
  /** The verdicts at the first warning and at the next value, which is no error. */
  function aroundWarning(variant: "river" | "frouros"): readonly string[] {
    const state = eddm.create({ variant });
    const warning = abruptBits.findIndex((value) => eddm.update(state, value) === "warning");
    expect(warning).toBeGreaterThan(0);
    return [state.verdict, eddm.update(state, 0)];
  }

  test("holds a warning between errors, where Frouros lifts it", () => {
    expect(aroundWarning("river")).toEqual(["warning", "warning"]);
    expect(aroundWarning("frouros")).toEqual(["warning", "stable"]);
  });
});

describe("FHDDM", () => {
  test("sees a total fall sooner with a short window", () => {
    const stream = [...bits("right", 300, 0.95), ...bits("wrong", 200, 0.05)];
    const first = [null, 25].map((shortWindowSize) => {
      const state = fhddm.create({ shortWindowSize });
      return stream.findIndex((value) => fhddm.update(state, value) === "drift");
    });
    expect(first[1]).toBeGreaterThan(299);
    expect(first[1]).toBeLessThan(first[0] ?? 0);
  });

  test("does not see a rising error rate when it is fed errors", () => {
    const state = fhddm.create();
    expect(abruptBits.some((error) => fhddm.update(state, error) === "drift")).toBe(false);
  });
});

describe("KSWIN", () => {
  // scipy.stats.ks_2samp of two samples of `size` values whose curves differ by `steps`.
  test.each([
    [5, 30, 0.8079631540901643],
    [12, 30, 0.015643390496754332],
    [3, 7, 0.5751748251748252],
    [0, 7, 1],
  ])("finds the exact p of a gap of %i among %i", (steps, size, want) => {
    expect(equalSizeKsPValue(steps, size)).toBeCloseTo(want, 13);
  });

  test("tests nothing before its window is full", () => {
    const state = kswin.create();
    for (let index = 0; index < 99; index++) expect(kswin.update(state, index)).toBe("stable");
    expect(state.pValue).toBe(0);
    expect(kswin.update(state, 99)).toBe("drift");
  });
});

describe("RDDM", () => {
  test("calls too many warnings in a row drift", () => {
    const state = rddm.create({ minInstances: 30, maxWarnings: 3 });
    const runs: number[] = [];
    let run = 0;
    for (const value of bits("uneasy", 20_000, 0.3)) {
      const verdict = rddm.update(state, value);
      if (verdict === "drift") runs.push(run);
      run = verdict === "warning" ? run + 1 : 0;
      expect(run).toBeLessThanOrEqual(3);
    }
    expect(runs).toContain(3);
  });

  test("counts the stored errors again after drift", () => {
    const state = rddm.create();
    const change = abruptBits.findIndex((value) => rddm.update(state, value) === "drift");
    const { stored } = state;
    rddm.update(state, abruptBits[change + 1] ?? 0);
    expect(state.count).toBe(stored + 1);
  });

  test("recalculates a long concept from its newest values", () => {
    const state = rddm.create({ minConceptSize: 300, maxConceptSize: 500 });
    for (let index = 0; index < 500; index++) rddm.update(state, 0);
    expect(state.count).toBe(500);
    expect(rddm.update(state, 0)).toBe("stable");
    expect(state.count).toBe(301);
  });
});

describe("STEPD", () => {
  test("is not alarmed by a difference within the continuity correction, as Frouros is when errors are rare", () => {
    const rare = Array.from({ length: 1000 }, (_, index) => (index === 100 ? 1 : 0));
    const alarms = (["paper", "frouros"] as const).map((variant) => {
      const state = stepd.create({ variant });
      return rare.some((value) => stepd.update(state, value) === "drift");
    });
    expect(alarms).toEqual([false, true]);
  });

  test("warns before it calls drift", () => {
    const state = stepd.create();
    const verdicts = abruptBits.map((value) => stepd.update(state, value));
    expect(verdicts.indexOf("warning", 1000)).toBeGreaterThan(999);
    expect(verdicts.indexOf("warning", 1000)).toBeLessThan(verdicts.indexOf("drift", 1000));
  });

  test("keeps quiet when errors become fewer, where Frouros alarms", () => {
    const fewer = Array.from({ length: 400 }, (_, index) => (index < 300 && index % 3 < 2 ? 1 : 0));
    const alarms = (["paper", "frouros"] as const).map((variant) => {
      const state = stepd.create({ variant });
      return fewer.some((value) => stepd.update(state, value) === "drift");
    });
    expect(alarms).toEqual([false, true]);
  });
});
