import { describe, test } from "vitest";
import type { Measured } from "../../../statistics/measured";
import { casesOf, inputOf } from "../../../testing/reference";
import { ksAsymptotic, kolmogorovLimit, ksTwoSample } from "../ks";
import type { TestResult } from "../samples";
import { energyDistance } from "../distance/energy-distance";
import { countsOf, expectLike, sampleOf, valueOf } from "../testing/golden";
import { wasserstein, wassersteinNormed } from "../wasserstein";
import { andersonDarling } from "./anderson-darling";
import { contingencyTest, type ContingencyOptions } from "./contingency";
import { cramerVonMises } from "./cramer-von-mises";
import { eppsSingleton } from "./epps-singleton";
import { fisherExact } from "./fisher-exact";
import { ksOneSided } from "./ks-one-sided";
import { mannWhitney } from "./mann-whitney";
import { tTest } from "./t-test";

type Fields = Readonly<Record<string, number>>;

describe("golden numbers of hypothesis tests", () => {
  test.each(casesOf("ks2"))("Kolmogorov–Smirnov: $id", (entry) => {
    const [x, y] = [sampleOf(entry, "x"), sampleOf(entry, "y")];
    const result = ksTwoSample(x, y);
    const [m, n] = [x.length, y.length];
    const oneSided = (alternative: "greater" | "less"): Fields => {
      const { statistic, pValue } = valueOf(ksOneSided(x, y, alternative));
      return { statistic, pvalue_auto: pValue };
    };
    expectLike(
      {
        statistic: result.statistic,
        pvalue_auto: result.pValue,
        pvalue_exact: result.pValue,
        pvalue_asymp: ksAsymptotic(result.statistic, m, n),
        pvalue_kolmogorov_limit: kolmogorovLimit(result.statistic, m, n),
        greater: oneSided("greater"),
        less: oneSided("less"),
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("wasserstein"))("Wasserstein and energy distance: $id", (entry) => {
    const [x, y] = [sampleOf(entry, "x"), sampleOf(entry, "y")];
    expectLike(
      {
        wasserstein: wasserstein(x, y),
        evidently_normed: wassersteinNormed(x, y),
        energy_distance: valueOf(energyDistance(x, y)).distance,
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("tests"))("t, Mann–Whitney, Cramér–von Mises, Anderson–Darling, Epps–Singleton: $id", (entry) => {
    const [x, y] = [sampleOf(entry, "x"), sampleOf(entry, "y")];
    const plain = (result: Measured<TestResult>): Fields => {
      const { statistic, pValue } = valueOf(result);
      return { statistic, pvalue: pValue };
    };
    const ranked = (result: Measured<TestResult>): Fields => {
      const { statistic, pValue } = valueOf(result);
      return { U: statistic, pvalue: pValue };
    };
    const anderson = valueOf(andersonDarling([x, y]));
    expectLike(
      {
        t_student: plain(tTest(x, y)),
        t_welch: plain(tTest(x, y, "welch")),
        mannwhitney_less: ranked(mannWhitney(x, y)),
        mannwhitney_two_sided: ranked(mannWhitney(x, y, "two-sided")),
        cramervonmises_2samp: plain(cramerVonMises(x, y)),
        anderson_ksamp: { statistic: anderson.statistic, "pvalue_capped_0.001_0.25": anderson.pValue },
        epps_singleton: plain(eppsSingleton(x, y)),
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("chi2_contingency"))("contingency: $id", (entry) => {
    const pair = countsOf(entry, "x", "y");
    const plain = (options: ContingencyOptions): Fields => {
      const { statistic, pValue } = valueOf(contingencyTest(pair, options));
      return { statistic, pvalue: pValue };
    };
    expectLike(
      {
        ...plain({}),
        dof: valueOf(contingencyTest(pair)).degrees,
        no_yates: plain({ correction: false }),
        g_test_no_yates: plain({ statistic: "likelihood-ratio", correction: false }),
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("fisher_exact"))("Fisher: $id", (entry) => {
    const { oddsRatio, pValue } = valueOf(fisherExact(inputOf(entry, "table") as [[number, number], [number, number]]));
    expectLike({ oddsratio: oddsRatio, pvalue: pValue }, entry.expected, entry.tol);
  });
});
