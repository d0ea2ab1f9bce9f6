/** Small fitted recipes and tables that hold everything a row can be: numbers, categories, missing and unknown values. */
import { tableFromRows, type Column, type Row, type Table } from "../../data/table";
import type { ColumnPlan, FittedRecipe, TargetPlan } from "../../preprocess/recipe";

const AGE: ColumnPlan = { kind: "numeric", column: "age", fill: 40, offset: 38.25, factor: 0.08 };
/** Milliseconds since 1970: far beyond what float32 holds. */
const SINCE: ColumnPlan = { kind: "numeric", column: "since", fill: 1.7e12, offset: 1_700_000_000_000, factor: 1e-5 };
const CITY: ColumnPlan = { kind: "one-hot", column: "city", fill: "Lima", categories: ["Bogotá", "Lima", "Quito"] };
const PLAN: ColumnPlan = { kind: "one-hot", column: "label", fill: null, categories: ["free", "paid"] };

export const BINARY_TARGET: TargetPlan = { kind: "labels", column: "churn", classes: ["no", "yes"] };
export const MULTICLASS_TARGET: TargetPlan = { kind: "labels", column: "species", classes: ["setosa", "niño", "日本"] };
export const NUMBER_TARGET: TargetPlan = { kind: "number", column: "price", offset: 151.3, scale: 77.1 };

/** The recipe of a set of plans. */
export function recipeOf(features: readonly ColumnPlan[], target: TargetPlan): FittedRecipe {
  const outputNames = features.flatMap((plan) =>
    plan.kind === "numeric" ? [plan.column] : plan.categories.map((category) => `${plan.column}=${category}`),
  );
  return { formatVersion: 1, spec: { steps: [] }, features, target, outputNames };
}

/** `label` is a feature on purpose: it is also the name of an output of the graph. */
export const PLANS = {
  numeric: [AGE, SINCE],
  mixed: [AGE, CITY, SINCE, PLAN],
  oneNumber: [AGE],
  oneCategory: [CITY],
} as const;

const STORAGE: ReadonlyMap<string, Column["storage"]> = new Map([
  ["age", "numeric"],
  ["since", "numeric"],
  ["city", "dictionary"],
  ["label", "dictionary"],
]);

const ROWS: readonly Row[] = [
  { age: 31, since: 1_700_000_123_456, city: "Lima", label: "free" },
  { age: null, since: 1_699_999_876_543, city: "Bogotá", label: "paid" },
  { age: 64.5, since: null, city: "Quito", label: "trial" },
  { age: 18, since: 1_700_000_000_001, city: null, label: null },
  { age: -7, since: 1_700_000_500_000, city: "São Paulo", label: "paid" },
];

/** Five rows with missing and unknown values. */
export function sampleTable(): Table {
  return tableFromRows(ROWS, STORAGE);
}
