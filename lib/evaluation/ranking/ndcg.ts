/**
 * Discounted cumulative gain of the first k places, and its share of the best possible:
 *
 *   DCG@k = Σ_{i ≤ k} rel_i / log₂(i + 1)          NDCG@k = DCG@k / DCG@k of documents in order of relevance
 *
 * Gain is linear in relevance. Documents of equal score share the mean of their gains, as if every order of them were equally likely.
 * A query without a relevant document has NDCG 0. Source: scikit-learn `dcg_score`, `ndcg_score` (`ignore_ties=False`); Järvelin and
 * Kekäläinen (2002); ties as McSherry and Najork (2008). O(n log n) a query.
 */
import { meanOverQueries, scoreGroups, type RankedQuery, type RankingMetric } from "./queries";

/** Mean DCG@k over queries; k is all places unless told. */
export function meanDcg(queries: readonly RankedQuery[], k = Infinity): RankingMetric {
  return meanOverQueries(queries, (query) => dcg(query, k));
}

/** Mean NDCG@k over queries, in [0, 1]. */
export function meanNdcg(queries: readonly RankedQuery[], k = Infinity): RankingMetric {
  return meanOverQueries(queries, (query) => {
    const best = dcg({ relevance: query.relevance, scores: query.relevance }, k);
    return best === 0 ? 0 : dcg(query, k) / best;
  });
}

function dcg(query: RankedQuery, k: number): number {
  let total = 0;
  for (const { before, relevance } of scoreGroups(query)) {
    const gain = relevance.reduce((sum, value) => sum + value, 0) / relevance.length;
    for (let place = before; place < Math.min(before + relevance.length, k); place++)
      total += gain / Math.log2(place + 2);
  }
  return total;
}
