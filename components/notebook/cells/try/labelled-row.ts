import type { Schema } from "@/lib/data/schema";
import { storageMap } from "@/lib/data/schema";
import type { Row } from "@/lib/data/table";
import { ownValue } from "@/lib/own-value";

/** The row as the data hold it: the name of a class that is a number is that number there. */
export function labelledRow(row: Row, target: string, schema: Schema): Row {
  if (storageMap(schema).get(target) !== "numeric") return row;
  return Object.fromEntries([...Object.entries(row), [target, Number(ownValue(row, target))]]);
}
