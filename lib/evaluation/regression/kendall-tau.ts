/**
 * Kendall's τ-b: of all pairs of rows, how many more are ordered alike by truth and prediction than are not.
 *
 *   τ_b = (C − D) / √((N − X) (N − Y))
 *
 * with N = n (n − 1) / 2 pairs, C concordant, D discordant, X and Y pairs tied in truth and in prediction. D is counted as the swaps
 * of a merge sort (Knight, 1966), so that the whole is O(n log n). Source: `scipy.stats.kendalltau`. Counts are exact to 90 million rows.
 */
import { degenerate } from "../../statistics/measured";
import { tieCounts } from "../../statistics/ranks";
import { metric, type Metric } from "../metric";
import { problemOfValues, type AnsweredValues } from "./answered-values";

/** Agreement of order in [−1, 1]; degenerate when either side is constant. At least 2 rows. */
export function kendallTau(input: AnsweredValues): Metric {
  const problem = problemOfValues(input, 2);
  if (problem) return problem;
  const { truth, predicted } = input;
  const rows = truth.length;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => truth[a]! - truth[b]! || predicted[a]! - predicted[b]!,
  );
  const pairs = (rows * (rows - 1)) / 2;
  const [tiedTruth, tiedPredicted] = [tiedPairs(tieCounts(truth)), tiedPairs(tieCounts(predicted))];
  if (tiedTruth === pairs || tiedPredicted === pairs) return degenerate("constant");
  const tiedBoth = tiedPairs(jointRuns(input, order));
  const discordant = countInversions(Float64Array.from(order, (row) => predicted[row]!));
  const surplus = pairs - tiedTruth - tiedPredicted + tiedBoth - 2 * discordant;
  return metric(surplus / Math.sqrt(pairs - tiedTruth) / Math.sqrt(pairs - tiedPredicted));
}

function tiedPairs(counts: ArrayLike<number>): number {
  let pairs = 0;
  for (let index = 0; index < counts.length; index++) pairs += (counts[index]! * (counts[index]! - 1)) / 2;
  return pairs;
}

/** Lengths of the runs of rows, in order, that are equal in both. */
function jointRuns({ truth, predicted }: AnsweredValues, order: Uint32Array): readonly number[] {
  const runs: number[] = [];
  order.forEach((row, place) => {
    const before = order[place - 1];
    const same = before !== undefined && truth[row] === truth[before] && predicted[row] === predicted[before];
    if (same) runs[runs.length - 1]! += 1;
    else runs.push(1);
  });
  return runs;
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
