/**
 * The metrics of a group of rows with a yes-or-no truth and answer, under Fairlearn's names.
 *
 * Source: Fairlearn, `metrics/_base_metrics.py`. A rate without a row to count (a group without positives has no true positive rate) is
 * `zero-denominator` here; Fairlearn gives 0. Cost: O(rows).
 */
import { degenerate, notEnoughData } from "../../statistics/measured";
import { metric, type Metric } from "../metric";

export interface BinaryAnswers {
  /** 1 for a positive row, 0 for a negative one. */
  readonly truth: ArrayLike<number>;
  /** 1 for a row that was selected, 0 for another. */
  readonly answers: ArrayLike<number>;
}

/** A number that some rows have. */
export type GroupMetric = (rows: BinaryAnswers) => Metric;

/** Share of rows that are selected. */
export const selectionRate = rate(({ tp, fp }) => tp + fp, total);
/** Share of the positive rows that are selected; recall. */
export const truePositiveRate = rate(({ tp }) => tp, positives);
/** Share of the negative rows that are selected. */
export const falsePositiveRate = rate(({ fp }) => fp, negatives);
/** Share of the negative rows that are not selected. */
export const trueNegativeRate = rate(({ tn }) => tn, negatives);
/** Share of the positive rows that are not selected. */
export const falseNegativeRate = rate(({ fn }) => fn, positives);
/** Share of the rows that are answered rightly. */
export const accuracyScore = rate(({ tp, tn }) => tp + tn, total);

/** Fairlearn's base metrics by their names there. */
export const FAIRNESS_METRICS = {
  selection_rate: selectionRate,
  true_positive_rate: truePositiveRate,
  false_positive_rate: falsePositiveRate,
  true_negative_rate: trueNegativeRate,
  false_negative_rate: falseNegativeRate,
  accuracy_score: accuracyScore,
} as const satisfies Readonly<Record<string, GroupMetric>>;

export type FairnessMetric = keyof typeof FAIRNESS_METRICS;

interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
}

function rate(numerator: (counts: Counts) => number, denominator: (counts: Counts) => number): GroupMetric {
  return (rows) => {
    if (rows.truth.length !== rows.answers.length) return degenerate("lengths-differ");
    if (rows.truth.length === 0) return notEnoughData(1, 0);
    const counts = countAnswers(rows);
    if (counts === null) return degenerate("unseen-category");
    const below = denominator(counts);
    return below === 0 ? degenerate("zero-denominator") : metric(numerator(counts) / below);
  };
}

/** Null where a label is neither 0 nor 1. */
function countAnswers({ truth, answers }: BinaryAnswers): Counts | null {
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < truth.length; row++) {
    const [label, answer] = [truth[row]!, answers[row]!];
    if ((label !== 0 && label !== 1) || (answer !== 0 && answer !== 1)) return null;
    counts[2 * label + answer]! += 1;
  }
  return { tn: counts[0]!, fp: counts[1]!, fn: counts[2]!, tp: counts[3]! };
}

function total({ tp, fp, tn, fn }: Counts): number {
  return tp + fp + tn + fn;
}

function positives({ tp, fn }: Counts): number {
  return tp + fn;
}

function negatives({ fp, tn }: Counts): number {
  return fp + tn;
}
