/**
 * The first k places of ranked lists, with relevance above 0 as "relevant":
 *
 *   precision@k = relevant among them / k          recall@k = relevant among them / all relevant
 *   hit rate@k  = whether any of them is relevant
 *
 * Where a tie crosses place k, the figure is its mean over all orders of the tie, so that the order of documents does not matter.
 * Precision divides by k even when a list is shorter. Recall leaves out queries without a relevant document.
 * Source: Manning, Raghavan and Schütze (2008), chapter 8. O(n log n) a query.
 */
import { degenerate } from "../../statistics/measured";
import { hasRelevant, meanOverQueries, scoreGroups, type RankedQuery, type RankingMetric } from "./queries";

/** Mean precision of the first k places. */
export function precisionAtK(queries: readonly RankedQuery[], k: number): RankingMetric {
  return atPlaces(queries, k, (query) => expectedRelevant(query, k) / k);
}

/** Mean share of the relevant documents that are among the first k. */
export function recallAtK(queries: readonly RankedQuery[], k: number): RankingMetric {
  return atPlaces(queries, k, (query) =>
    hasRelevant(query) ? expectedRelevant(query, k) / relevantIn(Array.from(query.relevance)) : null,
  );
}

/** Share of queries with a relevant document among the first k. */
export function hitRateAtK(queries: readonly RankedQuery[], k: number): RankingMetric {
  return atPlaces(queries, k, (query) => {
    for (const { before, relevance } of scoreGroups(query)) {
      if (before >= k) return 0;
      const relevant = relevantIn(relevance);
      if (relevant > 0) return 1 - missAll(relevance.length, relevant, Math.min(k - before, relevance.length));
    }
    return 0;
  });
}

function atPlaces(
  queries: readonly RankedQuery[],
  k: number,
  figure: (query: RankedQuery) => number | null,
): RankingMetric {
  return Number.isInteger(k) && k >= 1 ? meanOverQueries(queries, figure) : degenerate("out-of-range");
}

function expectedRelevant(query: RankedQuery, k: number): number {
  return scoreGroups(query).reduce((sum, { before, relevance }) => {
    const taken = Math.min(Math.max(k - before, 0), relevance.length);
    return sum + (relevantIn(relevance) * taken) / relevance.length;
  }, 0);
}

/** Probability that `taken` of `size` documents, drawn without replacement, hold none of the `relevant`. */
function missAll(size: number, relevant: number, taken: number): number {
  let probability = 1;
  for (let draw = 0; draw < taken; draw++) probability *= Math.max(0, size - relevant - draw) / (size - draw);
  return probability;
}

function relevantIn(relevance: readonly number[]): number {
  return relevance.filter((value) => value > 0).length;
}
