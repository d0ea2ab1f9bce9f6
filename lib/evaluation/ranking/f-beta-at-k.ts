/**
 * F-beta of the first k places of ranked lists: precision@k and recall@k in one figure,
 *
 *   Fβ@k = (1 + β²) · P · R / (β² · P + R)
 *
 * with P and R the means over queries, those without a relevant document left out of both; 0 where P and R are. β > 1 weighs recall more,
 * β < 1 precision. Source: Evidently `FBetaTopKMetric`, which joins the means too (and has no number for 0). O(n log n) a query.
 */
import { degenerate, measured } from "../../statistics/measured";
import { hasRelevant, type RankedQuery, type RankingMetric } from "./queries";
import { precisionAtK, recallAtK } from "./top-k";

export interface FBetaOptions {
  readonly k: number;
  /** Above 0; 1 when absent. */
  readonly beta?: number;
}

/** In [0, 1]. Relevant means relevance above 0. */
export function fBetaAtK(queries: readonly RankedQuery[], { k, beta = 1 }: FBetaOptions): RankingMetric {
  if (!(beta > 0 && Number.isFinite(beta * beta))) return degenerate("out-of-range");
  const recall = recallAtK(queries, k);
  if (recall.kind !== "measured") return recall;
  const precision = precisionAtK(queries.filter(hasRelevant), k);
  if (precision.kind !== "measured") return precision;
  const weighed = beta * beta * precision.value + recall.value;
  const value = weighed === 0 ? 0 : ((1 + beta * beta) * precision.value * recall.value) / weighed;
  return measured({ value, queries: recall.queries });
}
