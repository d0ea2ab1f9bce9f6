/**
 * Drift as TensorFlow Data Validation compares two spans: the largest gap between shares, or between counts, for categories; Jensen–Shannon
 * divergence in bits for both kinds, numbers over aligned histograms. It has no default threshold: without one a column is measured but not judged.
 * Source: TFDV `anomalies/metrics.cc`, `drift_comparator`. It counts missing numbers as a bucket of their own; here they are dropped.
 */
import { alignHistograms, equalWidthHistogram } from "../aligned-histograms";
import { sharesOf } from "../count-pair";
import { countDifference } from "../distance/count-difference";
import { lInfinity } from "../distance/l-infinity";
import type { BinnedShares } from "../histogram";
import { inBits, jensenShannonDivergence } from "../jensen-shannon";
import { driftValue, type ColumnKind, type ColumnPair, type DriftMethod } from "../method";

/** TFDV's comparators under its own names. */
export const TFDV_METHODS = {
  infinity_norm: comparator("infinity_norm", ["categorical"], (pair) => {
    if (pair.kind === "numeric") return null;
    const { reference, current } = tfdvShares(pair);
    return driftValue(lInfinity(reference, current).distance);
  }),
  normalized_abs_difference: comparator("normalized_abs_difference", ["categorical"], (pair) =>
    pair.kind === "numeric" ? null : driftValue(countDifference(pair.counts.reference, pair.counts.current)),
  ),
  jensen_shannon_divergence: comparator("jensen_shannon_divergence", ["numeric", "categorical"], (pair) => {
    const { reference, current } = tfdvShares(pair);
    return driftValue(inBits(jensenShannonDivergence(reference, current)));
  }),
} as const satisfies Readonly<Record<string, DriftMethod>>;

export type TfdvMethod = keyof typeof TFDV_METHODS;

/** The comparator that TFDV's guide gives for a kind of column. */
export function tfdvDefault(kind: ColumnKind): TfdvMethod {
  return kind === "numeric" ? "jensen_shannon_divergence" : "infinity_norm";
}

/** Shares in TFDV's bins. */
export function tfdvShares(pair: ColumnPair): BinnedShares {
  if (pair.kind === "numeric") {
    return alignHistograms(equalWidthHistogram(pair.reference), equalWidthHistogram(pair.current));
  }
  return { reference: sharesOf(pair.counts.reference), current: sharesOf(pair.counts.current) };
}

function comparator(label: string, kinds: DriftMethod["kinds"], measure: DriftMethod["measure"]): DriftMethod {
  return { label, kinds, score: "distance", threshold: null, operator: ">", measure };
}
