import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { permutation, seededRandom } from "../../random";
import { caseOf, isClose, numbersOf } from "../../testing/reference";
import type { Metric } from "../metric";
import { absoluteErrors } from "./absolute-error";
import type { AnsweredValues } from "./answered-values";
import { pearsonCorrelation, spearmanCorrelation } from "./correlation";
import { coefficientOfDetermination, explainedVariance } from "./explained";
import { huberLoss } from "./huber-loss";
import { kendallTau } from "./kendall-tau";
import { meanError } from "./mean-error";
import { meanAbsolutePercentageError, symmetricPercentageError } from "./percentage-error";
import { pinballLoss } from "./quantile-loss";
import { meanSquaredError, rootMeanSquaredError } from "./squared-error";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

function expectAll(id: string, got: Readonly<Record<string, number | null>>): void {
  const { expected, tol } = caseOf(id);
  const wanted = expected as Readonly<Record<string, number>>;
  expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, want] of Object.entries(wanted)) {
    expect(isClose(got[name] ?? NaN, want, tol), `${name}: ${got[name]} is not ${want}`).toBe(true);
  }
}

const inputOfCase = (id: string): AnsweredValues => ({
  truth: numbersOf(caseOf(id), "y_true"),
  predicted: numbersOf(caseOf(id), "y_pred"),
});

const METRICS: Readonly<Record<string, (input: AnsweredValues) => Metric>> = {
  mse: meanSquaredError,
  rmse: rootMeanSquaredError,
  mape: meanAbsolutePercentageError,
  smape: symmetricPercentageError,
  r2: coefficientOfDetermination,
  explainedVariance,
  pearson: pearsonCorrelation,
  spearman: spearmanCorrelation,
  kendall: kendallTau,
  pinball: (input) => pinballLoss(input, 0.9),
  huber: (input) => huberLoss(input, 5),
};

const answered = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 3,
    maxLength: 60,
  })
  .map((pairs): AnsweredValues => ({ truth: pairs.map(([t]) => t / 4), predicted: pairs.map(([, p]) => p / 4) }));

