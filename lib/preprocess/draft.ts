/** A feature while its plan is being folded: the steps read the training values through it and change the plan. */
import type { DictionaryColumn, NumericColumn } from "../data/table";

export interface NumericDraft {
  readonly kind: "numeric";
  readonly name: string;
  readonly column: NumericColumn;
  fill: number | null;
  offset: number;
  factor: number;
}

export interface CategoricalDraft {
  readonly kind: "categorical";
  readonly name: string;
  readonly column: DictionaryColumn;
  fill: string | null;
  /** Set by the one-hot step; a category that is never encoded does not become a feature. */
  categories: readonly string[] | null;
}

export type Draft = NumericDraft | CategoricalDraft;

/** The training values of a number as the next step sees them: missing ones filled if an earlier step did, else left out. */
export function seenNumbers(draft: NumericDraft, rows: Uint32Array): Float64Array {
  const seen = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = draft.column.values[row]!;
    const filled = Number.isNaN(value) ? draft.fill : value;
    if (filled !== null) seen[count++] = filled;
  }
  return seen.subarray(0, count);
}

/** How often each category appears in the training rows, missing ones counted as the fill if an earlier step set it. */
export function seenCategories(draft: CategoricalDraft, rows: Uint32Array): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const code = draft.column.codes[row]!;
    const value = code < 0 ? draft.fill : draft.column.categories[code]!;
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Orders texts by code unit: the same order on every machine, whatever its language. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
