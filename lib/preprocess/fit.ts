/** Fitting a recipe: every statistic comes from the training rows, and the steps fold into one plan a column. */
import type { Task } from "../data/goal";
import type { Schema } from "../data/schema";
import type { Table } from "../data/table";
import { AppError } from "../errors";
import type { Draft, NumericDraft } from "./draft";
import { fitTarget } from "./fit-target";
import type { ColumnPlan, FittedRecipe, RecipeSpec, RecipeStep } from "./recipe";
import { draftFeatures, draftsOf } from "./select-features";
import { fitImpute } from "./steps/impute";
import { fitMinMax } from "./steps/min-max";
import { fitOneHot } from "./steps/one-hot";
import { fitStandardise } from "./steps/standardise";

export interface FitContext {
  readonly schema: Schema;
  readonly table: Table;
  /** The training rows. */
  readonly rows: Uint32Array;
  readonly target: string;
  readonly task: Task;
  readonly sensitive: readonly string[];
}

/**
 * Fits a recipe on the training rows. Steps apply in their order, so a scaling step after an impute step sees filled values.
 * A category that no one-hot step encodes is not a feature. Dates are numbers, in milliseconds.
 *
 * Throws `recipe.step-unknown-column`, `recipe.step-wrong-type`, `recipe.no-features`, `data.column-all-missing` (a step names
 * a column without values), and what fitting the target throws.
 */
export function fitRecipe(spec: RecipeSpec, context: FitContext): FittedRecipe {
  const drafts = draftFeatures(spec, context);
  for (const step of spec.steps) {
    if (step.kind === "drop") continue;
    for (const draft of draftsOf(step, spec, drafts)) fitStep(step, draft, context.rows);
  }
  const features = drafts.flatMap(planOf);
  if (features.length === 0) throw new AppError("recipe.no-features");
  return {
    formatVersion: 1,
    spec,
    features,
    target: fitTarget(context),
    outputNames: features.flatMap(outputNamesOf),
  };
}

function fitStep(step: Exclude<RecipeStep, { kind: "drop" }>, draft: Draft, rows: Uint32Array): void {
  switch (step.kind) {
    case "impute":
      return fitImpute(draft, rows, step.strategy);
    case "standardise":
      return fitStandardise(scalable(draft, rows), rows);
    case "min-max":
      return fitMinMax(scalable(draft, rows), rows);
    case "one-hot":
      if (draft.kind !== "categorical") throw wrongType(draft.name);
      return fitOneHot(draft, rows, step.maxCategories);
  }
}

/** A number with at least one training value, which every scale needs. */
function scalable(draft: Draft, rows: Uint32Array): NumericDraft {
  if (draft.kind !== "numeric") throw wrongType(draft.name);
  if (rows.every((row) => Number.isNaN(draft.column.values[row]!))) {
    throw new AppError("data.column-all-missing", { details: { column: draft.name } });
  }
  return draft;
}

function wrongType(column: string): AppError {
  return new AppError("recipe.step-wrong-type", { details: { column } });
}

function planOf(draft: Draft): ColumnPlan[] {
  if (draft.kind === "numeric") {
    const { name, fill, offset, factor } = draft;
    return [{ kind: "numeric", column: name, fill, offset, factor }];
  }
  if (draft.categories === null || draft.categories.length === 0) return [];
  return [{ kind: "one-hot", column: draft.name, fill: draft.fill, categories: draft.categories }];
}

function outputNamesOf(plan: ColumnPlan): string[] {
  return plan.kind === "numeric" ? [plan.column] : plan.categories.map((category) => `${plan.column}=${category}`);
}
