/**
 * Calibration in bins of equal count: rows in order of their score, cut every ⌊n / bins⌋ rows, the last cut at n (so that a remainder
 * of one width or more makes more bins than asked for). ECE as in equal width. Below 2 · bins + 1 rows the bins are ⌊n / 2⌋.
 *
 * Rows with equal scores share their truth evenly, so that a cut through a tie does not depend on the order of rows; the reference
 * takes them as its sort leaves them. Source: NannyML's `_calculate_expected_calibration_error` and its bin edges. O(n log n).
 */
import { measured, notEnoughData, type Measured } from "../../statistics/measured";
import { problemOfCount, problemOfProbabilities, type BinaryScores } from "./binary-scores";
import { curveOf, type CalibrationBin, type CalibrationCurve } from "./calibration-curve";
import { scoreSteps } from "./score-steps";

export interface EqualCountCalibration extends CalibrationCurve {
  /** First row of each bin and the row after its last, counted in order of rising score. */
  readonly edges: readonly (readonly [number, number])[];
}

/** The curve over `bins` bins of equal count (10 unless told). At least 4 rows. */
export function equalCountCalibration(input: BinaryScores, bins = 10): Measured<EqualCountCalibration> {
  const problem = problemOfProbabilities(input) ?? problemOfCount(bins);
  if (problem) return problem;
  const rows = input.truth.length;
  if (rows < 4) return notEnoughData(4, rows);
  const edges = equalCountEdges(rows, bins);
  const { probability, truth } = sortedWithSharedTruth(input);
  const mean = (values: Float64Array, [from, to]: readonly [number, number]): number =>
    values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  const filled = edges.map((edge, index): CalibrationBin => ({
    index,
    count: edge[1] - edge[0],
    meanProbability: mean(probability, edge),
    positiveShare: mean(truth, edge),
  }));
  return measured({ ...curveOf(filled), edges });
}

/** Cuts of `rows` sorted rows into bins. */
function equalCountEdges(rows: number, bins: number): readonly (readonly [number, number])[] {
  const asked = rows <= 2 * bins ? Math.floor(rows / 2) : bins;
  const width = Math.floor(rows / asked);
  const cuts = Array.from({ length: Math.floor(rows / width) + 1 }, (_, index) => index * width);
  cuts[cuts.length - 1] = rows;
  return cuts.slice(1).map((right, index) => [cuts[index]!, right] as const);
}

function sortedWithSharedTruth(input: BinaryScores): { probability: Float64Array; truth: Float64Array } {
  const { thresholds, truePositives, falsePositives } = scoreSteps(input);
  const rows = input.truth.length;
  const probability = new Float64Array(rows);
  const truth = new Float64Array(rows);
  let end = rows;
  for (let step = 0; step < thresholds.length; step++) {
    const start = rows - truePositives[step]! - falsePositives[step]!;
    const positives = truePositives[step]! - (step === 0 ? 0 : truePositives[step - 1]!);
    probability.fill(thresholds[step]!, start, end);
    truth.fill(positives / (end - start), start, end);
    end = start;
  }
  return { probability, truth };
}
