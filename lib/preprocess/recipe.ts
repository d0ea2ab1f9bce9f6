/**
 * A recipe: preprocessing as data. The spec says what to do; fitting it on the training rows gives a plain JSON object
 * that trains, is packaged and serves. The float64 reference is `apply.ts`.
 */
import type { DatasetVersionId, ProjectId, RecipeId, Sha256, SplitId } from "../ids";

/** `numeric` and `categorical` mean every feature of that type that no other step names. */
export type ColumnSelection = "numeric" | "categorical" | readonly string[];

export type RecipeStep =
  | { readonly kind: "drop"; readonly columns: readonly string[] }
  | { readonly kind: "impute"; readonly columns: ColumnSelection; readonly strategy: "mean" | "median" | "mode" }
  | { readonly kind: "standardise"; readonly columns: ColumnSelection }
  | { readonly kind: "min-max"; readonly columns: ColumnSelection }
  | { readonly kind: "one-hot"; readonly columns: ColumnSelection; readonly maxCategories: number };

export const RECIPE_STEP_KINDS = ["drop", "impute", "standardise", "min-max", "one-hot"] as const;

export interface RecipeSpec {
  readonly steps: readonly RecipeStep[];
}

/** What the fitted recipe does to one feature column, folded from its steps. */
export type ColumnPlan =
  | {
      readonly kind: "numeric";
      readonly column: string;
      /** Replaces a missing value; null leaves it missing. */
      readonly fill: number | null;
      /** output = (value − offset) × factor */
      readonly offset: number;
      readonly factor: number;
    }
  | {
      readonly kind: "one-hot";
      readonly column: string;
      /** Replaces a missing value; null gives all zeros. */
      readonly fill: string | null;
      /** One output per category; an unknown value gives all zeros. */
      readonly categories: readonly string[];
    };

/** How the target becomes numbers, and numbers become the answer again. */
export type TargetPlan =
  | { readonly kind: "labels"; readonly column: string; readonly classes: readonly string[] }
  | { readonly kind: "number"; readonly column: string; readonly offset: number; readonly scale: number };

/** Fitted preprocessing: plain JSON, in column order. */
export interface FittedRecipe {
  readonly formatVersion: 1;
  readonly spec: RecipeSpec;
  readonly features: readonly ColumnPlan[];
  readonly target: TargetPlan;
  /** Names of the network's inputs, one per number: `age`, `city=Lima`. */
  readonly outputNames: readonly string[];
}

export interface Recipe {
  readonly id: RecipeId;
  readonly projectId: ProjectId;
  readonly datasetVersionId: DatasetVersionId;
  readonly splitId: SplitId;
  readonly fitted: FittedRecipe;
  /** SHA-256 of the canonical JSON of `fitted`. */
  readonly digest: Sha256;
  readonly createdAtMs: number;
}

/** Port of recipes at rest. */
export interface RecipeStore {
  saveRecipe(recipe: Recipe): Promise<void>;
  getRecipe(id: RecipeId): Promise<Recipe>;
}

/** The recipe a new notebook starts with. */
export const DEFAULT_RECIPE: RecipeSpec = {
  steps: [
    { kind: "impute", columns: "numeric", strategy: "median" },
    { kind: "impute", columns: "categorical", strategy: "mode" },
    { kind: "standardise", columns: "numeric" },
    { kind: "one-hot", columns: "categorical", maxCategories: 50 },
  ],
};

/** How many numbers a plan gives. */
export function planWidth(plan: ColumnPlan): number {
  return plan.kind === "numeric" ? 1 : plan.categories.length;
}
