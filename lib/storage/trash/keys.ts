/** Primary keys of records of any table. */
import type { IndexableType } from "dexie";
import type { CicloDatabase } from "../database/database";
import type { TrashedRecord } from "../database/tables";

/** The key under which a record stands in its table. */
export function keyOf(database: CicloDatabase, { table, record }: TrashedRecord): IndexableType {
  const { keyPath } = database.table(table).schema.primKey;
  return (Array.isArray(keyPath) ? keyPath.map((member) => record[member]) : record[String(keyPath)]) as IndexableType;
}