describe("regression", () => {
  it("agrees with scikit-learn and scipy in every figure", () => {
    const input = inputOfCase("regression");
    const errors = must(absoluteErrors(input));
    const signed = must(meanError(input));
    const value = (name: string): number => must(METRICS[name]!(input)).value;
    expectAll("regression", {
      r2: value("r2"),
      mae: errors.mean,
      mse: value("mse"),
      rmse: value("rmse"),
      mape_fraction: value("mape"),
      median_ae: errors.median,
      max_error: errors.max,
      explained_variance: value("explainedVariance"),
      mean_error_pred_minus_true: signed.mean,
      error_std_ddof1: signed.standardDeviation,
      abs_error_std_ddof1: errors.standardDeviation,
      pearson: value("pearson"),
      spearman: value("spearman"),
      kendall_tau_b: value("kendall"),
      smape_fraction: value("smape"),
      "pinball_0.9": value("pinball"),
      huber_delta_5: value("huber"),
    });
  });

  it("handles targets of zero as scikit-learn and by leaving them out", () => {
    const input = inputOfCase("regression/zero_target");
    expectAll("regression/zero_target", {
      mape_fraction_sklearn: must(meanAbsolutePercentageError(input)).value,
      mape_fraction_dropping_zero_targets: must(meanAbsolutePercentageError(input, "drop")).value,
      r2: must(coefficientOfDetermination(input)).value,
    });
  });

  it.each(Object.entries(METRICS))("does not depend on the order of rows: %s", (_, of) => {
    fc.assert(
      fc.property(answered, fc.integer(), (input, seed) => {
        const order = permutation(input.truth.length, seededRandom(seed));
        const shuffled = {
          truth: Array.from(order, (row) => input.truth[row]!),
          predicted: Array.from(order, (row) => input.predicted[row]!),
        };
        const [a, b] = [of(input), of(shuffled)];
        expect(b.kind).toBe(a.kind);
        if (a.kind === "measured" && b.kind === "measured") expect(isClose(b.value, a.value, 1e-12)).toBe(true);
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it("is perfect when every prediction is right", () => {
    const input = { truth: [1, 4, 2, 8], predicted: [1, 4, 2, 8] };
    const perfect = Object.fromEntries(Object.entries(METRICS).map(([name, of]) => [name, must(of(input)).value]));
    const full = { r2: 1, explainedVariance: 1, pearson: 1, spearman: 1, kendall: 1 };
    const none = { mse: 0, rmse: 0, mape: 0, smape: 0, pinball: 0, huber: 0 };
    for (const [name, want] of Object.entries({ ...full, ...none })) expect(perfect[name]).toBeCloseTo(want, 12);
    expect(absoluteErrors(input)).toMatchObject({ mean: 0, median: 0, max: 0 });
  });

  it("stays within the bounds of each figure", () => {
    fc.assert(
      fc.property(answered, (input) => {
        const of = (name: string): number | null => {
          const result = METRICS[name]!(input);
          return result.kind === "measured" ? result.value : null;
        };
        for (const name of ["pearson", "spearman", "kendall"])
          expect(Math.abs(of(name) ?? 0)).toBeLessThanOrEqual(1 + 1e-12);
        expect(of("smape")).toBeLessThanOrEqual(2);
        expect(of("r2") ?? 0).toBeLessThanOrEqual((of("explainedVariance") ?? 0) + 1e-12);
        const { mean, median, max } = must(absoluteErrors(input));
        expect(Math.max(mean, median)).toBeLessThanOrEqual(max + 1e-12);
        expect(mean).toBeLessThanOrEqual(of("rmse")! + 1e-12);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("counts the same pairs as a look at every pair", () => {
    fc.assert(
      fc.property(answered, ({ truth, predicted }) => {
        let [surplus, apart, away] = [0, 0, 0];
        for (let i = 0; i < truth.length; i++) {
          for (let j = 0; j < i; j++) {
            const [x, y] = [Math.sign(truth[i]! - truth[j]!), Math.sign(predicted[i]! - predicted[j]!)];
            surplus += x * y;
            apart += x * x;
            away += y * y;
          }
        }
        const result = kendallTau({ truth, predicted });
        if (apart * away === 0) expect(result).toEqual({ kind: "degenerate", reason: "constant" });
        else expect(must(result).value).toBeCloseTo(surplus / Math.sqrt(apart * away), 12);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("explains all or nothing of a constant target, as scikit-learn says", () => {
    const of = (name: string, ...predicted: number[]) => METRICS[name]!({ truth: [0.1, 0.1, 0.1], predicted });
    for (const name of ["r2", "explainedVariance"]) {
      expect(of(name, 0.1, 0.1, 0.1)).toEqual({ kind: "measured", value: 1 });
      expect(of(name, 1, 2, 4)).toEqual({ kind: "measured", value: 0 });
    }
    expect(of("r2", 0.6, 0.6, 0.6)).toEqual({ kind: "measured", value: 0 });
    expect(of("explainedVariance", 0.6, 0.6, 0.6)).toEqual({ kind: "measured", value: 1 });
  });

  it("names bad input", () => {
    for (const of of Object.values(METRICS)) {
      expect(of({ truth: [], predicted: [] }).kind).toBe("not-enough-data");
      expect(of({ truth: [1, NaN], predicted: [1, 2] })).toEqual({ kind: "degenerate", reason: "not-finite" });
      expect(of({ truth: [1, 2], predicted: [1] })).toEqual({ kind: "degenerate", reason: "lengths-differ" });
    }
    for (const name of ["pearson", "spearman", "kendall"]) {
      expect(METRICS[name]!({ truth: [0.1, 0.1, 0.1], predicted: [1, 2, 4] })).toEqual({
        kind: "degenerate",
        reason: "constant",
      });
    }
    expect(meanAbsolutePercentageError({ truth: [0], predicted: [1] }, "drop").kind).toBe("not-enough-data");
    expect(pinballLoss({ truth: [1], predicted: [1] }, 2)).toEqual({ kind: "degenerate", reason: "out-of-range" });
    expect(huberLoss({ truth: [1], predicted: [1] }, 0)).toEqual({ kind: "degenerate", reason: "out-of-range" });
    expect(meanError({ truth: [1], predicted: [1] })).toEqual({ kind: "not-enough-data", needed: 2, got: 1 });
  });
});
