/**
 * Drift as Evidently measures it: its 18 tests of numbers and categories with its bins, thresholds and operators, and its choice of the
 * default (small references get a hypothesis test, large ones a distance). Its two tests of texts are named by the choice but not measured.
 * Source: Evidently `calculations/stattests/*.py`, `registry.py`. No correction for the number of columns; missing values are dropped.
 */
import type { Random } from "../../../random";
import { concatenated } from "../../../statistics/concatenated";
import { sturgesEdges, histogramCounts } from "../../../statistics/histogram";
import { degenerate, type Measured } from "../../../statistics/measured";
import { chiSquare } from "../chi-square";
import { sharesOf, type CountPair } from "../count-pair";
import { defaultTest } from "../default-test";
import { energyDistance } from "../distance/energy-distance";
import { hellinger } from "../distance/hellinger";
import { kullbackLeibler } from "../distance/kullback-leibler";
import { binnedShares, fillZeros, type BinnedShares } from "../histogram";
import { andersonDarling } from "../hypothesis/anderson-darling";
import { cramerVonMises } from "../hypothesis/cramer-von-mises";
import { eppsSingleton } from "../hypothesis/epps-singleton";
import { fisherExact } from "../hypothesis/fisher-exact";
import { gTest } from "../hypothesis/g-test";
import { mannWhitney } from "../hypothesis/mann-whitney";
import { tTest } from "../hypothesis/t-test";
import { totalVariationTest } from "../hypothesis/total-variation";
import { jensenShannonDivergence } from "../jensen-shannon";
import { ksTwoSample } from "../ks";
import {
  driftValue,
  ofCounts,
  ofNumbers,
  pick,
  type ColumnKind,
  type ColumnPair,
  type DriftMethod,
  type DriftValue,
} from "../method";
import { evidentlyBandwidth } from "../multivariate/bandwidth";
import type { Matrix } from "../multivariate/matrix";
import { mmdTest } from "../multivariate/mmd";
import { psi } from "../psi";
import type { TestResult } from "../samples";
import { wassersteinNormed } from "../wasserstein";
import { zTest } from "../z-test";

const NUMBERS = ["numeric"] as const;
const CATEGORIES = ["categorical"] as const;
const BOTH = ["categorical", "numeric"] as const;

/** Evidently's tests under its own names. */
export const EVIDENTLY_METHODS = {
  ks: pTest("K-S p_value", NUMBERS, 0.05, ofNumbers(ksOfNumbers), "<="),
  chisquare: pTest(
    "chi-square p_value",
    CATEGORIES,
    0.05,
    ofCounts((pair) => driftValue(chiSquare(pair).pValue)),
  ),
  z: pTest(
    "Z-test p_value",
    CATEGORIES,
    0.05,
    ofCounts((pair) => driftValue(zTest(pair).pValue)),
  ),
  t_test: pTest(
    "t_test",
    NUMBERS,
    0.05,
    ofNumbers((r, c) => p(tTest(r, c))),
  ),
  mannw: pTest(
    "Mann-Whitney U-rank test",
    NUMBERS,
    0.05,
    ofNumbers((r, c) => p(mannWhitney(r, c, "less"))),
  ),
  es: pTest(
    "Epps-Singleton",
    NUMBERS,
    0.05,
    ofNumbers((r, c) => p(eppsSingleton(r, c))),
  ),
  anderson: pTest(
    "Anderson-Darling",
    NUMBERS,
    0.1,
    ofNumbers((r, c) => p(andersonDarling([r, c]))),
  ),
  cramer_von_mises: pTest(
    "Cramer-von Mises",
    NUMBERS,
    0.1,
    ofNumbers((r, c) => p(cramerVonMises(r, c))),
    "<=",
  ),
  g_test: pTest(
    "g_test",
    CATEGORIES,
    0.1,
    ofCounts((pair) => p(gTest(pair, "unscaled"))),
  ),
  fisher_exact: pTest("Fisher's Exact test", CATEGORIES, 0.1, ofCounts(fisherOfCounts)),
  TVD: pTest(
    "Total-Variation-Distance",
    CATEGORIES,
    0.1,
    ofCounts((pair, random) => p(totalVariationTest(pair, { random }))),
  ),
  empirical_mmd: pTest("empirical_mmd", NUMBERS, 0.1, ofNumbers(mmdOfNumbers)),
  psi: distance("PSI", BOTH, ofShares(psi)),
  jensenshannon: distance("Jensen-Shannon distance", BOTH, ofShares(jensenShannonOfShares)),
  kl_div: distance("Kullback-Leibler divergence", BOTH, ofShares(kullbackLeiblerOfShares)),
  hellinger: distance("Hellinger distance", BOTH, hellingerOfPair),
  wasserstein: distance(
    "Wasserstein distance (normed)",
    NUMBERS,
    ofNumbers((r, c) => driftValue(wassersteinNormed(r, c))),
  ),
  ed: distance(
    "Energy-distance",
    NUMBERS,
    ofNumbers((r, c) => pick(energyDistance(r, c), (d) => d.distance)),
    ">",
  ),
} as const satisfies Readonly<Record<string, DriftMethod>>;

