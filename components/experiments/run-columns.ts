/** Which metrics and parameters are worth a column: the ones that tell runs apart. */
import { onSameGround } from "@/lib/tracking/compare";
import type { Run } from "@/lib/tracking/run";

/** Metrics of the runs, the validation's first, then the rest; at most `most`. Training curves have a place of their own. */
export function metricColumns(runs: readonly Run[], most: number): readonly string[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const worth = keys.filter((key) => metricRank(key) !== null);
  return worth.toSorted((a, b) => (metricRank(a) ?? 0) - (metricRank(b) ?? 0) || a.localeCompare(b)).slice(0, most);
}

/** What people change first stands first; the engine has a column of its own. */
const FIRST_PARAMS = ["model", "hidden_layers", "convolutions", "epochs", "learning_rate", "batch_size", "optimizer"];
const ELSEWHERE: ReadonlySet<string> = new Set(["backend"]);

/** Parameters in which the runs differ, the ones that people change most first; at most `most`. */
export function varyingParams(runs: readonly Run[], most: number): readonly string[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.params)))].filter((key) => !ELSEWHERE.has(key)).sort();
  const rank = (key: string): number => (FIRST_PARAMS.includes(key) ? FIRST_PARAMS.indexOf(key) : FIRST_PARAMS.length);
  return keys
    .filter((key) => new Set(runs.map((run) => run.params[key])).size > 1)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, most);
}

const RANKS = [/^best_val/, /^val/, /^test/] as const;

// The best epoch's values first: they are those of the weights that were kept.
function metricRank(key: string): number | null {
  if (/^(train|baseline)|^best_epoch$/.test(key)) return null;
  const rank = RANKS.findIndex((pattern) => pattern.test(key));
  return rank < 0 ? RANKS.length : rank;
}

/** Metrics that are better when they are smaller. */
const FALLING = /loss|error|rmse|mae|mse/;

/**
 * The best value of a metric among runs on the same data and the same split; null where fewer than two runs have one, or where they were
 * trained on different data: figures of different rows have no best. NaN is never the best.
 */
export function bestOf(runs: readonly Run[], key: string): number | null {
  const having = runs.filter((run) => !Number.isNaN(run.metrics[key] ?? NaN));
  const [first] = having;
  if (!first || having.length < 2 || !having.every((run) => onSameGround(run, first))) return null;
  const values = having.map((run) => run.metrics[key]!);
  return FALLING.test(key) ? Math.min(...values) : Math.max(...values);
}
