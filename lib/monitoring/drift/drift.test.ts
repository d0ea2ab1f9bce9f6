import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dictionaryColumn, numericColumn, type CellValue, type Column } from "../../data/table";
import { histogramCounts, sturgesEdges } from "../../statistics/histogram";
import { casesOf, inputOf as rawInput, isClose, type ReferenceCase } from "../../testing/reference";
import { chiSquare } from "./chi-square";
import { columnDrift } from "./column-drift";
import { countPair, type CountPair } from "./count-pair";
import { datasetDrift, tableDrift } from "./dataset-drift";
import { defaultTest } from "./default-test";
import { jensenShannonDivergence } from "./jensen-shannon";
import { binnedShares, type BinnedShares } from "./histogram";
import { kolmogorovLimit, ksTwoSample } from "./ks";
import { psi } from "./psi";
import { countValues, presentValues, type Values } from "./values";
import { wasserstein, wassersteinNormed } from "./wasserstein";
import { zTest } from "./z-test";

type Expected = Readonly<Record<string, number | string | readonly number[]>>;
const expectedOf = (reference: ReferenceCase): Expected => reference.expected as Expected;

function inputOf(reference: ReferenceCase, slot: string): readonly CellValue[] {
  return rawInput(reference, slot) as readonly CellValue[];
}

function numbers(values: readonly CellValue[]): Float64Array {
  return numericColumn(values).values;
}

function expectClose(got: number, reference: ReferenceCase, key: string): void {
  const expected = expectedOf(reference)[key];
  const want = expected === "Infinity" ? Infinity : Number(expected);
  if (!Number.isFinite(want)) return expect(got).toBe(want);
  expect(isClose(got, want, reference.tol), `${key}: ${got} against ${want}`).toBe(true);
}

function columnOfValues(values: readonly CellValue[]): Column {
  return values.every((value) => typeof value === "number") ? numericColumn(values) : dictionaryColumn(values);
}

const countsOf = (reference: Values, current: Values): CountPair =>
  countPair(countValues(reference), countValues(current));

const jensenShannon = ({ reference, current }: BinnedShares): number =>
  Math.sqrt(jensenShannonDivergence(reference, current));

describe("golden numbers", () => {
  test.each(casesOf("ks2"))("the two-sample KS test agrees with scipy: $id", (reference) => {
    const [x, y] = [numbers(inputOf(reference, "x")), numbers(inputOf(reference, "y"))];
    const result = ksTwoSample(x, y);
    expect(result.method).toBe("exact");
    expectClose(result.statistic, reference, "statistic");
    expectClose(result.pValue, reference, "pvalue_auto");
    expect(Math.abs(result.pValue / Number(expectedOf(reference)["pvalue_exact"]) - 1)).toBeLessThan(1e-6);
    expectClose(kolmogorovLimit(result.statistic, x.length, y.length), reference, "pvalue_kolmogorov_limit");
    expectClose(ksTwoSample(y, x).pValue, reference, "pvalue_auto");
  });

  test.each(casesOf("wasserstein"))("the Wasserstein distance agrees with scipy: $id", (reference) => {
    const [x, y] = [numbers(inputOf(reference, "x")), numbers(inputOf(reference, "y"))];
    expectClose(wasserstein(x, y), reference, "wasserstein");
    expectClose(wassersteinNormed(x, y), reference, "evidently_normed");
  });

  test.each(casesOf("hist/sturges"))("Sturges' edges and counts agree with numpy: $id", (reference) => {
    const values = numbers(inputOf(reference, "x"));
    const edges = sturgesEdges(values);
    const expectedEdges = expectedOf(reference)["edges"] as readonly number[];
    expect(edges.length - 1).toBe(expectedOf(reference)["n_bins"]);
    expectedEdges.forEach((edge, index) => expect(edges[index]).toBeCloseTo(edge, 9));
    expect([...histogramCounts(values, edges)]).toEqual(expectedOf(reference)["counts"]);
  });

  test.each(casesOf("evidently/num"))("numeric drift scores agree with Evidently: $id", (reference) => {
    const before = presentValues(numericColumn(inputOf(reference, "reference")));
    const now = presentValues(numericColumn(inputOf(reference, "current")));
    if (before.kind !== "numeric" || now.kind !== "numeric") throw new Error("numeric inputs expected");
    expectClose(psi(binnedShares(before, now)), reference, "psi");
    expectClose(jensenShannon(binnedShares(before, now)), reference, "jensenshannon");
    expectClose(ksTwoSample(before.values, now.values).pValue, reference, "ks_pvalue");
    expectClose(wassersteinNormed(before.values, now.values), reference, "wasserstein");
  });

  test.each(casesOf("evidently/cat"))("categorical drift scores agree with Evidently: $id", (reference) => {
    const before = presentValues(columnOfValues(inputOf(reference, "reference")));
    const now = presentValues(columnOfValues(inputOf(reference, "current")));
    const result = chiSquare(countsOf(before, now));
    expectClose(psi(binnedShares(before, now)), reference, "psi");
    expectClose(jensenShannon(binnedShares(before, now)), reference, "jensenshannon");
    expectClose(result.pValue, reference, "chisquare_pvalue");
    expectClose(result.statistic, reference, "chisquare_statistic");
    expect(result.degrees).toBe(expectedOf(reference)["chisquare_dof"]);
  });

  test.each(casesOf("evidently/z"))("the z-test agrees with Evidently: $id", (reference) => {
    const [before, now] = [inputOf(reference, "reference"), inputOf(reference, "current")];
    const result = zTest(countsOf(presentValues(columnOfValues(before)), presentValues(columnOfValues(now))));
    expectClose(result.pValue, reference, "p_value");
    expectClose(result.z, reference, "z");
  });

  test("the default test is Evidently's for every size, type and number of values", () => {
    const [reference] = casesOf("evidently/default_stattest_table");
    const rows = reference?.expected as readonly {
      readonly n_reference: number;
      readonly column_type: string;
      readonly n_unique_ref_plus_cur: number;
      readonly stattest: string;
    }[];
    const known = rows.filter(({ column_type }) => column_type === "num" || column_type === "cat");
    expect(known.length).toBeGreaterThan(20);
    for (const row of known) {
      const kind = row.column_type === "num" ? "numeric" : "categorical";
      expect(defaultTest(kind, row.n_reference, row.n_unique_ref_plus_cur), JSON.stringify(row)).toBe(row.stattest);
    }
  });
});

