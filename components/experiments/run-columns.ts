/** Which columns a table of runs has: what tells runs apart, unless a person chose others. */
import { onSameGround } from "@/lib/tracking/compare";
import type { Run } from "@/lib/tracking/run";

const MOST_METRICS = 2;
const MOST_PARAMS = 4;

/** Metrics of the runs, the validation's first and there the goal's, then the rest; at most `most`. Training curves have a place of their own. */
export function metricColumns(runs: readonly Run[], most: number): readonly string[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const goals = new Set(runs.map((run) => run.params["metric"] ?? ""));
  const isGoal = (key: string): number => Number(!goals.has(key.replace(/^(best_val|val|test)_/, "")));
  const worth = keys.filter((key) => metricRank(key) !== null);
  return worth
    .toSorted((a, b) => (metricRank(a) ?? 0) - (metricRank(b) ?? 0) || isGoal(a) - isGoal(b) || a.localeCompare(b))
    .slice(0, most);
}

/** What people change first stands first; the engine has a column of its own. */
const FIRST_PARAMS = ["model", "hidden_layers", "convolutions", "epochs", "learning_rate", "batch_size", "optimizer"];
const ELSEWHERE: ReadonlySet<string> = new Set(["backend"]);

/** Parameters in which the runs differ, the ones that people change most first; at most `most`. */
export function varyingParams(runs: readonly Run[], most: number): readonly string[] {
  return paramColumns(runs)
    .filter((key) => new Set(runs.map((run) => run.params[key])).size > 1)
    .slice(0, most);
}

function paramColumns(runs: readonly Run[]): readonly string[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.params)))].filter((key) => !ELSEWHERE.has(key)).sort();
  const rank = (key: string): number => (FIRST_PARAMS.includes(key) ? FIRST_PARAMS.indexOf(key) : FIRST_PARAMS.length);
  return keys.sort((a, b) => rank(a) - rank(b));
}

const RANKS = [/^best_val/, /^val/, /^test/] as const;

// The best epoch's values first: they are those of the weights that were kept.
function metricRank(key: string): number | null {
  if (/^(train|baseline)|^best_epoch$/.test(key)) return null;
  const rank = RANKS.findIndex((pattern) => pattern.test(key));
  return rank < 0 ? RANKS.length : rank;
}

/** Columns that a person may have; the name of the run is always there. */
export type RunColumnId =
  "status" | "data" | "backend" | "duration" | "started" | `metric.${string}` | `param.${string}`;

export interface RunColumn {
  readonly id: RunColumnId;
  /** Shown unless a person chose otherwise. */
  readonly usual: boolean;
}

/** Every column of a table of runs, in the order in which they stand. */
export function runColumns(runs: readonly Run[]): readonly RunColumn[] {
  const usualParams = new Set(varyingParams(runs, MOST_PARAMS));
  const metrics = metricColumns(runs, Number.MAX_SAFE_INTEGER);
  const params = paramColumns(runs);
  return [
    { id: "status", usual: true },
    ...metrics.map((key, index): RunColumn => ({ id: `metric.${key}`, usual: index < MOST_METRICS })),
    { id: "data", usual: true },
    ...params.filter((key) => usualParams.has(key)).map((key): RunColumn => ({ id: `param.${key}`, usual: true })),
    ...params.filter((key) => !usualParams.has(key)).map((key): RunColumn => ({ id: `param.${key}`, usual: false })),
    { id: "backend", usual: new Set(runs.map((run) => run.backend?.chosen)).size > 1 },
    { id: "duration", usual: true },
    { id: "started", usual: true },
  ];
}

/** What a person chose against the usual: column id to shown or not. */
export type ColumnChoice = ReadonlyMap<string, boolean>;

export const isShown = (column: RunColumn, choice: ColumnChoice): boolean => choice.get(column.id) ?? column.usual;

/** The choice with one column turned over. */
export function turned(choice: ColumnChoice, column: RunColumn): ColumnChoice {
  return new Map([...choice, [column.id, !isShown(column, choice)]]);
}

/** A choice as one line of text, for a cookie. */
export function writeColumnChoice(choice: ColumnChoice): string {
  return [...choice].map(([id, shown]) => `${shown ? "+" : "-"}${id}`).join(",");
}

/** The choice that a text writes; what it cannot read is left out. */
export function readColumnChoice(text: string): ColumnChoice {
  const entries = text.split(",").filter((entry) => /^[+-]./.test(entry));
  return new Map(entries.map((entry) => [entry.slice(1), entry.startsWith("+")]));
}

/** Metrics that are better when they are smaller. */
const FALLING = /loss|error|rmse|mae|mse/i;

/**
 * The largest group of runs on the same data and the same split, the newer of two that are as large: only their figures may be compared
 * with each other.
 */
export function comparable(runs: readonly Run[]): readonly Run[] {
  const groups = runs.map((run) => runs.filter((other) => onSameGround(run, other)));
  const newest = (group: readonly Run[]): number => Math.max(...group.map((run) => run.startTimeMs));
  return groups.reduce<readonly Run[]>(
    (best, group) =>
      group.length > best.length || (group.length === best.length && newest(group) > newest(best)) ? group : best,
    [],
  );
}

/** The best value of a metric among the runs that may be compared; null where fewer than two of them have one. NaN is never the best. */
export function bestOf(runs: readonly Run[], key: string): number | null {
  const having = comparable(runs).filter((run) => !Number.isNaN(run.metrics[key] ?? NaN));
  if (having.length < 2) return null;
  const values = having.map((run) => run.metrics[key]!);
  return FALLING.test(key) ? Math.min(...values) : Math.max(...values);
}
