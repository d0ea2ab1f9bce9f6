/** Runs side by side: what was set differently, and what came out. */
import type { Run } from "./run";

export interface ComparedRow {
  readonly key: string;
  /** One value per run, in the order given; null where a run has none. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** Every parameter of the runs, by name, marked where they differ. One run differs from nothing. */
export function compareParams(runs: readonly Run[]): readonly ComparedRow[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.params)))].sort();
  return keys.map((key) => {
    const values = runs.map((run) => run.params[key] ?? null);
    return { key, values, differs: new Set(values).size > 1 };
  });
}

/** The last value of every metric of the runs, by name; null where a run has none. */
export function compareMetrics(
  runs: readonly Run[],
): readonly { readonly key: string; readonly values: readonly (number | null)[] }[] {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort();
  return keys.map((key) => ({ key, values: runs.map((run) => run.metrics[key] ?? null) }));
}
