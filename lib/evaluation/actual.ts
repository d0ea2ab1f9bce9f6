/** The truth of rows, in the terms of a model's answers. */
import { columnOf, valueAt, type Table } from "../data/table";
import { AppError } from "../errors";

export type Actual =
  | {
      readonly kind: "classes";
      /** The model's classes, then those that only the rows have: the model can never answer these. */
      readonly classes: readonly string[];
      readonly labels: Int32Array;
    }
  | { readonly kind: "values"; readonly values: Float64Array };

/** Positions of the rows that have a target. */
export function rowsWithTarget(table: Table, target: string): Uint32Array {
  const column = columnOf(table, target);
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  return Uint32Array.from(rows.filter((row) => valueAt(column, row) !== null));
}

/**
 * The target column of rows that all have one. `classes` are the model's; empty means regression, where a text column is
 * `data.target-not-numeric`.
 */
export function actualOf(table: Table, target: string, classes: readonly string[]): Actual {
  const column = columnOf(table, target);
  if (classes.length === 0) {
    if (column.storage !== "numeric") throw new AppError("data.target-not-numeric", { details: { column: target } });
    return { kind: "values", values: column.values };
  }
  const index = new Map(classes.map((name, position) => [name, position]));
  const labels = Int32Array.from({ length: table.rowCount }, (_, row) => {
    const name = String(valueAt(column, row));
    const known = index.get(name) ?? index.size;
    index.set(name, known);
    return known;
  });
  return { kind: "classes", classes: [...index.keys()], labels };
}
