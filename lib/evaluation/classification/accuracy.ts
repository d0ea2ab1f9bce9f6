/**
 * Accuracy: the share of rows that were answered right, Σ counts[i][i] / n. Source: scikit-learn `accuracy_score`. O(classes²).
 */
import { metric, type Metric } from "../metric";
import { actualTotals, hits, problemOfCounts, type LabelCounts } from "./label-counts";

/** Share of rows in [0, 1]. */
export function accuracy(counts: LabelCounts): Metric {
  const rows = actualTotals(counts).reduce((sum, count) => sum + count, 0);
  return problemOfCounts(counts) ?? metric(hits(counts) / rows);
}
