/**
 * Drift as NannyML measures it: bins that the reference alone decides, distances in bits, statistics instead of p-values, and thresholds
 * that come from how much the reference's own chunks vary. Its chi-square test alone has a constant one, p < 0.05.
 * Source: NannyML `drift/univariate/methods.py`, `thresholds.py`, `chunk.py`. From 10,000 reference rows on it counts numbers in 10,000 equal bins for
 * Kolmogorov–Smirnov and Wasserstein; here both are those of all rows.
 */
import type { Column } from "../../../data/table";
import type { Random } from "../../../random";
import type { Measured } from "../../../statistics/measured";
import { sortedNumbers } from "../../../statistics/radix-sort";
import { boundsOf, type Bounds } from "../../alerting/threshold";
import { countPair, sharesOf, type CountPair } from "../count-pair";
import { hellinger } from "../distance/hellinger";
import { lInfinity } from "../distance/l-infinity";
import type { BinnedShares } from "../histogram";
import { contingencyTest } from "../hypothesis/contingency";
import { inBits, jensenShannonDivergence } from "../jensen-shannon";
import { ksStatisticOfSorted } from "../ks";
import {
  columnPair,
  driftValue,
  pick,
  type ColumnPair,
  type DriftMethod,
  type DriftValue,
  type PrepareReference,
} from "../method";
import { knownCategoryShares, referenceBins } from "../reference-bins";
import { countNumbers, presentValues } from "../values";
import { wassersteinOfSorted } from "../wasserstein";

const CHUNKS = 10;

/** NannyML's univariate methods under its own names. */
export const NANNYML_METHODS = {
  jensen_shannon: distance(
    "Jensen-Shannon distance",
    ["numeric", "categorical"],
    ofShares(({ reference, current }) => Math.sqrt(inBits(jensenShannonDivergence(reference, current)))),
  ),
  hellinger: distance(
    "Hellinger distance",
    ["numeric", "categorical"],
    ofShares(({ reference, current }) => hellinger(reference, current)),
  ),
  kolmogorov_smirnov: distance("Kolmogorov-Smirnov statistic", ["numeric"], ofSorted(ksStatisticOfSorted)),
  wasserstein: distance("Wasserstein distance", ["numeric"], ofSorted(wassersteinOfSorted)),
  l_infinity: distance(
    "L-Infinity distance",
    ["categorical"],
    ofTallies((pair) => driftValue(lInfinity(sharesOf(pair.reference), sharesOf(pair.current)).distance)),
  ),
  chi2: {
    label: "Chi2 p-value",
    kinds: ["categorical"],
    score: "p-value",
    threshold: 0.05,
    operator: "<",
    ...ofTallies((pair) => pick(contingencyTest(pair), ({ pValue }) => pValue)),
  },
} as const satisfies Readonly<Record<string, DriftMethod>>;

export type NannymlMethod = keyof typeof NANNYML_METHODS;

/** The method that NannyML takes when nobody chooses, for numbers and categories. */
export const NANNYML_DEFAULT: NannymlMethod = "jensen_shannon";

/**
 * The upper threshold of a method: mean + 3 deviations of its values between the reference and each tenth of it, in the order of rows.
 * Rows left over make a chunk more.
 */
export function nannymlThreshold(method: DriftMethod, reference: Column, random: Random): Measured<Bounds> {
  const measure = againstReference(method, reference, random);
  const rows = reference.storage === "numeric" ? reference.values.length : reference.codes.length;
  const size = Math.max(1, Math.floor(rows / CHUNKS));
  const values: number[] = [];
  for (let from = 0; from < rows; from += size) {
    const result = measure(columnRows(reference, from, from + size));
    if (result?.kind === "measured") values.push(result.value);
  }
  return boundsOf({ kind: "reference-deviation", lowerMultiplier: null }, values);
}

/** Measures chunks against the whole reference, which is prepared once; an empty chunk has no value. */
function againstReference(
  method: DriftMethod,
  reference: Column,
  random: Random,
): (chunk: Column) => Measured<DriftValue> | null {
  const before = reference.storage === "numeric" ? presentValues(reference) : null;
  if (before?.kind === "numeric" && before.values.length > 0 && method.prepare) {
    const prepared = method.prepare(before.values);
    return (chunk) => {
      const now = presentValues(chunk);
      return now.kind === "numeric" && now.values.length > 0 ? prepared(now.values) : null;
    };
  }
  return (chunk) => {
    const pair = columnPair(reference, chunk);
    return isEmptyChunk(pair) ? null : method.measure(pair, random);
  };
}

function columnRows(column: Column, from: number, to: number): Column {
  return column.storage === "numeric"
    ? { storage: "numeric", values: column.values.subarray(from, to) }
    : { ...column, codes: column.codes.subarray(from, to) };
}

function isEmptyChunk(pair: ColumnPair): boolean {
  return pair.kind === "numeric" ? pair.current.length === 0 : pair.counts.current.every((count) => count === 0);
}

/** How numbers and categories are measured: numbers with what the reference decides found once. */
type Reading = Pick<DriftMethod, "measure" | "prepare">;

function distance(label: string, kinds: DriftMethod["kinds"], reading: Reading): DriftMethod {
  return { label, kinds, score: "distance", threshold: null, operator: ">", ...reading };
}

/** Of shares: numbers in the reference's bins, categories as the reference knows them. */
function ofShares(run: (shares: BinnedShares) => number): Reading {
  return reading(
    (reference) => {
      const bins = referenceBins(reference);
      return (current) => driftValue(run(bins(current)));
    },
    (counts) => driftValue(run(knownCategoryShares(counts))),
  );
}

/** Of numbers in ascending order. */
function ofSorted(run: (reference: Float64Array, current: Float64Array) => number): Reading {
  return reading((reference) => {
    const sorted = sortedNumbers(reference);
    return (current) => driftValue(run(sorted, sortedNumbers(current)));
  });
}

/** Of counts, of numbers too: each distinct one is a category. */
function ofTallies(run: (counts: CountPair) => Measured<DriftValue>): Reading {
  return reading((reference) => {
    const before = countNumbers(reference);
    return (current) => run(countPair(before, countNumbers(current)));
  }, run);
}

function reading(
  prepare: PrepareReference,
  ofCounts: (counts: CountPair) => Measured<DriftValue> | null = () => null,
): Reading {
  return {
    prepare,
    measure: (pair) => (pair.kind === "numeric" ? prepare(pair.reference)(pair.current) : ofCounts(pair.counts)),
  };
}
