/** What a column is. `number` and `date` are stored numeric, `category` and `text` as a dictionary. */
import type { Column } from "./table";

export const COLUMN_TYPES = ["number", "date", "category", "text"] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
}

export type Schema = readonly ColumnSchema[];

/** The storage a column type has in a table. */
export function storageOf(type: ColumnType): Column["storage"] {
  return type === "number" || type === "date" ? "numeric" : "dictionary";
}

/** Column name to storage, in schema order. */
export function storageMap(schema: Schema): Map<string, Column["storage"]> {
  return new Map(schema.map((column) => [column.name, storageOf(column.type)]));
}
