import { describe, expect, test } from "vitest";
import { permutation, seededRandom, type Random } from "../../../random";
import { mean, standardDeviation } from "../../../statistics/moments";
import { caseOf, casesOf, inputOf } from "../../../testing/reference";
import { boundsOf } from "../../alerting/threshold";
import { expectLike, sampleOf, valueOf } from "../testing/golden";
import { crossBandwidth, evidentlyBandwidth, referenceBandwidth } from "./bandwidth";
import { DOMAIN_CLASSIFIER_THRESHOLD, domainClassifier } from "./domain-classifier";
import { matrixOf, takeMatrixRows, type Matrix } from "./matrix";
import { mmdSquared, mmdTest } from "./mmd";
import { fitReconstruction, reconstructionError, reconstructionErrors } from "./pca-reconstruction";

const rowsOf = (id: string, name: string): Matrix => matrixOf(inputOf(caseOf(id), name) as number[][]);
const drawRows = (random: Random, rows: number, draw: (random: Random) => readonly number[]): Matrix =>
  matrixOf(Array.from({ length: rows }, () => draw(random)));
const independent = (random: Random): readonly number[] => [random.normal(), random.normal(), random.normal()];
const together = (random: Random): readonly number[] => {
  const shared = random.normal();
  return [shared, shared, random.normal()];
};

describe("maximum mean discrepancy", () => {
  test.each(casesOf("mmd2/rbf"))("both estimates and both median heuristics agree with Alibi Detect: $id", (entry) => {
    const [x, y] = [matrixOf(inputOf(entry, "x") as number[][]), matrixOf(inputOf(entry, "y") as number[][])];
    const at = (sigma: number): Record<string, number> => {
      const { unbiased, biased } = mmdSquared(x, y, sigma);
      return { sigma, mmd2_unbiased: unbiased, mmd2_biased: biased };
    };
    expectLike(
      {
        sigma_1: at(1),
        alibi_median_from_ref: at(referenceBandwidth(x)),
        alibi_median_ref_vs_cur: at(crossBandwidth(x, y)),
      },
      entry.expected,
      entry.tol,
    );
    const { statistic, sigma } = valueOf(mmdTest(x, y, { random: seededRandom(1) }));
    expectLike({ statistic, sigma }, { statistic: at(sigma)["mmd2_unbiased"], sigma: referenceBandwidth(x) }, 1e-12);
  });

  test.each(casesOf("evidently/mmd_1d"))("the one-dimensional form agrees with Evidently: $id", (entry) => {
    const column = (name: string): Matrix => matrixOf([...sampleOf(entry, name)].map((value) => [value]));
    const [x, y] = [column("reference"), column("current")];
    const sigma = evidentlyBandwidth(x);
    expectLike({ sigma, mmd: mmdSquared(x, y, sigma).unbiased }, entry.expected, entry.tol);
  });

  test("the p-value by deals is small when columns no longer move together", () => {
    const random = seededRandom("mmd change");
    const changed = mmdTest(drawRows(random, 100, independent), drawRows(random, 100, together), { random });
    expect(valueOf(changed).pValue).toBeLessThan(0.02);
  });

  test("it is 0 between a sample and itself (biased), symmetric, and the order of rows changes nothing", () => {
    const random = seededRandom("mmd order");
    const [x, y] = [drawRows(random, 30, independent), drawRows(random, 22, together)];
    expect(Math.abs(mmdSquared(x, x, 1).biased)).toBeLessThan(1e-12);
    expect(mmdSquared(y, x, 1).unbiased).toBeCloseTo(mmdSquared(x, y, 1).unbiased, 12);
    const shuffled = takeMatrixRows(x, permutation(x.rows, random));
    expect(mmdSquared(shuffled, y, 1).unbiased).toBeCloseTo(mmdSquared(x, y, 1).unbiased, 12);
  });

  test("large sides are sampled, and the result says so", () => {
    const random = seededRandom("mmd sample");
    const result = mmdTest(drawRows(random, 90, independent), drawRows(random, 20, independent), {
      random,
      maxRows: 50,
      deals: 9,
    });
    expect(valueOf(result).rows).toEqual([50, 20]);
  });
});

