/** The goal: what is predicted, how success is measured, and what every later cell takes its defaults from. */

export const TASKS = ["binary", "multiclass", "regression"] as const;
export type Task = (typeof TASKS)[number];

export const METRICS = ["accuracy", "f1", "auc", "logLoss", "rmse", "mae", "r2"] as const;
export type MetricName = (typeof METRICS)[number];

export type Direction = "maximize" | "minimize";

export interface Goal {
  readonly target: string;
  readonly task: Task;
  readonly metric: MetricName;
  /** The smallest (or, for an error, the largest) value that is good enough. */
  readonly minimum: number;
  /** Columns that describe a person in a way that must not decide: listed, never used as features by default. */
  readonly sensitive: readonly string[];
  /** Cost of each error in units of the smaller one. */
  readonly costs: { readonly falsePositive: number; readonly falseNegative: number };
}

/** Which way a metric gets better. */
export function directionOf(metric: MetricName): Direction {
  return metric === "rmse" || metric === "mae" || metric === "logLoss" ? "minimize" : "maximize";
}

/** Metrics that make sense for a task, the usual primary first. */
export function metricsFor(task: Task): readonly MetricName[] {
  return task === "regression" ? ["rmse", "mae", "r2"] : ["accuracy", "f1", "auc", "logLoss"];
}
