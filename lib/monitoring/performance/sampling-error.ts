/**
 * How far a metric of n rows strays from its true value by chance alone: the standard error of a mean over the rows that the metric looks
 * at, learned on the labelled reference,
 *
 *   SE(n) = s / √(n · f)
 *
 * with s the standard deviation (ddof 0) of the row's contribution and f the share of rows that contribute: all rows for accuracy, rows
 * answered positive for precision, positive rows for recall, negative rows for specificity, all but true negatives for F1 (contributions
 * scaled by N / (TP + (FP + FN)/2)), and the rarer class for ROC AUC, where a row contributes the share of the other class that it beats
 * (ties count half). Source: NannyML, `sampling_error/binary_classification.py`. O(n log n).
 */
import { standardDeviation } from "../../statistics/moments";
import { averageRanks } from "../../statistics/ranks";
import { expectedConfusion, type ConfusionMetric } from "./expected-confusion";
import type { LabelledAnswers } from "./scored-answers";

export interface SamplingError {
  /** Standard deviation of a row's contribution. */
  readonly deviation: number;
  /** Share of rows that contribute. */
  readonly share: number;
}

export type EstimatedMetric = ConfusionMetric | "rocAuc";

/** The standard error of a metric over `rows` rows; null when the reference had no row to learn from. */
export function samplingErrorOf({ deviation, share }: SamplingError, rows: number): number | null {
  return share > 0 && rows > 0 ? deviation / Math.sqrt(rows * share) : null;
}

/** What the reference says about each metric's sampling error. */
export function samplingErrors(reference: LabelledAnswers): Readonly<Record<EstimatedMetric, SamplingError>> {
  const rows = reference.truth.length;
  const counts = expectedConfusion(reference.truth, reference.answers);
  const { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn } = counts;
  return {
    accuracy: ofShare(tp + tn, rows, rows),
    precision: ofShare(tp, tp + fp, rows),
    recall: ofShare(tp, tp + fn, rows),
    specificity: ofShare(tn, tn + fp, rows),
    f1: ofF1(tp, fp + fn, rows),
    rocAuc: ofRocAuc(reference),
  };
}

/** Contributions are 1 and 0, whose deviation is √(q (1 − q)). */
function ofShare(ones: number, relevant: number, rows: number): SamplingError {
  const share = relevant === 0 ? 0 : ones / relevant;
  return { deviation: Math.sqrt(share * (1 - share)), share: relevant / rows };
}

function ofF1(tp: number, wrong: number, rows: number): SamplingError {
  const { deviation, share } = ofShare(tp, tp + wrong, rows);
  return { deviation: share === 0 ? 0 : (deviation * (tp + wrong)) / (tp + wrong / 2), share };
}

function ofRocAuc({ truth, probabilities }: LabelledAnswers): SamplingError {
  const rows = truth.length;
  let positives = 0;
  for (let row = 0; row < rows; row++) positives += truth[row]!;
  const rarer = positives * 2 > rows ? 0 : 1;
  const members = rarer === 1 ? positives : rows - positives;
  if (members === 0) return { deviation: 0, share: 0 };
  const own = Float64Array.from(Array.from(probabilities).filter((_, row) => truth[row] === rarer));
  const [ranks, ownRanks] = [averageRanks(probabilities), averageRanks(own)];
  const beaten = new Float64Array(members);
  for (let row = 0, member = 0; row < rows; row++) {
    if (truth[row] !== rarer) continue;
    beaten[member] = (ranks[row]! - ownRanks[member]!) / (rows - members);
    member++;
  }
  return { deviation: standardDeviation(beaten), share: members / rows };
}
