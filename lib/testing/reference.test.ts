/**
 * Which test holds each golden case. A case that no group names, a group whose file no longer asks for it, and a case that leans on another
 * language's random stream without a line of its own all fail here.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { casesOf, type ReferenceCase } from "./reference";
import vectors from "./reference-vectors.json";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What is asked for with `casesOf` or `caseOf`, and the test that holds every number of it. */
const HELD_BY: Readonly<Record<string, string>> = {
  stats: "statistics/sample.test.ts",
  "stats/with_nulls_120": "statistics/sample.test.ts",
  hist: "statistics/sample.test.ts",
  "merge/welford": "statistics/sample.test.ts",
  ks2: "monitoring/drift/hypothesis/hypothesis.test.ts",
  wasserstein: "monitoring/drift/hypothesis/hypothesis.test.ts",
  tests: "monitoring/drift/hypothesis/hypothesis.test.ts",
  chi2_contingency: "monitoring/drift/hypothesis/hypothesis.test.ts",
  fisher_exact: "monitoring/drift/hypothesis/hypothesis.test.ts",
  "evidently/default_stattest_table": "monitoring/drift/modes/modes.test.ts",
  "evidently/thresholds": "monitoring/drift/modes/modes.test.ts",
  "evidently/num": "monitoring/drift/modes/modes.test.ts",
  "evidently/cat": "monitoring/drift/modes/modes.test.ts",
  "evidently/z": "monitoring/drift/modes/modes.test.ts",
  "evidently/mmd_1d": "monitoring/drift/multivariate/multivariate.test.ts",
  "mmd2/rbf": "monitoring/drift/multivariate/multivariate.test.ts",
  "nannyml/pca_reconstruction": "monitoring/drift/multivariate/multivariate.test.ts",
  psi_deciles: "monitoring/drift/distance/distance.test.ts",
  "nannyml/cont": "monitoring/drift/distance/distance.test.ts",
  "nannyml/cat": "monitoring/drift/distance/distance.test.ts",
  "tfdv/cat": "monitoring/drift/distance/distance.test.ts",
  "tfdv/num": "monitoring/drift/distance/distance.test.ts",
  "deepchecks/cat": "monitoring/drift/distance/distance.test.ts",
  "deepchecks/num": "monitoring/drift/distance/distance.test.ts",
  multiple_testing: "monitoring/drift/corrections/corrections.test.ts",
  "nannyml/std_threshold": "monitoring/alerting/alerting.test.ts",
  "nannyml/cbpe": "monitoring/performance/cbpe.test.ts",
  attribution_drift: "monitoring/attribution-drift.test.ts",
  river: "monitoring/detectors/detectors.test.ts",
  skmultiflow: "monitoring/detectors/detectors.test.ts",
  frouros: "monitoring/detectors/detectors.test.ts",
  binary_classification: "evaluation/classification/classification.test.ts",
  multiclass_classification: "evaluation/classification/classification.test.ts",
  calibration: "evaluation/classification/classification.test.ts",
  "nannyml/ece_equal_frequency": "evaluation/classification/classification.test.ts",
  regression: "evaluation/regression/regression.test.ts",
  "regression/zero_target": "evaluation/regression/regression.test.ts",
  "ranking/ndcg": "evaluation/ranking/ranking.test.ts",
  mcnemar: "evaluation/comparison/comparison.test.ts",
  paired_abs_error: "evaluation/comparison/comparison.test.ts",
  "ab/two_proportion_z": "evaluation/comparison/comparison.test.ts",
  "gates/tfma_mlflow_truth_table": "registry/gate/gate.test.ts",
  "fairness/fairlearn": "evaluation/fairness/fairness.test.ts",
  "explain/exact_shapley": "evaluation/explanation/shapley.test.ts",
  "explain/integrated_gradients": "evaluation/explanation/integrated-gradients.test.ts",
  "adversarial/logistic": "evaluation/robustness/robustness.test.ts",
};

/** Groups that one test asks for as a whole; the others are asked for case by case. */
const WHOLE_GROUPS = /casesOf\(\s*"([^"]+)"/g;

