/** A recipe's features on their way to a device: what the training engine takes in. */
import { AppError } from "../errors";
import { columnOf, type Column, type Table } from "../data/table";
import { requireDictionary, requireNumeric } from "./feature-column";
import type { ColumnPlan, FittedRecipe } from "./recipe";

/**
 * Raw feature columns ready for a device: numeric values centred in float64 (value − plan.offset) and then cast to float32
 * (NaN is missing), categories as codes into `plan.categories` (-1 unknown or missing).
 */
export interface RawFeatures {
  readonly rowCount: number;
  readonly plans: readonly ColumnPlan[];
  /** Same order as `plans`: Float32Array for numeric plans, Int32Array for one-hot plans. */
  readonly columns: readonly (Float32Array | Int32Array)[];
}

/**
 * The features of the given rows (all rows when absent) for a device.
 *
 * A missing number stays NaN: the device fills it with `plan.fill − plan.offset`. A missing category is filled here, because
 * a code cannot tell "missing" from "unknown". Throws `data.column-missing`, `recipe.step-wrong-type`, or
 * `recipe.missing-not-imputed` where a number is missing and the plan has no fill.
 */
export function rawFeatures(recipe: FittedRecipe, table: Table, rows?: ArrayLike<number>): RawFeatures {
  const rowCount = rows?.length ?? table.rowCount;
  const rowOf = rows ? (index: number): number => rows[index]! : (index: number): number => index;
  const columns = recipe.features.map((plan) => rawColumn(plan, columnOf(table, plan.column), rowCount, rowOf));
  return { rowCount, plans: recipe.features, columns };
}

/** Category name to position for a one-hot plan, as codes of the given column: entry k is the position of category k, or -1. */
export function categoryPositions(categories: readonly string[], columnCategories: readonly string[]): Int32Array {
  const position = new Map(categories.map((category, index) => [category, index]));
  return Int32Array.from(columnCategories, (category) => position.get(category) ?? -1);
}

function rawColumn(
  plan: ColumnPlan,
  column: Column,
  rowCount: number,
  rowOf: (index: number) => number,
): Float32Array | Int32Array {
  if (plan.kind === "numeric") {
    const { values } = requireNumeric(column, plan.column);
    const raw = new Float32Array(rowCount);
    for (let index = 0; index < rowCount; index++) {
      const value = values[rowOf(index)]!;
      if (plan.fill === null && Number.isNaN(value)) throw missingNotImputed(plan.column);
      raw[index] = value - plan.offset;
    }
    return raw;
  }
  const { codes, categories } = requireDictionary(column, plan.column);
  const positions = categoryPositions(plan.categories, categories);
  const filled = plan.fill === null ? -1 : plan.categories.indexOf(plan.fill);
  const raw = new Int32Array(rowCount);
  for (let index = 0; index < rowCount; index++) {
    const code = codes[rowOf(index)]!;
    raw[index] = code < 0 ? filled : positions[code]!;
  }
  return raw;
}

/** The error of a missing number that no step fills. */
export function missingNotImputed(column: string): AppError {
  return new AppError("recipe.missing-not-imputed", { details: { column } });
}
