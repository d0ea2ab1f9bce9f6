/**
 * Ranks with ties shared: equal values get the mean of the places that they fill. The tests of Mann–Whitney, Wilcoxon and Spearman and the
 * area under the ROC curve are sums of such ranks. Source: `scipy.stats.rankdata(method="average")`. Cost: O(n log n).
 */

import { sortedNumbers } from "./radix-sort";

/** The rank of each value, from 1; ties share their mean rank. Values must be comparable (no NaN). */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const sorted = sortedNumbers(values);
  const shared = sharedRanks(sorted);
  const ranks = new Float64Array(values.length);
  for (let index = 0; index < ranks.length; index++) ranks[index] = shared[firstNotBelow(sorted, values[index]!)]!;
  return ranks;
}

/** How many values share each distinct value, in ascending order of the value. */
export function tieCounts(values: ArrayLike<number>): Float64Array {
  const sorted = sortedNumbers(values);
  const counts = new Float64Array(sorted.length);
  let groups = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (index > 0 && sorted[index] !== sorted[index - 1]) groups++;
    counts[groups]!++;
  }
  return counts.slice(0, sorted.length === 0 ? 0 : groups + 1);
}

/** Positions of the values in ascending order; equal values keep their order. */
export function sortedOrder(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, index) => index).sort(
    (a, b) => values[a]! - values[b]! || a - b,
  );
}

/** Mean rank of each place of sorted values. */
function sharedRanks(sorted: Float64Array): Float64Array {
  const ranks = new Float64Array(sorted.length);
  let start = 0;
  while (start < sorted.length) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    ranks.fill((start + 1 + end) / 2, start, end);
    start = end;
  }
  return ranks;
}

/** The first place that holds the value or more. */
function firstNotBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
