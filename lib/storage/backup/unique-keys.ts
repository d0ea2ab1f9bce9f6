/** Records that the database could not hold beside one another: the same key twice would stop a restore in its middle. */
import type { TableSchema } from "dexie";
import { AppError } from "../../errors";
import type { StoredRecord } from "../database/migrations";
import { keyInWords } from "../records/key-in-words";

/** `backup.bad-record` with the first record that has the primary key, or the members of a unique index, of another one before it. */
export function refuseDoubles({ name, primKey, indexes }: TableSchema, records: readonly StoredRecord[]): void {
  const unique = [primKey, ...indexes.filter((index) => index.unique)];
  for (const { keyPath = [] } of unique) {
    const members = typeof keyPath === "string" ? [keyPath] : (keyPath ?? []);
    const seen = new Set<string>();
    for (const record of records) {
      const key = JSON.stringify(members.map((member) => record[member] ?? null));
      if (seen.has(key)) throw doubled(name, members, record);
      seen.add(key);
    }
  }
}

function doubled(table: string, members: readonly string[], record: StoredRecord): AppError {
  const key = keyInWords(members.map((member) => record[member]));
  return new AppError("backup.bad-record", { details: { table, record: key, member: members.join(", ") } });
}
