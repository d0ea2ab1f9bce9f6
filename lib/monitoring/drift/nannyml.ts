/**
 * Drift as NannyML measures it: bins that the reference alone decides, distances in bits, statistics instead of p-values, and thresholds
 * that come from how much the reference's own chunks vary. Its chi-square test alone has a constant one, p < 0.05.
 * Source: NannyML `drift/univariate/methods.py`, `thresholds.py`, `chunk.py`.
 */
import type { Column } from "../../data/table";
import type { Random } from "../../random";
import type { Measured } from "../../statistics/measured";
import { boundsOf, type Bounds } from "../alerting/threshold";
import { sharesOf } from "./count-pair";
import { hellinger } from "./distance/hellinger";
import { lInfinity } from "./distance/l-infinity";
import type { BinnedShares } from "./histogram";
import { contingencyTest } from "./hypothesis/contingency";
import { inBits, jensenShannonDivergence } from "./jensen-shannon";
import { ksStatistic } from "./ks";
import { columnPair, driftValue, ofCounts, ofNumbers, pick, type ColumnPair, type DriftMethod } from "./method";
import { knownCategoryShares, referenceBinnedShares } from "./reference-bins";
import { wasserstein } from "./wasserstein";

const CHUNKS = 10;

/** NannyML's univariate methods under its own names. */
export const NANNYML_METHODS = {
  jensen_shannon: distance("Jensen-Shannon distance", ["numeric", "categorical"], (pair) => {
    const { reference, current } = nannymlShares(pair);
    return driftValue(Math.sqrt(inBits(jensenShannonDivergence(reference, current))));
  }),
  hellinger: distance("Hellinger distance", ["numeric", "categorical"], (pair) => {
    const { reference, current } = nannymlShares(pair);
    return driftValue(hellinger(reference, current));
  }),
  kolmogorov_smirnov: distance(
    "Kolmogorov-Smirnov statistic",
    ["numeric"],
    ofNumbers((r, c) => driftValue(ksStatistic(r, c))),
  ),
  wasserstein: distance(
    "Wasserstein distance",
    ["numeric"],
    ofNumbers((r, c) => driftValue(wasserstein(r, c))),
  ),
  l_infinity: distance(
    "L-Infinity distance",
    ["categorical"],
    ofCounts((pair) => driftValue(lInfinity(sharesOf(pair.reference), sharesOf(pair.current)).distance)),
  ),
  chi2: {
    label: "Chi2 statistic",
    kinds: ["categorical"],
    score: "p-value",
    threshold: 0.05,
    operator: "<",
    measure: ofCounts((pair) => pick(contingencyTest(pair), ({ pValue }) => pValue)),
  },
} as const satisfies Readonly<Record<string, DriftMethod>>;

export type NannymlMethod = keyof typeof NANNYML_METHODS;

/** The method that NannyML takes when nobody chooses, for numbers and categories. */
export const NANNYML_DEFAULT: NannymlMethod = "jensen_shannon";

/** Shares in NannyML's bins. */
export function nannymlShares(pair: ColumnPair): BinnedShares {
  return pair.kind === "numeric"
    ? referenceBinnedShares(pair.reference, pair.current)
    : knownCategoryShares(pair.counts);
}

/**
 * The upper threshold of a method: mean + 3 deviations of its values between the reference and each tenth of it, in the order of rows.
 * Rows left over make a chunk more.
 */
export function nannymlThreshold(method: DriftMethod, reference: Column, random: Random): Measured<Bounds> {
  const rows = reference.storage === "numeric" ? reference.values.length : reference.codes.length;
  const size = Math.max(1, Math.floor(rows / CHUNKS));
  const values: number[] = [];
  for (let from = 0; from < rows; from += size) {
    const chunk = columnRows(reference, from, from + size);
    const pair = columnPair(reference, chunk);
    const result = isEmptyChunk(pair) ? null : method.measure(pair, random);
    if (result?.kind === "measured") values.push(result.value);
  }
  return boundsOf({ kind: "reference-deviation", lowerMultiplier: null }, values);
}

function columnRows(column: Column, from: number, to: number): Column {
  return column.storage === "numeric"
    ? { storage: "numeric", values: column.values.subarray(from, to) }
    : { ...column, codes: column.codes.subarray(from, to) };
}

function isEmptyChunk(pair: ColumnPair): boolean {
  return pair.kind === "numeric" ? pair.current.length === 0 : pair.counts.current.every((count) => count === 0);
}

function distance(label: string, kinds: DriftMethod["kinds"], measure: DriftMethod["measure"]): DriftMethod {
  return { label, kinds, score: "distance", threshold: null, operator: ">", measure };
}
