/**
 * Wilcoxon's signed-rank test: are differences d of the same rows symmetric around zero? Zeros are dropped, |d| ranked (ties share the
 * mean rank), and W is the smaller of the rank sums of positive and negative differences.
 *
 *   exact    W's law over all 2ⁿ signs, for at most 50 differences without zeros or ties
 *   normal   z = (W − n(n + 1)/4) / √((n(n + 1)(2n + 1) − Σ (t³ − t)/2) / 24), without continuity correction; t are sizes of ties
 *
 * Two-sided. Source: `scipy.stats.wilcoxon` with its defaults; Wilcoxon (1945). O(n log n); exact O(n³).
 */
import { measured, notEnoughData, type Measured } from "../../statistics/measured";
import { normalTwoSided } from "../../statistics/distributions/normal";
import { averageRanks, tieCounts } from "../../statistics/ranks";
import { problemOfDifferences } from "./differences";

export interface Wilcoxon {
  /** The smaller rank sum. */
  readonly w: number;
  readonly p: number;
  readonly method: "exact" | "normal";
  /** Differences that are not zero. */
  readonly used: number;
}

const MAX_EXACT = 50;

/** The test of differences; not enough data when all are zero. */
export function wilcoxonSignedRank(differences: ArrayLike<number>): Measured<Wilcoxon> {
  const problem = problemOfDifferences(differences);
  if (problem) return problem;
  const used = Float64Array.from(differences).filter((difference) => difference !== 0);
  const count = used.length;
  if (count === 0) return notEnoughData(1, 0);
  const sizes = used.map(Math.abs);
  const ranks = averageRanks(sizes);
  const above = ranks.reduce((sum, rank, index) => sum + (used[index]! > 0 ? rank : 0), 0);
  const w = Math.min(above, (count * (count + 1)) / 2 - above);
  const ties = tieCounts(sizes);
  const distinct = ties.every((size) => size === 1) && count === differences.length;
  if (distinct && count <= MAX_EXACT)
    return measured({ w, p: exactP(w, count), method: "exact" as const, used: count });
  const tied = ties.reduce((sum, size) => sum + (size * size * size - size) / 2, 0);
  const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1) - tied) / 24);
  const p = normalTwoSided((w - (count * (count + 1)) / 4) / deviation);
  return measured({ w, p, method: "normal" as const, used: count });
}

/** min(1, 2 P(W ≤ w)): subsets of the ranks 1..n by their sum, counted exactly up to n = 50 (2⁵⁰ < 2⁵³). */
function exactP(w: number, count: number): number {
  const ways = new Float64Array((count * (count + 1)) / 2 + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let total = ways.length - 1; total >= rank; total--) ways[total]! += ways[total - rank]!;
  }
  const below = ways.subarray(0, w + 1).reduce((sum, way) => sum + way, 0);
  return Math.min(1, (2 * below) / 2 ** count);
}
