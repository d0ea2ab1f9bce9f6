/**
 * Matthews' correlation of truth and answer, for any number of classes. With n rows, c of them right, and Tᵢ, Aᵢ the rows actual
 * and answered of class i:
 *
 *   MCC = (c·n − Σ TᵢAᵢ) / √((n² − Σ Aᵢ²) · (n² − Σ Tᵢ²))
 *
 * In [−1, 1]; 0 when the model answers one class always. Source: scikit-learn `matthews_corrcoef`; Gorodkin (2004). scikit-learn
 * gives 0 for a truth of one class too; here that is degenerate, since nothing can correlate with a constant. O(classes²).
 */
import { degenerate } from "../../statistics/measured";
import { metric, type Metric } from "../metric";
import { actualTotals, answeredTotals, hits, problemOfCounts, type LabelCounts } from "./label-counts";

/** Correlation of truth and answer. */
export function matthewsCorrelation(counts: LabelCounts): Metric {
  const problem = problemOfCounts(counts);
  if (problem) return problem;
  const actual = actualTotals(counts);
  const answered = answeredTotals(counts);
  const rows = actual.reduce((sum, count) => sum + count, 0);
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, count, index) => sum + (count / rows) * (b[index]! / rows), 0);
  const truthSpread = 1 - product(actual, actual);
  const answerSpread = 1 - product(answered, answered);
  if (actual.includes(rows)) return degenerate("one-class");
  if (answered.includes(rows)) return metric(0);
  const covariance = hits(counts) / rows - product(actual, answered);
  return metric(covariance / Math.sqrt(truthSpread * answerSpread));
}
