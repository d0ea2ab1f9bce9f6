import { describe, expect, test } from "vitest";
import { dictionaryColumn, numericColumn, type CellValue, type Column } from "../../../data/table";
import { permutation, seededRandom } from "../../../random";
import { caseOf, casesOf, inputOf, type ReferenceCase } from "../../../testing/reference";
import { chiSquare } from "../chi-square";
import { sharesOf } from "../count-pair";
import { datasetDrift } from "../dataset-drift";
import { EVIDENTLY_METHODS, evidentlyDefault, evidentlyShares, type EvidentlyMethod } from "./evidently";
import { fillZeros } from "../histogram";
import { totalVariation } from "../hypothesis/total-variation";
import { columnPair, pairCounts, type ColumnPair } from "../method";
import { AGREE_WITH, driftInMode, MODE_METHODS, type AgreeWith, type ModeDrift } from "./modes";
import { countsOf, expectLike, valueOf } from "../testing/golden";
import { distinctUpTo } from "../values";
import { zTest } from "../z-test";

const random = seededRandom("modes");

const numbers = (entry: ReferenceCase, slot: string): Column => numericColumn(inputOf(entry, slot) as CellValue[]);
const texts = (entry: ReferenceCase, slot: string): Column =>
  dictionaryColumn((inputOf(entry, slot) as unknown[]).map(String));

function evidently(name: EvidentlyMethod, pair: ColumnPair): number {
  const result = EVIDENTLY_METHODS[name].measure(pair, random.fork(name));
  return result ? valueOf(result).value : NaN;
}

function inMode(agreeWith: AgreeWith, reference: Column, current: Column, method?: string): ModeDrift {
  const drift = driftInMode({ agreeWith, reference, current, random, ...(method === undefined ? {} : { method }) });
  return drift ?? expect.fail(`${agreeWith} has no ${method ?? "default"} for this column`);
}

