/**
 * Precision, recall and F-beta of one class or averaged over classes. With true positives TP, answered A and actual T of a class:
 *
 *   precision = TP / A      recall = TP / T      Fβ = (1 + β²) · TP / (β² · T + A)
 *
 * A quotient with denominator 0 counts as 0. `macro` is the plain mean over the classes that occur as truth or answer, `weighted`
 * the mean by T, `micro` sums TP, A and T over the classes first (with one label a row all three are then the accuracy).
 * Source: scikit-learn `precision_recall_fscore_support(zero_division=0)`. O(classes²).
 */
import { degenerate, measured, type Measured } from "../../statistics/measured";
import type { NotMeasured } from "../metric";
import { actualTotals, answeredTotals, hits, problemOfCounts, type LabelCounts } from "./label-counts";

export type Average = "macro" | "micro" | "weighted";

export interface AveragedScores {
  readonly precision: number;
  readonly recall: number;
  readonly fBeta: number;
}

interface Tally {
  readonly hits: number;
  readonly answered: number;
  readonly actual: number;
}

/** Scores over all classes. `beta` weighs recall against precision: 1 is F1, 2 counts recall for more. */
export function averagedScores(
  counts: LabelCounts,
  options: { readonly average: Average; readonly beta?: number },
): Measured<AveragedScores> {
  const { average, beta = 1 } = options;
  const problem = problemOfCounts(counts) ?? problemOfBeta(beta);
  if (problem) return problem;
  const rows = actualTotals(counts).reduce((sum, count) => sum + count, 0);
  if (average === "micro") {
    return measured(scoresOf({ hits: hits(counts), answered: rows, actual: rows }, beta));
  }
  const tallies = talliesOf(counts).filter((tally) => tally.answered + tally.actual > 0);
  const weights = tallies.map((tally) => (average === "macro" ? 1 / tallies.length : tally.actual / rows));
  const scores = tallies.map((tally) => scoresOf(tally, beta));
  const mean = (of: (score: AveragedScores) => number): number =>
    scores.reduce((sum, score, index) => sum + weights[index]! * of(score), 0);
  return measured({
    precision: mean((score) => score.precision),
    recall: mean((score) => score.recall),
    fBeta: mean((score) => score.fBeta),
  });
}

/** Scores of one class, by its index; degenerate when it occurs neither as truth nor as answer. */
export function scoresOfClass(
  counts: LabelCounts,
  options: { readonly index: number; readonly beta?: number },
): Measured<AveragedScores> {
  const { index, beta = 1 } = options;
  const problem = problemOfCounts(counts) ?? problemOfBeta(beta);
  if (problem) return problem;
  const tally = talliesOf(counts)[index];
  if (!tally) return degenerate("unseen-category");
  if (tally.answered + tally.actual === 0) return degenerate("zero-denominator");
  return measured(scoresOf(tally, beta));
}

/** A weight of recall that is no finite number of at least 0. */
export function problemOfBeta(beta: number): NotMeasured | null {
  return beta >= 0 && beta < Infinity ? null : degenerate("out-of-range");
}

function talliesOf(counts: LabelCounts): readonly Tally[] {
  const answered = answeredTotals(counts);
  return actualTotals(counts).map((actual, index) => ({
    hits: counts[index]![index]!,
    answered: answered[index]!,
    actual,
  }));
}

function scoresOf({ hits, answered, actual }: Tally, beta: number): AveragedScores {
  const weight = beta * beta;
  return {
    precision: answered === 0 ? 0 : hits / answered,
    recall: actual === 0 ? 0 : hits / actual,
    fBeta: hits === 0 ? 0 : ((1 + weight) * hits) / (weight * actual + answered),
  };
}
