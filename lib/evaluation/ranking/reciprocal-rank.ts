/**
 * Mean reciprocal rank: 1 / the place of the first relevant document, averaged over queries; 0 for a query without one. A document
 * ranks after all that it ties with, so that a constant score earns nothing. Source: Voorhees (1999). O(n log n) a query.
 */
import { meanOverQueries, scoreGroups, type RankedQuery, type RankingMetric } from "./queries";

/** Mean over queries, in [0, 1]. Relevant means relevance above 0. */
export function meanReciprocalRank(queries: readonly RankedQuery[]): RankingMetric {
  return meanOverQueries(queries, (query) => {
    const first = scoreGroups(query).find((group) => group.relevance.some((value) => value > 0));
    return first ? 1 / (first.before + first.relevance.length) : 0;
  });
}
