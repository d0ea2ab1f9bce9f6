/**
 * Ranks with ties shared: equal values get the mean of the places that they fill. The tests of Mann–Whitney, Wilcoxon and Spearman and the
 * area under the ROC curve are sums of such ranks. Source: `scipy.stats.rankdata(method="average")`. Cost: O(n log n).
 */

/** The rank of each value, from 1; ties share their mean rank. Values must be comparable (no NaN). */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = sortedOrder(values);
  const ranks = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    const end = endOfTie(values, order, start);
    for (let place = start; place < end; place++) ranks[order[place]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** How many values share each distinct value, in ascending order of the value. */
export function tieCounts(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
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

function endOfTie(values: ArrayLike<number>, order: Uint32Array, start: number): number {
  let end = start + 1;
  while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
  return end;
}
