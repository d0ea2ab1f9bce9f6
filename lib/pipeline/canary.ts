/**
 * When a canary is healthy. Over all its windows together, weighted by rows: the challenger's share of errors may exceed the
 * champion's by at most {@link ERROR_MARGIN}, and its primary metric, where labels have arrived for both, may not be worse
 * than half as good (below half of the champion's for a metric that rises, above twice it for one that falls). A canary is
 * about breaking, not about winning: which model is better was decided at the gate.
 */
import { directionOf } from "../data/goal";
import type { MetricName } from "../data/goal";
import type { MonitorWindow } from "../monitoring/monitor";

export const ERROR_MARGIN = 0.02;

export interface CanaryVersions {
  readonly champion: string;
  readonly challenger: string;
  readonly metric: MetricName;
}

/** Whether the challenger did well enough in the windows of its canary. A challenger that got no rows broke nothing. */
export function isHealthy(windows: readonly MonitorWindow[], versions: CanaryVersions): boolean {
  const challenger = summary(windows, versions.challenger);
  const champion = summary(windows, versions.champion);
  if (challenger.errorShare > champion.errorShare + ERROR_MARGIN) return false;
  if (challenger.primary === null || champion.primary === null) return true;
  return directionOf(versions.metric) === "maximize"
    ? challenger.primary >= champion.primary / 2
    : challenger.primary <= champion.primary * 2;
}

function summary(windows: readonly MonitorWindow[], version: string): { errorShare: number; primary: number | null } {
  const parts = windows.flatMap((window) => window.byVersion.filter((part) => part.modelVersion === version));
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const errors = parts.reduce((sum, part) => sum + part.errorShare * part.rows, 0);
  const labelled = parts.filter((part) => part.primary !== null);
  const weight = labelled.reduce((sum, part) => sum + part.rows, 0);
  const primary = labelled.reduce((sum, part) => sum + (part.primary ?? 0) * part.rows, 0);
  return { errorShare: rows > 0 ? errors / rows : 0, primary: weight > 0 ? primary / weight : null };
}