describe("properties", () => {
  const sample = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 25, maxLength: 80 });

  test("identical columns have distance zero and p-value one", () => {
    fc.assert(
      fc.property(sample, (list) => {
        const values: Values = { kind: "numeric", values: Float64Array.from(list) };
        expect(psi(binnedShares(values, values))).toBeCloseTo(0, 12);
        expect(jensenShannon(binnedShares(values, values))).toBeCloseTo(0, 7);
        expect(wasserstein(values.values, values.values)).toBe(0);
        expect(ksTwoSample(values.values, values.values).pValue).toBe(1);
        expect(chiSquare(countsOf(values, values)).pValue).toBe(1);
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  test("p-values stay in [0, 1] and distances are not negative", () => {
    fc.assert(
      fc.property(sample, sample, (left, right) => {
        const a: Values = { kind: "numeric", values: Float64Array.from(left) };
        const b: Values = { kind: "numeric", values: Float64Array.from(right) };
        for (const p of [
          ksTwoSample(a.values, b.values).pValue,
          zTest(countsOf(a, b)).pValue,
          chiSquare(countsOf(a, b)).pValue,
        ]) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
        expect(psi(binnedShares(a, b))).toBeGreaterThanOrEqual(0);
        expect(jensenShannon(binnedShares(a, b))).toBeLessThanOrEqual(Math.sqrt(Math.LN2) + 1e-12);
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  test("the Wasserstein distance of a moved column is how far it moved", () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 100, noNaN: true }), (list, by) => {
        const values = Float64Array.from(list);
        expect(
          wasserstein(
            values,
            values.map((value) => value + by),
          ),
        ).toBeCloseTo(by, 6);
      }),
      { seed: 3, numRuns: 50 },
    );
  });
});

describe("verdicts", () => {
  const ramp = (length: number, from = 0): number[] => Array.from({ length }, (_, index) => from + (index % 40));

  test("a column that is constant on both sides is degenerate", () => {
    const constant = numericColumn(Array.from({ length: 50 }, () => 0));
    const drift = columnDrift({ column: "x", reference: constant, current: constant });
    expect(drift).toMatchObject({ verdict: "degenerate", score: null, psi: null });
    expect(drift.notMeasured).toEqual({ kind: "degenerate", reason: "constant" });
  });

  test("fewer than twenty present values are not enough, missing ones do not count", () => {
    const current = numericColumn([...ramp(19), ...Array.from({ length: 40 }, () => null)]);
    const reference = numericColumn([...ramp(100), ...Array.from({ length: 200 }, () => null)]);
    const drift = columnDrift({ column: "x", reference, current });
    expect(drift).toMatchObject({ verdict: "not-enough-data", score: null, threshold: 0.05 });
    expect(drift.notMeasured).toEqual({ kind: "not-enough-data", needed: 20, got: 19 });
  });

  test("a moved column drifts and says test, score and threshold", () => {
    const drift = columnDrift({
      column: "x",
      reference: numericColumn(ramp(400)),
      current: numericColumn(ramp(200, 10)),
    });
    expect(drift).toMatchObject({ test: "ks", verdict: "drift", operator: "<=", threshold: 0.05 });
    expect(drift.score).toBeLessThan(0.001);
    expect(drift.psi).toBeGreaterThan(0.2);
  });

  test("a stricter significance moves the threshold of p-values, and of nothing else", () => {
    const [reference, current] = [numericColumn(ramp(400)), numericColumn(ramp(200, 6))];
    const drift = columnDrift({ column: "x", reference, current });
    expect(drift.score).toBeLessThan(0.05);
    const strict = columnDrift({ column: "x", reference, current, significance: 1e-6 });
    expect(strict).toEqual({ ...drift, threshold: 1e-6, verdict: "stable" });
    const many = numericColumn(ramp(1_200));
    const distance = columnDrift({ column: "x", reference: many, current, significance: 1e-6 });
    expect(distance).toMatchObject({ test: "wasserstein", threshold: 0.1 });
  });

  test("a column that begins to lack values drifts, however few are left to test, and so does one that is gone", () => {
    const present = numericColumn(ramp(100));
    const lacking = numericColumn([...ramp(80), ...Array.from({ length: 20 }, () => null)]);
    const empty = numericColumn(Array.from({ length: 50 }, () => null));
    const because = { verdict: "drift", because: "missing" };
    expect(columnDrift({ column: "x", reference: present, current: lacking })).toMatchObject(because);
    expect(columnDrift({ column: "x", reference: present, current: empty })).toMatchObject(because);
    expect(columnDrift({ column: "x", reference: lacking, current: lacking })).not.toHaveProperty("because");
    const [before, now] = [new Map([["x", present]]), new Map<string, Column>()];
    expect(tableDrift({ rowCount: 100, columns: before }, { rowCount: 0, columns: now })).toMatchObject([
      { column: "x", verdict: "drift", because: "gone" },
    ]);
  });

  test("unknown categories drift when the reference gave no reason to expect any", () => {
    const city = (count: number, more: readonly string[] = []) =>
      dictionaryColumn([...ramp(count).map((value) => "abc"[value % 3] ?? "a"), ...more]);
    const some = columnDrift({ column: "city", reference: city(200), current: city(60, Array(12).fill("new")) });
    expect(some).toMatchObject({ verdict: "drift", because: "unseen", unseen: { values: ["new"], share: 12 / 72 } });
    const names = dictionaryColumn(Array.from({ length: 200 }, (_, index) => `name ${index}`));
    const others = dictionaryColumn(Array.from({ length: 60 }, (_, index) => `name ${index + 150}`));
    expect(columnDrift({ column: "name", reference: names, current: others })).not.toMatchObject({ because: "unseen" });
  });

  test("one value that a sampled reference never held is no drift: the reference's own chance counts", () => {
    const drift = columnDrift({
      column: "city",
      reference: dictionaryColumn(ramp(200).map((value) => "abc"[value % 3] ?? "a")),
      current: dictionaryColumn([...ramp(60).map((value) => "abc"[value % 3] ?? "a"), "new"]),
    });
    expect(drift).toMatchObject({ test: "chi2", verdict: "stable", unseen: { values: ["new"] } });
    expect(drift.score).toBeGreaterThan(0.05);
  });

  test("the drift share counts a constant column as one that has not drifted, as Evidently does", () => {
    const constant = numericColumn(Array.from({ length: 200 }, () => 1));
    const columns = (moved: number): Map<string, Column> =>
      new Map([
        ["constant", constant],
        ["same", numericColumn(ramp(200))],
        ["moved", numericColumn(ramp(200, moved))],
      ]);
    const drifts = tableDrift({ rowCount: 200, columns: columns(0) }, { rowCount: 200, columns: columns(15) });
    expect(drifts.map(({ verdict }) => verdict)).toEqual(["degenerate", "stable", "drift"]);
    expect(datasetDrift(drifts).share).toBeCloseTo(1 / 3, 12);
    expect(datasetDrift([]).share).toBeNull();
  });

  test("work over the cap is asymptotic and says so", () => {
    const many = Float64Array.from({ length: 10_001 }, (_, index) => index);
    expect(
      ksTwoSample(
        many,
        many.map((value) => value + 300),
      ),
    ).toMatchObject({ method: "asymptotic" });
  });
});
