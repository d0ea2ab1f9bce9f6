/** One table under another. */
import { AppError } from "../errors";
import { columnOf, type Column, type DictionaryColumn, type Table } from "./table";

/**
 * The rows of `top`, then those of `bottom`, in the columns of `top`. New categories follow the known ones.
 * Throws `data.column-missing`, or `storage.corrupt` when a column is stored in two ways.
 */
export function concatTables(top: Table, bottom: Table): Table {
  const columns = new Map<string, Column>();
  for (const [name, column] of top.columns) columns.set(name, concatColumns(column, columnOf(bottom, name), name));
  return { rowCount: top.rowCount + bottom.rowCount, columns };
}

function concatColumns(top: Column, bottom: Column, name: string): Column {
  if (top.storage === "numeric" && bottom.storage === "numeric") {
    const values = new Float64Array(top.values.length + bottom.values.length);
    values.set(top.values);
    values.set(bottom.values, top.values.length);
    return { storage: "numeric", values };
  }
  if (top.storage === "dictionary" && bottom.storage === "dictionary") return concatDictionaries(top, bottom);
  throw new AppError("storage.corrupt", { details: { column: name } });
}

function concatDictionaries(top: DictionaryColumn, bottom: DictionaryColumn): DictionaryColumn {
  const index = new Map(top.categories.map((category, code) => [category, code]));
  const codeOf = bottom.categories.map((category) => {
    const code = index.get(category) ?? index.size;
    index.set(category, code);
    return code;
  });
  const codes = new Int32Array(top.codes.length + bottom.codes.length);
  codes.set(top.codes);
  bottom.codes.forEach((code, row) => (codes[top.codes.length + row] = code < 0 ? -1 : codeOf[code]!));
  return { storage: "dictionary", codes, categories: [...index.keys()] };
}
