/**
 * Calibration in bins of equal width: do rows given probability p turn out positive in a share p of cases? With nᵦ rows in bin b, their
 * mean probability and their share of positives:
 *
 *   ECE = Σ (nᵦ / n) · |meanᵦ − shareᵦ|          MCE = max |meanᵦ − shareᵦ|
 *
 * Bins are (lower, upper] over [0, 1], the first with 0; the edges are i · (1/bins), so that a score equal to an edge in floating point
 * goes to the lower bin. Source: Guo et al. (2017); bins and curve as scikit-learn `calibration_curve(strategy="uniform")`.
 * O(rows + bins).
 */
import { measured, type Measured } from "../../statistics/measured";
import { problemOfCount, problemOfProbabilities, type BinaryScores } from "./binary-scores";

export interface CalibrationBin {
  /** Position among all bins, the empty ones included. */
  readonly index: number;
  readonly count: number;
  readonly meanProbability: number;
  readonly positiveShare: number;
}

export interface CalibrationCurve {
  /** The bins that hold rows. */
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error. */
  readonly ece: number;
  /** Maximum calibration error. */
  readonly mce: number;
}

/** The curve over `bins` bins (10 unless told). */
export function calibrationCurve(input: BinaryScores, bins = 10): Measured<CalibrationCurve> {
  const problem = problemOfProbabilities(input) ?? problemOfCount(bins);
  if (problem) return problem;
  const { truth, scores } = input;
  const [count, probability, positives] = [0, 1, 2].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; row < truth.length; row++) {
    const bin = binOf(scores[row]!, bins);
    count[bin]! += 1;
    probability[bin]! += scores[row]!;
    positives[bin]! += truth[row]!;
  }
  const filled = Array.from(count.keys()).filter((index) => count[index]! > 0);
  return measured(
    curveOf(
      filled.map((index) => ({
        index,
        count: count[index]!,
        meanProbability: probability[index]! / count[index]!,
        positiveShare: positives[index]! / count[index]!,
      })),
    ),
  );
}

/** Both errors of bins that hold rows. */
export function curveOf(bins: readonly CalibrationBin[]): CalibrationCurve {
  const rows = bins.reduce((sum, bin) => sum + bin.count, 0);
  const gaps = bins.map((bin) => Math.abs(bin.meanProbability - bin.positiveShare));
  const ece = gaps.reduce((sum, gap, index) => sum + (bins[index]!.count / rows) * gap, 0);
  return { bins, ece, mce: Math.max(...gaps) };
}

/** How many inner edges lie below the score. The first guess is off by one at most, because edges are rounded. */
function binOf(score: number, bins: number): number {
  const width = 1 / bins;
  let bin = Math.min(Math.max(Math.ceil(score * bins) - 1, 0), bins - 1);
  while (bin > 0 && bin * width >= score) bin--;
  while (bin < bins - 1 && (bin + 1) * width < score) bin++;
  return bin;
}
