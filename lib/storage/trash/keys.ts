/** Primary keys of records of any table. */
import type { IndexableType } from "dexie";
import type { CicloDatabase, TrashedRecord } from "../database/database";

/** The key under which a record stands in its table. */
export function keyOf(database: CicloDatabase, { table, record }: TrashedRecord): IndexableType {
  const { keyPath } = database.table(table).schema.primKey;
  return (Array.isArray(keyPath) ? keyPath.map((member) => record[member]) : record[String(keyPath)]) as IndexableType;
}