export type EvidentlyMethod = keyof typeof EVIDENTLY_METHODS;

/** The two for texts, which are chosen but not measured here. */
export type EvidentlyTextMethod = "perc_text_content_drift" | "abs_text_content_drift";

/** The test that Evidently takes when nobody chooses. `distinct` counts the values of both sides together. */
export function evidentlyDefault(
  kind: ColumnKind | "text",
  referenceRows: number,
  distinct: number,
): EvidentlyMethod | EvidentlyTextMethod {
  if (kind !== "text") return defaultTest(kind, referenceRows, distinct);
  return referenceRows > 1_000 ? "abs_text_content_drift" : "perc_text_content_drift";
}

/** Shares in Evidently's bins. */
export function evidentlyShares(pair: ColumnPair): BinnedShares {
  if (pair.kind === "categorical") {
    return { reference: sharesOf(pair.counts.reference), current: sharesOf(pair.counts.current) };
  }
  return binnedShares({ kind: "numeric", values: pair.reference }, { kind: "numeric", values: pair.current });
}

function pTest(
  label: string,
  kinds: readonly ColumnKind[],
  threshold: number,
  measure: DriftMethod["measure"],
  operator: "<" | "<=" = "<",
): DriftMethod {
  return { label, kinds, score: "p-value", threshold, operator, measure };
}

function distance(
  label: string,
  kinds: readonly ColumnKind[],
  measure: DriftMethod["measure"],
  operator: ">" | ">=" = ">=",
): DriftMethod {
  return { label, kinds, score: "distance", threshold: 0.1, operator, measure };
}

function p(result: Measured<TestResult>): Measured<DriftValue> {
  return pick(result, ({ pValue }) => pValue);
}

function ksOfNumbers(reference: Float64Array, current: Float64Array): Measured<DriftValue> {
  const { pValue, method } = ksTwoSample(reference, current);
  const result = driftValue(pValue);
  return result.kind === "measured" ? { ...result, law: method } : result;
}

function ofShares(run: (shares: BinnedShares) => number): DriftMethod["measure"] {
  return (pair) => driftValue(run(evidentlyShares(pair)));
}

function jensenShannonOfShares({ reference, current }: BinnedShares): number {
  return Math.sqrt(jensenShannonDivergence(reference, current));
}

function kullbackLeiblerOfShares({ reference, current }: BinnedShares): number {
  return kullbackLeibler(fillZeros(reference), fillZeros(current));
}

/** Of numbers: Sturges' bins of the distinct values, whatever their counts. */
function hellingerOfPair(pair: ColumnPair): Measured<DriftValue> {
  if (pair.kind === "categorical") {
    const shares = evidentlyShares(pair);
    return driftValue(hellinger(shares.reference, shares.current));
  }
  const edges = sturgesEdges(Float64Array.from(new Set(concatenated(pair.reference, pair.current))));
  const shares = (values: Float64Array): Float64Array => sharesOf(histogramCounts(values, edges));
  return driftValue(hellinger(shares(pair.reference), shares(pair.current)));
}

function fisherOfCounts({ keys, reference, current }: CountPair): Measured<DriftValue> {
  if (keys.length !== 2) return degenerate("out-of-range");
  const table = [
    [reference[0]!, reference[1]!],
    [current[0]!, current[1]!],
  ] as const;
  return pick(fisherExact(table), ({ pValue }) => pValue);
}

function mmdOfNumbers(reference: Float64Array, current: Float64Array, random: Random): Measured<DriftValue> {
  const matrix = (values: Float64Array): Matrix => ({ rows: values.length, columns: 1, values });
  const test = mmdTest(matrix(reference), matrix(current), { random, bandwidth: evidentlyBandwidth });
  return pick(test, ({ pValue }) => pValue);
}
