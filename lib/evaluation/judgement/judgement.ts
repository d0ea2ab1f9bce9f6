/** What a classifier's answers would be at every threshold, over all rows and by group, and how honest its probabilities are. */
import type { CalibrationBin } from "../classification/calibration-curve";
import type { SliceName } from "../slice-rows";

/** Rows whose probability of the positive class reaches a threshold, by their truth. */
export interface ThresholdCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** Rows by their truth, and how many of them are answered "positive" at each threshold of the judgement. */
export interface ThresholdCurve {
  readonly positives: number;
  readonly negatives: number;
  /** One for each threshold. */
  readonly counts: readonly ThresholdCounts[];
}

export interface GroupCurve extends ThresholdCurve {
  readonly name: SliceName;
}

/** A sensitive column of the goal, cut into groups. */
export interface GroupedColumn {
  readonly column: string;
  readonly groups: readonly GroupCurve[];
  /** Categories of the column without a scored row. */
  readonly empty: readonly string[];
}

export interface BinaryJudgement {
  readonly kind: "binary";
  /** The second class: the one whose probability is compared with the threshold. */
  readonly positiveClass: string;
  /**
   * Rising: 0, 0.01, …, 1, scores spread evenly over the rows, and every score that can be the cheapest for some pair of costs (the
   * convex hull of the ROC curve). The last one is above every probability: nobody is answered "positive".
   */
  readonly thresholds: readonly number[];
  readonly overall: ThresholdCurve;
  readonly columns: readonly GroupedColumn[];
  readonly rocArea: number;
  readonly averagePrecision: number;
  readonly calibration: Calibration;
}

/** Of more than two classes: whether the probability of the answered class is the share of right answers. */
export interface MulticlassJudgement {
  readonly kind: "multiclass";
  readonly calibration: Calibration;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error. */
  readonly ece: number;
}

export type Judgement = BinaryJudgement | MulticlassJudgement;
