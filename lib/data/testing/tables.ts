/** Tables for tests. */
import { storageMap, type ColumnType, type Schema } from "../schema";
import { tableFromRows, type CellValue, type Row, type Table } from "../table";

/** A schema from name to type. */
export function schemaOf(types: Readonly<Record<string, ColumnType>>): Schema {
  return Object.entries(types).map(([name, type]) => ({ name, type }));
}

/** A table from columns of values; `schema` gives the storage. */
export function tableOf(schema: Schema, values: Readonly<Record<string, readonly CellValue[]>>): Table {
  const rowCount = Math.max(...Object.values(values).map((column) => column.length));
  const rows: Row[] = Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(schema.map(({ name }) => [name, values[name]?.[row] ?? null])),
  );
  return tableFromRows(rows, storageMap(schema));
}

/** Every row number of a table. */
export function allRows(table: Table): Uint32Array {
  return Uint32Array.from({ length: table.rowCount }, (_, row) => row);
}
