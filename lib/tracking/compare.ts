/** Runs side by side: what was set differently, and what came out. */
import type { Run } from "./run";

export interface ComparedRow {
  readonly key: string;
  /** One value per run, in the order given; null where a run has none. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** The data and the split that runs were trained on: before anything else is compared, these must be equal. */
export function compareGround(runs: readonly Run[]): readonly (ComparedRow & { readonly key: "data" | "split" })[] {
  const rows = { data: runs.map((run) => dataOf(run)), split: runs.map((run) => String(run.splitId)) } as const;
  return (["data", "split"] as const).map((key) => ({ key, values: rows[key], differs: new Set(rows[key]).size > 1 }));
}

/** The version of the data a run was trained on, as people call it; null for a run that knows none. */
export function dataOf({ inputs }: Pick<Run, "inputs">): string | null {
  const [input] = inputs;
  return input ? `${input.name} v${input.version}` : null;
}

/** Whether the figures of runs may be compared: the same rows were learned and the same rows judged. */
export function onSameGround(a: Run, b: Run): boolean {
  return a.splitId === b.splitId && a.inputs[0]?.contentSha256 === b.inputs[0]?.contentSha256;
}

/** What a run was given that the one before it was not; `data` and `split` beside the names of parameters. */
export interface RunChange {
  readonly key: string;
  /** Null where the run no longer has the parameter. */
  readonly value: string | null;
}

/** The engine follows from the machine and not from a person. */
const NOT_CHANGED_BY_A_PERSON: ReadonlySet<string> = new Set(["backend"]);

/** What each run changed against the run of the same notebook before it, data first; nothing for a notebook's first run. */
export function changesSincePrevious(runs: readonly Run[]): ReadonlyMap<Run["id"], readonly RunChange[]> {
  const previous = new Map<Run["notebookId"], Run>();
  const changes = new Map<Run["id"], readonly RunChange[]>();
  for (const run of [...runs].sort((a, b) => a.startTimeMs - b.startTimeMs)) {
    const before = previous.get(run.notebookId);
    previous.set(run.notebookId, run);
    if (before) changes.set(run.id, changesBetween(before, run));
  }
  return changes;
}

function changesBetween(before: Run, run: Run): readonly RunChange[] {
  const otherData = before.inputs[0]?.contentSha256 !== run.inputs[0]?.contentSha256;
  const ground: readonly RunChange[] = otherData
    ? [{ key: "data", value: dataOf(run) }]
    : before.splitId === run.splitId
      ? []
      : [{ key: "split", value: null }];
  const keys = [...new Set([...Object.keys(run.params), ...Object.keys(before.params)])];
  const params = keys
    .filter((key) => !NOT_CHANGED_BY_A_PERSON.has(key) && run.params[key] !== before.params[key])
    .map((key) => ({ key, value: run.params[key] ?? null }));
  return [...ground, ...params];
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
