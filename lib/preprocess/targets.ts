/** Targets as the numbers a network learns. */
import { columnOf, valueAt, type Table } from "../data/table";
import { AppError } from "../errors";
import type { FittedRecipe } from "./recipe";

/**
 * The target of the given rows: class index (0 or 1 for binary), or (value − offset) / scale. A missing value or a class that
 * the recipe does not know gives NaN; a split never hands out rows without a target.
 */
export function encodeTarget(recipe: FittedRecipe, table: Table, rows: ArrayLike<number>): Float32Array {
  const plan = recipe.target;
  const column = columnOf(table, plan.column);
  if (plan.kind === "labels") {
    const index = new Map(plan.classes.map((name, position) => [name, position]));
    return Float32Array.from(rows, (row) => {
      const value = valueAt(column, row);
      return value === null ? NaN : (index.get(String(value)) ?? NaN);
    });
  }
  if (column.storage !== "numeric") throw new AppError("data.target-not-numeric", { details: { column: plan.column } });
  return Float32Array.from(rows, (row) => (column.values[row]! - plan.offset) / plan.scale);
}
