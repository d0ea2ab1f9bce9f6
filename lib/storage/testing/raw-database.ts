/** A database of an older version, written by IndexedDB alone: what a browser that was away for a year comes back with. */
import { asAppError } from "../../errors";
import type { Migration, StoredRecord } from "../database/migrations";

export interface OldDatabase {
  readonly name: string;
  readonly history: readonly Migration[];
  readonly version: number;
  readonly records: Readonly<Record<string, readonly StoredRecord[]>>;
}

/** Writes it and closes the connection. */
export async function writeOldDatabase({ name, history, version, records }: OldDatabase): Promise<void> {
  // Dexie multiplies its versions by ten.
  const opening = indexedDB.open(name, version * 10);
  opening.onupgradeneeded = () => {
    for (const [table, indexes] of tablesAt(history, version)) createTable(opening.result, table, indexes);
  };
  const database = await done(opening);
  for (const [table, rows] of Object.entries(records)) {
    const store = database.transaction(table, "readwrite").objectStore(table);
    for (const row of rows) await done(store.put(row));
  }
  database.close();
}

function tablesAt(history: readonly Migration[], version: number): ReadonlyMap<string, string> {
  const tables = new Map<string, string>();
  for (const migration of history.slice(0, version)) {
    for (const [table, indexes] of Object.entries(migration.tables)) {
      if (indexes === null) tables.delete(table);
      else tables.set(table, indexes);
    }
  }
  return tables;
}

// Dexie's notation: the primary key first; ++ counts up, & is unique, * is one entry per member, [a+b] is compound.
function createTable(database: IDBDatabase, table: string, notation: string): void {
  const [primary = "", ...indexes] = notation.split(",").map((part) => part.trim());
  const autoIncrement = primary.startsWith("++");
  const store = database.createObjectStore(table, { keyPath: keyPath(primary), autoIncrement });
  for (const index of indexes) {
    const options = { unique: index.startsWith("&"), multiEntry: index.startsWith("*") };
    store.createIndex(index.replace(/^[&*]/, ""), keyPath(index), options);
  }
}

function keyPath(notation: string): string | string[] {
  const bare = notation.replace(/^(\+\+|&|\*)/, "");
  return bare.startsWith("[") ? bare.slice(1, -1).split("+") : bare;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(asAppError(request.error));
  });
}
