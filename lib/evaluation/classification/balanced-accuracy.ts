/**
 * Balanced accuracy: the plain mean of the recall of the classes that occur in the truth, (1/k) Σ TPᵢ / Tᵢ. A model that answers one
 * class always has 1/k. Source: scikit-learn `balanced_accuracy_score` (`adjusted=False`). O(classes²).
 */
import { metric, type Metric } from "../metric";
import { actualTotals, problemOfCounts, type LabelCounts } from "./label-counts";

/** Mean recall over the actual classes, in [0, 1]. */
export function balancedAccuracy(counts: LabelCounts): Metric {
  const problem = problemOfCounts(counts);
  if (problem) return problem;
  const totals = actualTotals(counts);
  const recalls = counts.flatMap((line, index) => (totals[index]! > 0 ? [line[index]! / totals[index]!] : []));
  return metric(recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length);
}
