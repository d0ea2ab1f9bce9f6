/**
 * Kendall's τ-b: of all pairs of rows, how many more are ordered alike by truth and prediction than are not.
 *
 *   τ_b = (C − D) / √((N − X) (N − Y))
 *
 * with N = n (n − 1) / 2 pairs, C concordant, D discordant, X and Y pairs tied in truth and in prediction. Rows are put in order of both
 * by one key each, made of their two ranks, and D is counted as the swaps of a merge sort of the predictions in that order (Knight, 1966),
 * so that the whole is O(n log n). Source: `scipy.stats.kendalltau`. Keys and counts are exact to 47 million rows.
 */
import { degenerate } from "../../statistics/measured";
import { sortedNumbers } from "../../statistics/radix-sort";
import { averageRanks, tieCounts } from "../../statistics/ranks";
import { metric, type Metric } from "../metric";
import { problemOfValues, type AnsweredValues } from "./answered-values";

/** Agreement of order in [−1, 1]; degenerate when either side is constant. At least 2 rows. */
export function kendallTau(input: AnsweredValues): Metric {
  const problem = problemOfValues(input, 2);
  if (problem) return problem;
  const { truth, predicted } = input;
  const rows = truth.length;
  const pairs = (rows * (rows - 1)) / 2;
  const [tiedTruth, tiedPredicted] = [tiedPairs(tieCounts(truth)), tiedPairs(tieCounts(predicted))];
  if (tiedTruth === pairs || tiedPredicted === pairs) return degenerate("constant");
  const keys = sortedNumbers(jointKeys(input));
  const tiedBoth = tiedPairs(tieCounts(keys));
  const discordant = countInversions(keys.map((key) => key % keyWidth(rows)));
  const surplus = pairs - tiedTruth - tiedPredicted + tiedBoth - 2 * discordant;
  return metric(surplus / Math.sqrt(pairs - tiedTruth) / Math.sqrt(pairs - tiedPredicted));
}

function tiedPairs(counts: ArrayLike<number>): number {
  let pairs = 0;
  for (let index = 0; index < counts.length; index++) pairs += (counts[index]! * (counts[index]! - 1)) / 2;
  return pairs;
}

/** Whole numbers that order rows by truth, then by prediction. Ranks are halves of whole numbers: twice a rank is at most 2n. */
function jointKeys({ truth, predicted }: AnsweredValues): Float64Array {
  const [first, second] = [averageRanks(truth), averageRanks(predicted)];
  const width = keyWidth(truth.length);
  return first.map((rank, row) => 2 * rank * width + 2 * second[row]!);
}

function keyWidth(rows: number): number {
  return 2 * rows + 1;
}

/** Pairs i < j with values[i] > values[j], by a bottom-up merge sort that leaves `values` sorted. */
function countInversions(values: Float64Array): number {
  let from: Float64Array = values;
  let into: Float64Array = new Float64Array(values.length);
  let inversions = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let [left, right] = [start, middle];
      for (let place = start; place < end; place++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) into[place] = from[left++]!;
        else {
          into[place] = from[right++]!;
          inversions += middle - left;
        }
      }
    }
    [from, into] = [into, from];
  }
  return inversions;
}
