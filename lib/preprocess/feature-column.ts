/** Columns seen as features: their storage checked once, where a plan or step meets a table. */
import type { Column, DictionaryColumn, NumericColumn } from "../data/table";
import { AppError } from "../errors";

/** The column as numbers, or `recipe.step-wrong-type`. */
export function requireNumeric(column: Column, name: string): NumericColumn {
  if (column.storage !== "numeric") throw wrongType(name);
  return column;
}

/** The column as categories, or `recipe.step-wrong-type`. */
export function requireDictionary(column: Column, name: string): DictionaryColumn {
  if (column.storage !== "dictionary") throw wrongType(name);
  return column;
}

function wrongType(column: string): AppError {
  return new AppError("recipe.step-wrong-type", { details: { column } });
}
