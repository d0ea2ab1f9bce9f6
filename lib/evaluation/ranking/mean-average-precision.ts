/**
 * Mean average precision: for each relevant document the precision of the list down to its place, averaged over the relevant
 * documents, then over queries. A document ranks after all that it ties with. Queries without a relevant document are left out.
 *
 *   AP = (1/R) Σ_{relevant} (relevant at its rank or before) / rank
 *
 * Source: scikit-learn `label_ranking_average_precision_score` (which counts 1 for a query without relevant documents). O(n log n) a query.
 */
import { meanOverQueries, scoreGroups, type RankedQuery, type RankingMetric } from "./queries";

/** Mean over queries, in [0, 1]. Relevant means relevance above 0. */
export function meanAveragePrecision(queries: readonly RankedQuery[]): RankingMetric {
  return meanOverQueries(queries, (query) => {
    let [found, total] = [0, 0];
    for (const { before, relevance } of scoreGroups(query)) {
      const relevant = relevance.filter((value) => value > 0).length;
      found += relevant;
      total += (relevant * found) / (before + relevance.length);
    }
    return found === 0 ? null : total / found;
  });
}
