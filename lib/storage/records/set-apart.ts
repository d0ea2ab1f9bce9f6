/**
 * Records that no page could show are left out of what is read, wherever it is read, and named in a list: one of them must not take a page
 * with it. They stay where they are until a person removes them.
 */
import {
  Dexie,
  type DBCoreCursor,
  type DBCoreQueryRequest,
  type DBCoreTable,
  type DBCoreTransaction,
  type IndexableType,
} from "dexie";
import { faultOf, isRecordTable, type RecordTable } from "./check-record";

/** A record that was left out. */
export interface BadRecord {
  readonly table: RecordTable;
  readonly key: IndexableType;
  /** The member that is wrong, dotted; "" for the record as a whole. */
  readonly member: string;
}

/** What one connection has left out since it was opened. */
export interface SetApart {
  /** Every record that was left out so far; some may have been mended or removed since. */
  list(): readonly BadRecord[];
  /** Calls back at each record that is left out for the first time; returns how to stop. */
  onFound(callback: () => void): () => void;
  note(record: BadRecord): void;
}

/** Puts the check behind every read of a database that is not open yet. */
export function setBadApart(database: Dexie): SetApart {
  const found = foundRecords();
  database.use({
    stack: "dbcore",
    name: "set-apart",
    create: (down) => ({
      ...down,
      table: (name) => {
        const table = down.table(name);
        return isRecordTable(name) ? strictTable(table, (record) => sift(name, table, record, found)) : table;
      },
    }),
  });
  return found;
}

const whole = new WeakSet<object>();

/** Within `work`, inside the transaction that is open, reads give every record, right or not. */
export function readingAll<Value>(work: () => Value): Value {
  // Dexie hands the transaction of IndexedDB down, which its own one holds.
  const { idbtrans } = Dexie.currentTransaction as unknown as { readonly idbtrans: object };
  whole.add(idbtrans);
  return work();
}

type Keeps = (record: unknown) => boolean;

/** The table without the records that do not pass `keeps`. */
function strictTable(table: DBCoreTable, keeps: Keeps): DBCoreTable {
  const kept = (record: unknown) => (keeps(record) ? record : undefined);
  return {
    ...table,
    query: (request) => askUntilFull(table, request, keeps),
    get: (request) => table.get(request).then((record: unknown) => (readsAll(request.trans) ? record : kept(record))),
    // What is read in order to be changed is read as it is.
    getMany: (request) =>
      table
        .getMany(request)
        .then((found: unknown[]) => (request.cache || readsAll(request.trans) ? found : found.map(kept))),
    openCursor: (request) =>
      table
        .openCursor(request)
        .then((cursor) => (cursor && request.values && !readsAll(request.trans) ? stepOver(cursor, keeps) : cursor)),
  };
}

/** Where only so many records were asked for, others take the place of those that are left out. */
function askUntilFull(
  table: DBCoreTable,
  request: DBCoreQueryRequest,
  keeps: Keeps,
  asked = request.limit ?? Infinity,
): ReturnType<DBCoreTable["query"]> {
  return table.query({ ...request, limit: asked }).then((answer) => {
    if (!request.values || readsAll(request.trans)) return answer;
    const result = answer.result.filter(keeps);
    const isCut = answer.result.length === asked && result.length < (request.limit ?? Infinity);
    if (isCut) return askUntilFull(table, request, keeps, asked * 2);
    return { ...answer, result: result.slice(0, request.limit) };
  });
}

function stepOver(cursor: DBCoreCursor, keeps: Keeps): DBCoreCursor {
  const start = cursor.start.bind(cursor);
  cursor.start = (next) => start(() => (keeps(cursor.value) ? next() : cursor.continue()));
  return cursor;
}

/** A migration reads records of older shapes. */
function readsAll(transaction: DBCoreTransaction): boolean {
  return whole.has(transaction) || (transaction as unknown as IDBTransaction).mode === "versionchange";
}

function sift(name: RecordTable, table: DBCoreTable, record: unknown, found: SetApart): boolean {
  if (record === undefined) return true;
  const member = faultOf(name, record);
  if (member === null) return true;
  const key = table.schema.primaryKey.extractKey?.(record) as IndexableType;
  found.note({ table: name, key, member });
  return false;
}

function foundRecords(): SetApart {
  const records = new Map<string, BadRecord>();
  const listeners = new Set<() => void>();
  let list: readonly BadRecord[] = [];
  return {
    list: () => list,
    onFound: (callback) => {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
    note: (record) => {
      const name = `${record.table} ${JSON.stringify(record.key)}`;
      if (records.has(name)) return;
      records.set(name, record);
      list = [...records.values()];
      // A read is under way: whoever listens may read as well.
      queueMicrotask(() => listeners.forEach((listener) => listener()));
    },
  };
}
