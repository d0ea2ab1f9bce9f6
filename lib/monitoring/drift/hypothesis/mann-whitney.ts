/**
 * Mann–Whitney U test: whether values of one sample tend to be larger than those of the other. U counts the pairs (x, y) with x > y, a tie
 * as one half.
 *
 * Without ties and with at most 8 values in a sample the law of U is exact: the number of orders with a given U follows
 * f(n, m; u) = f(n − 1, m; u − m) + f(n, m − 1; u). Else z = (U − nm/2 − ½) / σ with
 * σ² = nm/12 · (N + 1 − Σ(t³ − t) / (N (N − 1))), t the sizes of the ties, N = n + m.
 * Source: Mann and Whitney (1947); `scipy.stats.mannwhitneyu(method="auto")`. Evidently's `mannw` asks `less`: whether the reference's values
 * are smaller, so that it does not see a column that fell. Cost: O(N log N).
 * Preconditions, else a named result: one finite value a side, not all values of both equal.
 */
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { normalSf } from "../../../statistics/distributions/normal";
import { isConstantPair, unusableSamples, visitPooled, type TestResult } from "../samples";

/** Which difference counts: the reference's values are smaller (`less`), larger (`greater`), or either. */
export type Alternative = "less" | "greater" | "two-sided";

const EXACT_MAX_VALUES = 8;

/** U of the reference, and how likely one as extreme is when nothing changed. */
export function mannWhitney(
  reference: Float64Array,
  current: Float64Array,
  alternative: Alternative = "less",
): Measured<TestResult> {
  const refused = unusableSamples([reference, current], 1);
  if (refused) return refused;
  if (isConstantPair(reference, current)) return degenerate("constant");
  const [n, m] = [reference.length, current.length];
  const { u, ties } = countPairs(reference, current);
  const extreme = { less: n * m - u, greater: u, "two-sided": Math.max(u, n * m - u) }[alternative];
  const exact = ties === 0 && Math.min(n, m) <= EXACT_MAX_VALUES;
  const oneSided = exact ? exactSf(extreme, n, m) : normalSf(standardised(extreme, n, m, ties));
  return measured({ statistic: u, pValue: Math.min(1, alternative === "two-sided" ? 2 * oneSided : oneSided) });
}

function countPairs(reference: Float64Array, current: Float64Array): { u: number; ties: number } {
  let [u, ties] = [0, 0];
  visitPooled(reference, current, ({ inReference, inCurrent, belowCurrent }) => {
    u += inReference * (belowCurrent + inCurrent / 2);
    const tied = inReference + inCurrent;
    ties += tied ** 3 - tied;
  });
  return { u, ties };
}

function standardised(u: number, n: number, m: number, ties: number): number {
  const total = n + m;
  const sigma = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))));
  return (u - (n * m) / 2 - 0.5) / sigma;
}

/** P(U ≥ u), by shares of the orders instead of counts, which would overflow. */
function exactSf(u: number, n: number, m: number): number {
  const [small, large] = [Math.min(n, m), Math.max(n, m)];
  // laws[k]: the law of U for k values of the smaller sample and `size` of the larger.
  const laws: Float64Array[] = Array.from({ length: small + 1 }, () => Float64Array.of(1));
  for (let size = 1; size <= large; size++) {
    for (let k = 1; k <= small; k++) laws[k] = nextLaw(laws[k - 1]!, laws[k]!, k, size);
  }
  return laws[small]!.slice(Math.ceil(u)).reduce((sum, share) => sum + share, 0);
}

/** The largest of all values is one of the k with probability k / (k + size), and is then above all `size` others. */
function nextLaw(withoutSmall: Float64Array, withoutLarge: Float64Array, k: number, size: number): Float64Array {
  const law = new Float64Array(k * size + 1);
  withoutSmall.forEach((share, u) => (law[u + size]! += (share * k) / (k + size)));
  withoutLarge.forEach((share, u) => (law[u]! += (share * size) / (k + size)));
  return law;
}
