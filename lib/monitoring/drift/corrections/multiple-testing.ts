/**
 * Which of many tests still speak when their number is taken into account. With 20 columns and a level of 0.05, one stable window in two
 * would else raise a false alarm. A test is rejected when its adjusted p-value lies strictly below the level, as in Alibi Detect.
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../../statistics/measured";
import { benjaminiHochberg, benjaminiHochbergThreshold } from "./benjamini-hochberg";
import { benjaminiYekutieli } from "./benjamini-yekutieli";
import { bonferroni } from "./bonferroni";
import { holm } from "./holm";

export const CORRECTIONS = ["none", "bonferroni", "holm", "benjamini-hochberg", "benjamini-yekutieli"] as const;
export type CorrectionName = (typeof CORRECTIONS)[number];

export interface CorrectionInput {
  readonly pValues: Float64Array;
  readonly correction: CorrectionName;
  /** The chance of a false alarm that is accepted, or their share for the two Benjamini methods. Default 0.05. */
  readonly level?: number;
}

export interface CorrectedTests {
  /** In the order given. */
  readonly adjusted: Float64Array;
  readonly rejected: readonly boolean[];
  readonly anyRejected: boolean;
  /** The p-value below which a test is rejected, for the methods that have one; for Holm and Yekutieli it depends on the place: null. */
  readonly threshold: number | null;
}

const ADJUST: Readonly<Record<CorrectionName, (pValues: Float64Array) => Float64Array>> = {
  none: (pValues) => pValues.slice(),
  bonferroni,
  holm,
  "benjamini-hochberg": benjaminiHochberg,
  "benjamini-yekutieli": benjaminiYekutieli,
};

/** Adjusts p-values for their number and says which are still below the level. */
export function correctTests({ pValues, correction, level = 0.05 }: CorrectionInput): Measured<CorrectedTests> {
  if (pValues.length === 0) return notEnoughData(1, 0);
  if (!pValues.every((p) => p >= 0 && p <= 1) || !(level > 0 && level < 1)) return degenerate("out-of-range");
  const adjusted = ADJUST[correction](pValues);
  const rejected = Array.from(adjusted, (p) => p < level);
  return measured<CorrectedTests>({
    adjusted,
    rejected,
    anyRejected: rejected.includes(true),
    threshold: thresholdOf(correction, pValues, level),
  });
}

function thresholdOf(correction: CorrectionName, pValues: Float64Array, level: number): number | null {
  switch (correction) {
    case "none":
      return level;
    case "bonferroni":
      return level / pValues.length;
    case "benjamini-hochberg":
      return benjaminiHochbergThreshold(pValues, level);
    case "holm":
    case "benjamini-yekutieli":
      return null;
  }
}
