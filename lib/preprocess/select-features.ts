/** Which columns become features, and which of them a step means. */
import type { Schema } from "../data/schema";
import { storageOf } from "../data/schema";
import { columnOf, type Column, type Table } from "../data/table";
import { AppError } from "../errors";
import type { Draft } from "./draft";
import type { ColumnSelection, RecipeSpec, RecipeStep } from "./recipe";

export interface FeatureSelection {
  readonly schema: Schema;
  readonly table: Table;
  readonly rows: Uint32Array;
  readonly target: string;
  readonly sensitive: readonly string[];
}

/**
 * Drafts of the feature columns in schema order. Left out by default: the target, sensitive columns, texts, and columns with
 * no value in the training rows; a step that names such a column (never the target) brings it back. Dropped columns stay out.
 * A step that names a column that does not exist, or the target, is `recipe.step-unknown-column`.
 */
export function draftFeatures(spec: RecipeSpec, selection: FeatureSelection): Draft[] {
  const { schema, table, rows, target, sensitive } = selection;
  const known = new Set(schema.map((column) => column.name).filter((name) => name !== target));
  const named = new Set(spec.steps.flatMap((step) => (step.kind === "drop" ? [] : namedColumns(step.columns))));
  const dropped = new Set(spec.steps.flatMap((step) => (step.kind === "drop" ? step.columns : [])));
  for (const column of [...named, ...dropped]) {
    if (!known.has(column)) throw new AppError("recipe.step-unknown-column", { details: { column } });
  }
  return schema
    .filter(({ name, type }) => {
      if (name === target || dropped.has(name)) return false;
      if (named.has(name)) return true;
      return !sensitive.includes(name) && type !== "text" && hasValue(columnOf(table, name), rows);
    })
    .map(({ name, type }) => newDraft(name, storageOf(type), columnOf(table, name)));
}

/** The drafts a step works on: the columns it names, or all of a type that no other step of the same role names. */
export function draftsOf(
  step: Exclude<RecipeStep, { kind: "drop" }>,
  spec: RecipeSpec,
  drafts: readonly Draft[],
): Draft[] {
  const { columns } = step;
  if (typeof columns !== "string") {
    const named = new Set(columns);
    return drafts.filter((draft) => named.has(draft.name));
  }
  const elsewhere = new Set(
    spec.steps.flatMap((other) =>
      other !== step && other.kind !== "drop" && roleOf(other) === roleOf(step) ? namedColumns(other.columns) : [],
    ),
  );
  return drafts.filter((draft) => draft.kind === columns && !elsewhere.has(draft.name));
}

/** Steps of one role exclude each other by name: two ways to fill, two ways to scale. */
function roleOf(step: RecipeStep): "drop" | "fill" | "scale" | "encode" {
  switch (step.kind) {
    case "drop":
      return "drop";
    case "impute":
      return "fill";
    case "standardise":
    case "min-max":
      return "scale";
    case "one-hot":
      return "encode";
  }
}

function namedColumns(selection: ColumnSelection): readonly string[] {
  return typeof selection === "string" ? [] : selection;
}

function hasValue(column: Column, rows: Uint32Array): boolean {
  return column.storage === "numeric"
    ? rows.some((row) => !Number.isNaN(column.values[row]!))
    : rows.some((row) => column.codes[row]! >= 0);
}

function newDraft(name: string, storage: Column["storage"], column: Column): Draft {
  if (column.storage !== storage) throw new AppError("recipe.step-wrong-type", { details: { column: name } });
  return column.storage === "numeric"
    ? { kind: "numeric", name, column, fill: null, offset: 0, factor: 1 }
    : { kind: "categorical", name, column, fill: null, categories: null };
}
