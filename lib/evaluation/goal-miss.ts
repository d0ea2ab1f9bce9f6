/** By how much a model misses its goal. */
import { holds } from "../check";
import { directionOf, type Goal, type MetricName } from "../data/goal";
import type { Evaluation, Scores } from "./evaluation";

/** What was measured, and what the goal asks. */
export interface GoalMiss {
  readonly metric: MetricName;
  readonly value: number;
  readonly minimum: number;
}

/** Null when the scores reach the goal, or when its metric was not measured: what is not known is not missed. */
export function goalMiss({ metric, minimum }: Pick<Goal, "metric" | "minimum">, scores: Scores): GoalMiss | null {
  const value = scores[metric];
  if (value === undefined || !Number.isFinite(value)) return null;
  return holds(value, directionOf(metric) === "maximize" ? ">=" : "<=", minimum) ? null : { metric, value, minimum };
}

/** By how much an evaluated package missed the goal of its evaluation; null when it reached it, or nothing was measured. */
export function missOfEvaluation({ metric, checks }: Pick<Evaluation, "metric" | "checks">): GoalMiss | null {
  const asked = checks.find(({ key, status }) => key === "minimum-metric" && status === "fail");
  return asked && asked.value !== null ? { metric, value: asked.value, minimum: asked.threshold } : null;
}
