/** Which metrics and parameters are worth a column: the ones that tell runs apart. */
import type { Run } from "@/lib/tracking/run";

/** Metrics of the runs, the validation's first, then the rest; at most `most`. Training curves have a place of their own. */
export function metricColumns(runs: readonly Run[], most: number): readonly string[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const worth = keys.filter((key) => metricRank(key) !== null);
  return worth.toSorted((a, b) => (metricRank(a) ?? 0) - (metricRank(b) ?? 0) || a.localeCompare(b)).slice(0, most);
}

/** Parameters in which the runs differ, by name; at most `most`. */
export function varyingParams(runs: readonly Run[], most: number): readonly string[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.params)))].sort();
  return keys.filter((key) => new Set(runs.map((run) => run.params[key])).size > 1).slice(0, most);
}

const RANKS = [/^best_val/, /^val/, /^test/] as const;

// The best epoch's values first: they are those of the weights that were kept.
function metricRank(key: string): number | null {
  if (/^(train|baseline)|^best_epoch$/.test(key)) return null;
  const rank = RANKS.findIndex((pattern) => pattern.test(key));
  return rank < 0 ? RANKS.length : rank;
}
