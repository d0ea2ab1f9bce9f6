import { describe, expect, it, test } from "vitest";
import { seededRandom } from "../../random";
import type { Measured, MeasuredValue } from "../../statistics/measured";
import { estimateDle, fitDle, LOSS_METRICS, type LossMetric } from "./dle";
import { ridgeAnswer, ridgeFit } from "./ridge";

function must<T extends object>(result: Measured<T>): MeasuredValue<T> {
  if (result.kind !== "measured") throw new Error(JSON.stringify(result));
  return result;
}

/** A model that is wrong by a noise of deviation 1 + |x|, for x uniform in [low, high]. */
function world(seed: string, rows: number, [low, high]: readonly [number, number]) {
  const random = seededRandom(seed);
  const x = Array.from({ length: rows }, () => low + (high - low) * random.next());
  const predicted = x.map((value) => 50 + 3 * value);
  const truth = x.map((value, row) => predicted[row]! + (1 + Math.abs(value)) * random.normal());
  return { features: [x], predicted, truth };
}

describe("ridge regression", () => {
  it("finds a parabola and stays flat outside the range of the fit", () => {
    const x = Array.from({ length: 201 }, (_, row) => (row - 100) / 50);
    const fit = must(
      ridgeFit(
        [x],
        x.map((value) => 1 + 2 * value + 3 * value * value),
        1e-9,
      ),
    );
    expect(ridgeAnswer(fit, [1.5])).toBeCloseTo(1 + 3 + 6.75, 6);
    expect(ridgeAnswer(fit, [7])).toBeCloseTo(ridgeAnswer(fit, [2]), 12);
  });

  it("shrinks to the mean under a heavy penalty, and gives a constant column no weight", () => {
    const fit = must(
      ridgeFit(
        [
          [1, 2, 3, 4],
          [5, 5, 5, 5],
        ],
        [1, 2, 3, 6],
        1e12,
      ),
    );
    expect(ridgeAnswer(fit, [4, 9])).toBeCloseTo(3, 6);
    expect([...fit.weights.slice(2)]).toEqual([0, 0]);
  });

  it("solves the normal equations: the hand-worked slope of one column", () => {
    // z = (−1, 1), z² − 1 = 0: w = Σ z t / (2 + λ) = 2 / 3.
    expect(must(ridgeFit([[0, 2]], [4, 6], 1)).weights[0]).toBeCloseTo(2 / 3, 12);
  });
});

describe("direct loss estimation", () => {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  test.each([
    ["mae", ({ predicted, truth }) => mean(truth.map((y, row) => Math.abs(y - predicted[row]!)))],
    ["rmse", ({ predicted, truth }) => Math.sqrt(mean(truth.map((y, row) => (y - predicted[row]!) ** 2)))],
    ["mape", ({ predicted, truth }) => mean(truth.map((y, row) => Math.abs((y - predicted[row]!) / y)))],
  ] satisfies [LossMetric, (rows: ReturnType<typeof world>) => number][])(
    "meets the realised %s on rows that moved to where the model is worse",
    (metric, realised) => {
      const fit = must(fitDle(world("reference", 6000, [-4, 4]), metric));
      const moved = world("moved", 3000, [-4, -2]);
      const estimate = must(estimateDle(fit, moved));
      expect(estimate).toMatchObject({ assumption: "covariate-shift-only", regressor: "ridge-with-squares", metric });
      expect(estimate.lower).toBeLessThan(realised(moved));
      expect(estimate.upper).toBeGreaterThan(realised(moved));
      expect(estimate.value).toBeGreaterThan(1.2 * realised(world("reference", 6000, [-4, 4])));
    },
  );

  test.each(LOSS_METRICS)("estimates %s on the reference itself as realised, to a tenth", (metric) => {
    const reference = world("self", 2000, [-1, 1]);
    const loss = (y: number, p: number): number =>
      metric.includes("sle")
        ? (Math.log1p(y) - Math.log1p(p)) ** 2
        : metric === "mae"
          ? Math.abs(y - p)
          : metric === "mape"
            ? Math.abs(y - p) / y
            : (y - p) ** 2;
    const losses = mean(reference.truth.map((y, row) => loss(y, reference.predicted[row]!)));
    const wanted = metric.startsWith("r") ? Math.sqrt(losses) : losses;
    expect(must(estimateDle(must(fitDle(reference, metric)), reference)).value / wanted).toBeCloseTo(1, 1);
  });

  it("never answers a negative error", () => {
    const rows = Array.from({ length: 40 }, (_, row) => row);
    const fit = must(
      fitDle({ features: [rows], predicted: rows, truth: rows.map((x) => (x > 37 ? x + 9 : x)) }, "mae"),
    );
    expect(must(estimateDle(fit, { features: [[5, 12]], predicted: [5, 12] })).value).toBeGreaterThanOrEqual(0);
  });

  it("names bad input", () => {
    const fine = world("bad", 30, [0, 1]);
    expect(fitDle(world("few", 19, [0, 1]), "mae")).toEqual({ kind: "not-enough-data", needed: 20, got: 19 });
    expect(fitDle({ ...fine, truth: [1] }, "mae")).toMatchObject({ reason: "lengths-differ" });
    expect(fitDle({ ...fine, truth: fine.truth.map(() => -3) }, "msle")).toMatchObject({ reason: "out-of-range" });
    expect(fitDle({ ...fine, features: [fine.predicted.map(() => NaN)] }, "mae")).toMatchObject({
      reason: "not-finite",
    });
    const fit = must(fitDle(fine, "mae"));
    expect(estimateDle(fit, { features: [], predicted: [1] })).toMatchObject({ reason: "lengths-differ" });
    expect(estimateDle(fit, { features: [[]], predicted: [] })).toMatchObject({ kind: "not-enough-data" });
  });
});
