/** What was wrong with a question, said with its answer. */
import type { Row } from "../data/table";
import { ownValue } from "../own-value";
import type { PackageSignature } from "../packaging/package";
import type { ColumnPlan } from "../preprocess/recipe";

export interface Finding {
  readonly column: string;
  /**
   * `imputed`: nothing was said, and `value` stood in for it. `missing`: nothing was said and nothing stands in. `unseen`: a category that
   * training never saw. `as-text`: a number where a text is expected. `extra`: a column that the model does not read.
   */
  readonly kind: "imputed" | "missing" | "unseen" | "as-text" | "extra";
  /** What stood in, or what was said; null where there is nothing to show. */
  readonly value: string | number | null;
}

/** The findings of one request that was answered, in the order of the model's columns, then of the request's own. */
export function findingsOf(row: Row, signature: PackageSignature, plans: readonly ColumnPlan[]): readonly Finding[] {
  const planOf = new Map(plans.map((plan) => [plan.column, plan]));
  const names = new Set(signature.inputs.map(({ name }) => name));
  return [
    ...signature.inputs.flatMap(({ name }) => findingsIn(row, planOf.get(name))),
    ...Object.keys(row)
      .filter((name) => !names.has(name))
      .map((column): Finding => ({ column, kind: "extra", value: null })),
  ];
}

function findingsIn(row: Row, plan: ColumnPlan | undefined): readonly Finding[] {
  if (!plan) return [];
  const { column, fill } = plan;
  const value = ownValue(row, column) ?? null;
  if (value === null || (plan.kind === "one-hot" && value === "")) {
    return [fill === null ? { column, kind: "missing", value: null } : { column, kind: "imputed", value: fill }];
  }
  if (plan.kind === "numeric") return [];
  const asText: readonly Finding[] = typeof value === "number" ? [{ column, kind: "as-text", value }] : [];
  const known = plan.categories.includes(String(value));
  return known ? asText : [...asText, { column, kind: "unseen", value: String(value) }];
}
