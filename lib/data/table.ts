/** Columnar tables on typed arrays. A number or date column uses NaN for missing; a category or text column code -1. */
import { ownValue } from "../own-value";
import { AppError } from "../errors";

export interface NumericColumn {
  readonly storage: "numeric";
  /** Numbers, or dates as milliseconds since the Unix epoch. NaN is missing. */
  readonly values: Float64Array;
}

export interface DictionaryColumn {
  readonly storage: "dictionary";
  /** Index into `categories`; -1 is missing. */
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

export type Column = NumericColumn | DictionaryColumn;

export interface Table {
  readonly rowCount: number;
  /** Column name to column, in the order of the schema. */
  readonly columns: ReadonlyMap<string, Column>;
}

/** What one cell of a table is when it leaves the columnar form: a number, a string, or null when missing. */
export type CellValue = number | string | null;

/** One row by column name. */
export type Row = Readonly<Record<string, CellValue>>;

/** The column, or `data.column-missing`. */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (!column) throw new AppError("data.column-missing", { details: { column: name } });
  return column;
}

/** The value at a row, null when missing. */
export function valueAt(column: Column, row: number): CellValue {
  if (column.storage === "numeric") {
    const value = column.values[row]!;
    return Number.isNaN(value) ? null : value;
  }
  const code = column.codes[row]!;
  return code < 0 ? null : column.categories[code]!;
}

/** One row as an object. */
export function rowAt(table: Table, row: number): Row {
  return Object.fromEntries([...table.columns].map(([name, column]) => [name, valueAt(column, row)]));
}

/** The rows at the given indices, in that order, as a new table. */
export function takeRows(table: Table, indices: ArrayLike<number>): Table {
  const columns = new Map([...table.columns].map(([name, column]) => [name, takeColumn(column, indices)]));
  return { rowCount: indices.length, columns };
}

/** A table from row objects. Names and storage come from `storageOf`; values that do not fit become missing. */
export function tableFromRows(rows: readonly Row[], storageOf: ReadonlyMap<string, Column["storage"]>): Table {
  const columns = new Map<string, Column>();
  for (const [name, storage] of storageOf) {
    const values = rows.map((row) => ownValue(row, name) ?? null);
    columns.set(name, storage === "numeric" ? numericColumn(values) : dictionaryColumn(values));
  }
  return { rowCount: rows.length, columns };
}

/** A numeric column; anything but a number is missing. */
export function numericColumn(values: readonly CellValue[]): NumericColumn {
  return {
    storage: "numeric",
    values: Float64Array.from(values, (value) => (typeof value === "number" ? value : NaN)),
  };
}

/** A dictionary column; categories in order of first appearance. */
export function dictionaryColumn(values: readonly CellValue[]): DictionaryColumn {
  const index = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const text = String(value);
    const known = index.get(text);
    if (known !== undefined) return known;
    index.set(text, index.size);
    return index.size - 1;
  });
  return { storage: "dictionary", codes, categories: [...index.keys()] };
}

function takeColumn(column: Column, indices: ArrayLike<number>): Column {
  if (column.storage === "numeric") {
    return { storage: "numeric", values: Float64Array.from(indices, (index) => column.values[index]!) };
  }
  return { ...column, codes: Int32Array.from(indices, (index) => column.codes[index]!) };
}