/** Numbers that a stream of random numbers of another language decides, and what is checked of each instead. */
const RANDOM_STREAMS: readonly {
  readonly number: string;
  /** The golden cases that it decides; none where no case holds the number. */
  readonly cases: string | null;
  readonly instead: string;
  readonly where: string;
  /** Words of the test there. */
  readonly test: string;
}[] = [
  {
    number: "KSWIN's alarms",
    cases: "river/KSWIN_seed42",
    instead: "nothing less: CPython's Mersenne Twister and its `sample` are repeated, so that every alarm agrees",
    where: "monitoring/detectors/mersenne-twister.test.ts",
    test: "draws what CPython draws",
  },
  {
    number: "p-value of Evidently's TVD",
    cases: null,
    instead: "the statistic agrees; the null is kept, the seed alone decides, a change is found",
    where: "monitoring/drift/hypothesis/null.test.ts",
    test: "total variation",
  },
  {
    number: "p-value of Evidently's empirical_mmd and of Alibi Detect's MMD",
    cases: null,
    instead: "the statistic agrees; the null is kept, the seed alone decides, a change is found",
    where: "monitoring/drift/hypothesis/null.test.ts",
    test: "maximum mean discrepancy",
  },
  {
    number: "the same two, for one seed",
    cases: null,
    instead: "the seed alone decides, a change is found",
    where: "monitoring/drift/modes/modes.test.ts",
    test: "depends on the seed alone and finds a change",
  },
  {
    number: "AUC of NannyML's domain classifier",
    cases: null,
    instead: "near 0.5 on one population, high on a shift, a lost correlation and a change of spread",
    where: "monitoring/drift/multivariate/multivariate.test.ts",
    test: "on one population its area strays evenly around 0.5",
  },
  {
    number: "NannyML's splits that decide on calibration",
    cases: null,
    instead: "needed for scores that lie, all but idle for honest ones",
    where: "monitoring/performance/cbpe.test.ts",
    test: "calibrates when the scores are badly calibrated",
  },
];

const ALL = (vectors as unknown as { readonly cases: readonly (ReferenceCase & { readonly note?: string })[] }).cases;
const sourceOf = (file: string): string => readFileSync(ROOT + file, "utf8");

describe("the golden cases", () => {
  test("are 207, each with a name of its own and a tolerance", () => {
    expect(ALL).toHaveLength(207);
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(207);
    // Which side of a bin edge tied scores fall on depends on the sort.
    const loose = ALL.filter(({ tol }) => !(tol > 0 && tol <= 1e-6)).map(({ id }) => id);
    expect(loose).toEqual(["nannyml/ece_equal_frequency"]);
  });

  test("are all held by a test", () => {
    const groups = Object.entries(HELD_BY).flatMap(([group, file]) =>
      asksForAll(file, group) ? casesOf(group).map(({ id }) => id) : [group],
    );
    expect(ALL.filter(({ id }) => !groups.includes(id)).map(({ id }) => id)).toEqual([]);
    const known = new Set(ALL.map(({ id }) => id));
    expect(groups.filter((id) => !known.has(id))).toEqual([]);
  });

  test.each(Object.entries(HELD_BY))("%s is asked for by name in %s", (group, file) => {
    const source = sourceOf(file);
    expect(source).toMatch(/import \{[^}]*\bcases?Of\b[^}]*\} from "[./]+\/testing\/reference";/);
    expect(source).toContain(`"${group}"`);
    expect(source).not.toMatch(/\b(?:describe|test|it)\.(?:skip|todo|only|fails)\b/);
  });
});

describe("numbers that another language's random stream decides", () => {
  test("are listed by name, and what is checked instead is there", () => {
    const listed = RANDOM_STREAMS.flatMap(({ cases }) => (cases === null ? [] : casesOf(cases))).map(({ id }) => id);
    const leaning = ALL.filter(({ note }) => /\brandom\b|\bseed/i.test(note ?? "")).map(({ id }) => id);
    expect(leaning).toEqual(listed);
    for (const { where, test: words } of RANDOM_STREAMS) expect(sourceOf(where)).toContain(words);
  });
});

/** Whether the file runs over the whole group, not one case. */
function asksForAll(file: string, group: string): boolean {
  return [...sourceOf(file).matchAll(WHOLE_GROUPS)].some(([, asked]) => asked === group);
}
