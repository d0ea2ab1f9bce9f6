/**
 * Paired t test: is the mean of the differences d of two figures of the same rows zero?
 *
 *   t = mean(d) / (s / √n),  n − 1 degrees of freedom, two-sided
 *
 * Needs differences that are roughly normal, or many rows. Source: `scipy.stats.ttest_rel` (`ttest_1samp` of d); Student (1908). O(n).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import { studentTTwoSided } from "../../statistics/distributions/student-t";
import { problemOfDifferences } from "./differences";

export interface PairedT {
  readonly t: number;
  readonly p: number;
  readonly meanDifference: number;
  readonly degreesOfFreedom: number;
}

/** The test of differences, first minus second; at least 2, and not all equal. */
export function pairedTTest(differences: ArrayLike<number>): Measured<PairedT> {
  const problem = problemOfDifferences(differences);
  if (problem) return problem;
  const count = differences.length;
  if (count < 2) return notEnoughData(2, count);
  const spread = standardDeviation(differences, 1);
  const meanDifference = mean(differences);
  if (!(spread > Math.abs(meanDifference) * Number.EPSILON)) return degenerate("constant");
  const t = meanDifference / (spread / Math.sqrt(count));
  return measured({ t, p: studentTTwoSided(t, count - 1), meanDifference, degreesOfFreedom: count - 1 });
}