describe("golden numbers of Evidently", () => {
  test.each(casesOf("evidently/num"))("numbers: $id", (entry) => {
    const pair = columnPair(numbers(entry, "reference"), numbers(entry, "current"));
    if (pair.kind !== "numeric") return expect.fail("numbers expected");
    const shares = evidentlyShares(pair);
    const sorted = (side: Float64Array): number[] => [...fillZeros(side)].sort((a, b) => a - b);
    const many = distinctUpTo([pair.reference], 21) > 20;
    expectLike(
      {
        psi: evidently("psi", pair),
        jensenshannon: evidently("jensenshannon", pair),
        kl_div: evidently("kl_div", pair),
        ks_pvalue: evidently("ks", pair),
        wasserstein: evidently("wasserstein", pair),
        hellinger: evidently("hellinger", pair),
        ed: evidently("ed", pair),
        t_test_pvalue: evidently("t_test", pair),
        mannw_pvalue: evidently("mannw", pair),
        cramer_von_mises_pvalue: evidently("cramer_von_mises", pair),
        binning_branch: many ? "sturges on pooled" : "one bin per distinct value",
        reference_percents_zero_filled_sorted: sorted(shares.reference),
        current_percents_zero_filled_sorted: sorted(shares.current),
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("evidently/cat"))("categories: $id", (entry) => {
    const pair = columnPair(texts(entry, "reference"), texts(entry, "current"));
    const counts = pairCounts(pair);
    const tally = (side: Float64Array): Record<string, number> =>
      Object.fromEntries(counts.keys.map((key, at) => [key, side[at]!] as const).filter(([, count]) => count > 0));
    const { statistic, degrees } = chiSquare(counts);
    expectLike(
      {
        psi: evidently("psi", pair),
        jensenshannon: evidently("jensenshannon", pair),
        kl_div: evidently("kl_div", pair),
        hellinger: evidently("hellinger", pair),
        chisquare_pvalue: evidently("chisquare", pair),
        tvd_statistic: totalVariation(sharesOf(counts.reference), sharesOf(counts.current)),
        counts_ref: tally(counts.reference),
        counts_cur: tally(counts.current),
        chisquare_statistic: statistic,
        chisquare_dof: degrees,
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("evidently/z"))("two proportions: $id", (entry) => {
    const { z, pValue } = zTest(countsOf(entry, "reference", "current"));
    expectLike({ z, p_value: pValue }, entry.expected, entry.tol);
  });

  test("the default test for every size, type and number of values, texts too", () => {
    const kinds = { num: "numeric", cat: "categorical", text: "text" } as const;
    const rows = caseOf("evidently/default_stattest_table").expected as readonly {
      readonly n_reference: number;
      readonly column_type: keyof typeof kinds;
      readonly n_unique_ref_plus_cur?: number;
      readonly stattest: string;
    }[];
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      const chosen = evidentlyDefault(kinds[row.column_type], row.n_reference, row.n_unique_ref_plus_cur ?? 0);
      expect(chosen, JSON.stringify(row)).toBe(row.stattest);
    }
  });

  test("every test's threshold, kinds and name", () => {
    const short = { numeric: "num", categorical: "cat" } as const;
    const got = Object.entries(EVIDENTLY_METHODS).map(([name, { threshold, kinds, label }]) => [
      name,
      { default_threshold: threshold, types: kinds.map((kind) => short[kind]), display: label },
    ]);
    expect(Object.fromEntries(got)).toEqual(caseOf("evidently/thresholds").expected);
  });

  test("the side of the threshold that means drift", () => {
    const inclusive = Object.entries(EVIDENTLY_METHODS)
      .filter(([, { operator }]) => operator.endsWith("="))
      .map(([name]) => name);
    expect(inclusive.sort()).toEqual(
      ["cramer_von_mises", "hellinger", "jensenshannon", "kl_div", "ks", "psi", "wasserstein"].sort(),
    );
  });
});

describe("agree with", () => {
  const entry = caseOf("evidently/num/norm_ref_500~norm_cur_400");
  const [reference, current] = [numbers(entry, "reference"), numbers(entry, "current")];
  const categories = caseOf("evidently/cat/cat_ref_400~cat_new_350");
  const [before, now] = [texts(categories, "reference"), texts(categories, "current")];

  test("each tool takes its own method, threshold and operator", () => {
    const chosen = AGREE_WITH.map((tool) => {
      const { method, operator, verdict } = inMode(tool, reference, current);
      return [tool, method, operator, verdict];
    });
    expect(chosen).toEqual([
      ["evidently", "ks", "<=", "drift"],
      ["nannyml", "jensen_shannon", ">", expect.stringMatching(/drift|stable/)],
      ["tfdv", "jensen_shannon_divergence", ">", "unjudged"],
      ["deepchecks", "ks", ">=", "stable"],
    ]);
    expect(AGREE_WITH.map((tool) => inMode(tool, before, now).method)).toEqual([
      "chisquare",
      "jensen_shannon",
      "infinity_norm",
      "cramers_v",
    ]);
  });

  test("a category that the reference never held is drift for Evidently and NannyML's chi-square", () => {
    expect(inMode("evidently", before, now).verdict).toBe("drift");
    expect(inMode("nannyml", before, now, "chi2").verdict).toBe("drift");
  });

  test("NannyML's threshold comes from the reference's chunks: the reference's own last tenth stays inside, a shift does not", () => {
    const source = seededRandom("chunks");
    const draw = (rows: number, shift: number): Column =>
      numericColumn(Array.from({ length: rows }, () => source.normal() + shift));
    const steady = draw(2_000, 0);
    const { threshold, verdict } = inMode("nannyml", steady, draw(200, 0));
    expect(threshold).toBeGreaterThan(0);
    expect(threshold).toBeLessThan(0.5);
    expect(verdict).toBe("stable");
    expect(inMode("nannyml", steady, draw(200, 1)).verdict).toBe("drift");
  });

  test("a threshold of the caller's goes before the tool's", () => {
    const drift = driftInMode({ agreeWith: "tfdv", reference, current, random, threshold: 0.001 });
    expect(drift).toMatchObject({ threshold: 0.001, verdict: "drift" });
  });

  const EVERY = AGREE_WITH.flatMap((tool) => Object.keys(MODE_METHODS[tool]).map((name) => [tool, name] as const));

  test.each(EVERY)("%s %s: finite, calm on the same data in another order, named on bad input", (tool, name) => {
    const method = MODE_METHODS[tool][name]!;
    const numeric = method.kinds.includes("numeric");
    const column = numeric ? reference : name === "fisher_exact" ? binary(texts(categories, "reference")) : before;
    const rows = permutation(numeric ? 500 : 400, seededRandom(3));
    const same = inMode(tool, column, rowsOf(column, rows), name);
    const { value } = valueOf(same.result);
    if (method.score === "distance") expect(Math.abs(value)).toBeLessThan(1e-7);
    // A one-sided test of identical samples says one half, a deal of rows any share.
    else expect(value).toBeGreaterThan(0.1);

    const empty = numericColumn([]);
    expect(driftInMode({ agreeWith: tool, reference: empty, current: empty, random, method: name })).toMatchObject({
      verdict: "not-enough-data",
    });
    const missing = numericColumn([null, null]);
    expect(inMode(tool, column, numeric ? missing : dictionaryColumn([null]), name).verdict).toBe("not-enough-data");
    const constant = numericColumn(Array.from({ length: 30 }, () => 4));
    expect(inMode(tool, constant, constant, name).result).toEqual({ kind: "degenerate", reason: "constant" });
  });

  test("a method that a tool has not, or that cannot read the column, is null", () => {
    expect(driftInMode({ agreeWith: "tfdv", reference, current, random, method: "ks" })).toBeNull();
    expect(driftInMode({ agreeWith: "evidently", reference: before, current: now, random, method: "ks" })).toBeNull();
    expect(driftInMode({ agreeWith: "evidently", reference, current, random, method: "toString" })).toBeNull();
  });

  // What else stands in for a random stream of another language is listed in `lib/testing/reference.test.ts`.
  test.each(["TVD", "empirical_mmd"])(
    "the permutation p-value of %s depends on the seed alone and finds a change",
    (name) => {
      const [x, y] = name === "TVD" ? [before, now] : [reference, current];
      expect(inMode("evidently", x, y, name)).toEqual(inMode("evidently", x, y, name));
      expect(inMode("evidently", x, y, name).verdict).toBe("drift");
    },
  );

  test("numbers against texts are compared as texts", () => {
    const drift = inMode("evidently", numericColumn([1, 2, 1, 2]), dictionaryColumn(["1", "2", "2", "1"]));
    expect(drift).toMatchObject({ method: "z", verdict: "stable" });
  });
});

describe("the data set", () => {
  const judged = (drifted: number, stable: number): { readonly verdict: string }[] => [
    ...Array.from({ length: drifted }, () => ({ verdict: "drift" })),
    ...Array.from({ length: stable }, () => ({ verdict: "stable" })),
    { verdict: "not-enough-data" },
  ];

  test("it drifts when half of the columns do, or the share that was asked for", () => {
    expect(datasetDrift(judged(2, 2))).toEqual({ drifted: 2, counted: 4, share: 0.5, drift: true });
    expect(datasetDrift(judged(1, 2)).drift).toBe(false);
    expect(datasetDrift(judged(1, 2), 0.3).drift).toBe(true);
    expect(datasetDrift(judged(0, 0))).toEqual({ drifted: 0, counted: 0, share: null, drift: false });
  });
});

function rowsOf(column: Column, rows: Uint32Array): Column {
  return column.storage === "numeric"
    ? { storage: "numeric", values: Float64Array.from(rows, (row) => column.values[row]!) }
    : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) };
}

/** The same column with its categories folded into two. */
function binary(column: Column): Column {
  if (column.storage === "numeric") return column;
  return { storage: "dictionary", codes: column.codes.map((code) => code % 2), categories: ["a", "b"] };
}
