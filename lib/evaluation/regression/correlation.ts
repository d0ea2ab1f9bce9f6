/**
 * How far predictions and truth rise together, in [−1, 1]. Pearson's r = Cov / (σ σ) on the values; Spearman's ρ is Pearson's r on
 * their ranks, ties sharing the mean of theirs. A constant side is degenerate.
 * Source: `scipy.stats.pearsonr`, `spearmanr`. O(rows) and O(n log n).
 */
import { isConstant } from "../../statistics/constant";
import { degenerate } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import { averageRanks } from "../../statistics/ranks";
import { sum } from "../../statistics/sum";
import { metric, type Metric } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

/** Correlation of the values. At least 2 rows. */
export function pearsonCorrelation(input: AnsweredValues): Metric {
  const problem = problemOfValues(input, 2);
  if (problem) return problem;
  if (isConstant(input.truth) || isConstant(input.predicted)) return degenerate("constant");
  const [middle, centre] = [mean(input.truth), mean(input.predicted)];
  const total = (figure: (x: number, y: number) => number): number =>
    sum(rowFigures(input, (truth, predicted) => figure(truth - middle, predicted - centre)));
  const spread = Math.sqrt(total((x) => x * x)) * Math.sqrt(total((_, y) => y * y));
  return metric(Math.min(1, Math.max(-1, total((x, y) => x * y) / spread)));
}

/** Correlation of the ranks. At least 2 rows. */
export function spearmanCorrelation(input: AnsweredValues): Metric {
  const problem = problemOfValues(input, 2);
  if (problem) return problem;
  return pearsonCorrelation({ truth: averageRanks(input.truth), predicted: averageRanks(input.predicted) });
}
