/**
 * Cohen's kappa: agreement of truth and answer beyond chance. With observed counts Oᵢⱼ and those expected of independent labels,
 * Eᵢⱼ = TᵢAⱼ / n:
 *
 *   κ = 1 − Σ wᵢⱼ Oᵢⱼ / Σ wᵢⱼ Eᵢⱼ
 *
 * with wᵢⱼ = [i ≠ j], |i − j| (`linear`) or (i − j)² (`quadratic`, for ordered classes). 1 is full agreement, 0 is chance.
 * Source: scikit-learn `cohen_kappa_score`; Cohen (1960, 1968). Degenerate when truth and answers are all of one same class. O(classes²).
 */
import { degenerate } from "../../statistics/measured";
import { metric, type Metric } from "../metric";
import { actualTotals, answeredTotals, problemOfCounts, type LabelCounts } from "./label-counts";

export type KappaWeights = "none" | "linear" | "quadratic";

/** Agreement beyond chance, at most 1. */
export function cohenKappa(counts: LabelCounts, weights: KappaWeights = "none"): Metric {
  const problem = problemOfCounts(counts);
  if (problem) return problem;
  const actual = actualTotals(counts);
  const answered = answeredTotals(counts);
  const rows = actual.reduce((sum, count) => sum + count, 0);
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < counts.length; i++) {
    for (let j = 0; j < counts.length; j++) {
      const weight = disagreement(i - j, weights);
      observed += weight * counts[i]![j]!;
      expected += (weight * actual[i]! * answered[j]!) / rows;
    }
  }
  return expected === 0 ? degenerate("one-class") : metric(1 - observed / expected);
}

function disagreement(distance: number, weights: KappaWeights): number {
  switch (weights) {
    case "none":
      return distance === 0 ? 0 : 1;
    case "linear":
      return Math.abs(distance);
    case "quadratic":
      return distance * distance;
  }
}