describe("PCA reconstruction", () => {
  test.each(casesOf("nannyml/pca_reconstruction"))("it agrees with NannyML: $id", (entry) => {
    const model = valueOf(fitReconstruction(rowsOf(entry.id, "reference")));
    const error = (name: string): Record<string, number> => {
      const { mean, deviation, samplingError } = valueOf(reconstructionError(model, rowsOf(entry.id, name)));
      return { mean, std_ddof1: deviation, sampling_error: samplingError };
    };
    const reference = rowsOf(entry.id, "reference");
    const chunks = Array.from({ length: 10 }, (_, chunk) =>
      takeMatrixRows(
        reference,
        Array.from({ length: 30 }, (__, row) => chunk * 30 + row),
      ),
    );
    const chunkMeans = chunks.map((chunk) => valueOf(reconstructionError(model, chunk)).mean);
    const { lower, upper } = valueOf(boundsOf({ kind: "reference-deviation" }, chunkMeans));
    expectLike(
      {
        n_components_kept: model.components.length,
        explained_variance_ratio: [...model.explained],
        reference: error("reference"),
        same: error("same"),
        rotated: error("rotated"),
        reference_chunk_means_of_30: chunkMeans,
        thresholds_mean_pm_3std: [lower, upper],
      },
      entry.expected,
      entry.tol,
    );
  });

  test("rows in the plane of the components are rebuilt without error", () => {
    const random = seededRandom("plane");
    const plane = drawRows(random, 60, (source) => {
      const [a, b] = [source.normal(), source.normal()];
      return [a, b, a + b];
    });
    const model = valueOf(fitReconstruction(plane, 0.99));
    expect(model.components.length).toBe(2);
    expect(Math.max(...reconstructionErrors(model, plane))).toBeLessThan(1e-12);
  });

  test("input that it cannot read is named", () => {
    const constant = matrixOf([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(fitReconstruction(constant)).toEqual({ kind: "degenerate", reason: "constant" });
    expect(
      fitReconstruction(
        matrixOf([
          [1, NaN],
          [2, 3],
        ]),
      ),
    ).toEqual({ kind: "degenerate", reason: "not-finite" });
    expect(fitReconstruction(matrixOf([[1, 2]]))).toEqual({ kind: "not-enough-data", needed: 2, got: 1 });
    const model = valueOf(
      fitReconstruction(
        matrixOf([
          [1, 2],
          [2, 1],
          [3, 5],
        ]),
      ),
    );
    const other = matrixOf([[1], [2]]);
    expect(reconstructionError(model, other)).toEqual({ kind: "degenerate", reason: "lengths-differ" });
  });
});

describe("domain classifier", () => {
  test("it cannot tell two halves of one population apart, and tells a shift and a lost correlation", () => {
    const random = seededRandom("domain");
    const auc = (reference: Matrix, current: Matrix): number =>
      valueOf(domainClassifier(reference, current, { random: random.fork("deal") })).auc;
    const reference = drawRows(random, 400, together);
    const same = auc(reference, drawRows(random, 300, together));
    expect(same).toBeGreaterThan(0.4);
    expect(same).toBeLessThan(0.6);
    expect(auc(reference, drawRows(random, 300, independent))).toBeGreaterThan(0.75);
    const shifted = drawRows(random, 300, (source) => together(source).map((value) => value + 2));
    expect(auc(reference, shifted)).toBeGreaterThan(0.9);
  });

  test("on one population its area strays evenly around 0.5, out of reach of the upper threshold", () => {
    const random = seededRandom("domain null");
    const rounds = 60;
    const results = Array.from({ length: rounds }, () => {
      const [x, y] = [drawRows(random, 250, independent), drawRows(random, 200, independent)];
      return valueOf(domainClassifier(x, y, { random }));
    });
    const areas = results.map(({ auc }) => auc);
    expect(Math.abs(mean(areas) - 0.5)).toBeLessThan(0.015);
    // One model's area would stray by √((n + m + 1) / (12 n m)) = 0.027; scores of five models in one list stray half as far again.
    expect(standardDeviation(areas)).toBeLessThan(0.05);
    // As described: the lower bound is within the reach of chance, the upper one is not.
    expect(results.filter(({ drifted }) => drifted).length / rounds).toBeLessThan(0.25);
    expect(Math.max(...areas)).toBeLessThan(DOMAIN_CLASSIFIER_THRESHOLD.upper!);
  });

  test("a linear model does not see a change of spread, the default does", () => {
    const random = seededRandom("spread");
    const reference = drawRows(random, 300, independent);
    const wider = drawRows(random, 300, (source) => independent(source).map((value) => value * 3));
    const auc = (terms: "linear" | "quadratic"): number =>
      valueOf(domainClassifier(reference, wider, { random: seededRandom(5), terms })).auc;
    expect(auc("linear")).toBeLessThan(0.65);
    expect(auc("quadratic")).toBeGreaterThan(0.8);
  });

  test("one seed gives one AUC, sides that a plane separates give 1, and a constant column does not disturb", () => {
    const random = seededRandom("apart");
    const near = drawRows(random, 40, (source) => [source.normal(), 7]);
    const far = drawRows(random, 40, (source) => [source.normal() + 50, 7]);
    const run = (): unknown => domainClassifier(near, far, { random: seededRandom(9) });
    expect(run()).toEqual({ kind: "measured", auc: 1, drifted: true });
    expect(run()).toEqual(run());
  });

  test("input that it cannot read is named", () => {
    const random = seededRandom(1);
    const constant = matrixOf(Array.from({ length: 12 }, () => [3]));
    expect(domainClassifier(constant, constant, { random })).toEqual({ kind: "degenerate", reason: "constant" });
    expect(domainClassifier(matrixOf([[1]]), constant, { random })).toMatchObject({ kind: "not-enough-data", got: 1 });
    expect(mmdTest(constant, constant, { random })).toEqual({ kind: "degenerate", reason: "constant" });
  });
});
