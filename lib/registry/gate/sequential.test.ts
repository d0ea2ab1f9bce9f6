import { describe, expect, it, test } from "vitest";
import { seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { betaMixtureLogRatio } from "./beta-mixture";
import { mixtureLook, NO_LOOK, type MixtureState } from "./mixture-sprt";
import { obrienFlemingBounds } from "./obrien-fleming";
import { waldLook, type WaldPlan } from "./wald-sprt";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

/** Three standard errors of a share measured in `runs` runs. */
const room = (share: number, runs: number): number => 3 * Math.sqrt((share * (1 - share)) / runs);

describe("the mixture test of two proportions", () => {
  /** Reads the test after every ten rows of each version; the look at which it rejects, or null. */
  function rejects(seed: string, [stable, canary]: readonly [number, number], looks: number): number | null {
    const random = seededRandom(seed);
    let [s, c] = [0, 0];
    let state: MixtureState = NO_LOOK;
    for (let look = 1; look <= looks; look++) {
      for (let row = 0; row < 10; row++) {
        if (random.next() < stable) s++;
        if (random.next() < canary) c++;
      }
      const counts = { stable: { successes: s, trials: 10 * look }, canary: { successes: c, trials: 10 * look } };
      const next = mixtureLook(state, counts, { expectedDifference: 0.05 });
      if (next.kind !== "measured") throw new Error("not measured");
      state = next;
      if (state.p <= 0.05) return look;
    }
    return null;
  }

  test.each([0.05, 0.3, 0.9])("raises a false alarm in at most 5 % of runs of 200 looks at rate %s", (rate) => {
    const runs = 400;
    const alarms = Array.from({ length: runs }, (_, run) => rejects(`null/${rate}/${run}`, [rate, rate], 200));
    expect(alarms.filter((look) => look !== null).length / runs).toBeLessThanOrEqual(0.05 + room(0.05, runs));
  });

  it("finds a fall from 95 % to 85 % in nearly all runs, most of them early", () => {
    const found = Array.from({ length: 100 }, (_, run) => rejects(`fall/${run}`, [0.95, 0.85], 200));
    expect(found.filter((look) => look !== null).length).toBeGreaterThanOrEqual(95);
    expect(found.filter((look) => look !== null && look <= 100).length).toBeGreaterThanOrEqual(80);
  });

  it("has the formula's ratio and interval, which excludes 0 exactly when the look alone rejects", () => {
    const counts = { stable: { successes: 900, trials: 1000 }, canary: { successes: 850, trials: 1000 } };
    const look = mixtureLook(NO_LOOK, counts, { expectedDifference: 0.05 });
    if (look.kind !== "measured") throw new Error("not measured");
    const [v, t] = [0.875 * 0.125 * 0.002, 0.0025];
    expect(look.ratio).toBeCloseTo(Math.sqrt(v / (v + t)) * Math.exp((0.0025 * t) / (2 * v * (v + t))), 9);
    const edge = mixtureLook(NO_LOOK, counts, { expectedDifference: 0.05, alpha: 1 / look.ratio });
    if (edge.kind !== "measured") throw new Error("not measured");
    expect(edge.interval?.upper).toBeCloseTo(0, 9);
  });

  it("says nothing before there are rows, never forgets, and names bad input", () => {
    const few = { stable: { successes: 5, trials: 9 }, canary: { successes: 0, trials: 900 } };
    expect(mixtureLook({ p: 0.3 }, few, { expectedDifference: 0.05 })).toMatchObject({
      p: 0.3,
      ratio: 1,
      interval: null,
    });
    const wrong = { stable: { successes: 5, trials: 4 }, canary: { successes: 0, trials: 9 } };
    expect(mixtureLook(NO_LOOK, wrong, { expectedDifference: 0.05 })).toMatchObject({ kind: "degenerate" });
  });
});

describe("the exact mixture test of one proportion", () => {
  it("has ratios of mean 1 under the null: all outcomes of 12 rows, weighed", () => {
    let mean = 0;
    for (let s = 0, ways = 1; s <= 12; ways = (ways * (12 - s)) / (s + 1), s++) {
      const ratio = Math.exp(must(betaMixtureLogRatio({ successes: s, trials: 12 }, 0.2)).logRatio);
      mean += ratio * ways * 0.2 ** s * 0.8 ** (12 - s);
    }
    expect(mean).toBeCloseTo(1, 12);
  });

  it("raises a false alarm in at most 5 % of runs, read after every row, and finds a doubled rate", () => {
    const alarms = (rate: number, runs: number): number => {
      const random = seededRandom(`beta/${rate}`);
      let raised = 0;
      for (let run = 0; run < runs; run++) {
        for (let n = 1, s = 0; n <= 600; n++) {
          if (random.next() < rate) s++;
          if (must(betaMixtureLogRatio({ successes: s, trials: n }, 0.1)).logRatio < Math.log(20)) continue;
          raised++;
          break;
        }
      }
      return raised / runs;
    };
    expect(alarms(0.1, 400)).toBeLessThanOrEqual(0.05 + room(0.05, 400));
    expect(alarms(0.2, 100)).toBeGreaterThan(0.95);
  });
});

describe("Wald's test", () => {
  const plan: WaldPlan = { healthy: 0.05, bad: 0.1, alpha: 0.05, beta: 0.1 };

  it.each([
    ["healthy", 0.05, "bad", 0.05 / 0.9],
    ["bad", 0.1, "healthy", 0.1 / 0.95],
  ] as const)("keeps its error at a %s rate, and always ends", (_, rate, error, bound) => {
    const random = seededRandom(`wald/${rate}`);
    const runs = 1000;
    let errors = 0;
    for (let run = 0; run < runs; run++) {
      let [decision, s, n] = ["go-on", 0, 0];
      while (decision === "go-on" && n < 5000) {
        n++;
        if (random.next() < rate) s++;
        decision = must(waldLook({ successes: s, trials: n }, plan)).decision;
      }
      expect(decision).not.toBe("go-on");
      if (decision === error) errors++;
    }
    expect(errors / runs).toBeLessThanOrEqual(bound + room(bound, runs));
  });

  it("has the formula's bounds, and names a plan without sense", () => {
    expect(must(waldLook({ successes: 0, trials: 0 }, plan))).toMatchObject({
      decision: "go-on",
      upper: Math.log(18),
      lower: Math.log(0.1 / 0.95),
    });
    expect(waldLook({ successes: 0, trials: 1 }, { ...plan, bad: 0.05 })).toMatchObject({ kind: "degenerate" });
  });
});

describe("O'Brien and Fleming's bounds", () => {
  test.each([
    [1, 1.95996],
    [2, 1.977],
    [3, 2.004],
    [4, 2.024],
    [5, 2.04],
    [10, 2.087],
  ])("of %i looks end at the published %s", (looks, constant) => {
    const { bounds } = must(obrienFlemingBounds(looks));
    expect(bounds.at(-1)).toBeCloseTo(constant, 3);
    expect(bounds[0]).toBeCloseTo((bounds.at(-1) ?? 0) * Math.sqrt(looks), 9);
  });

  it("are crossed in 5 % of simulated walks, no more and no fewer", () => {
    const { bounds } = must(obrienFlemingBounds(5));
    const random = seededRandom("walks");
    const runs = 20_000;
    let crossed = 0;
    for (let run = 0; run < runs; run++) {
      const sums = bounds.map(() => random.normal());
      let total = 0;
      if (sums.some((step, k) => Math.abs((total += step)) / Math.sqrt(k + 1) >= bounds[k]!)) crossed++;
    }
    expect(Math.abs(crossed / runs - 0.05)).toBeLessThan(room(0.05, runs));
  });

  it("are refused for no looks", () => {
    expect(obrienFlemingBounds(0)).toEqual({ kind: "degenerate", reason: "out-of-range" });
  });
});
