/** What a person can do about the records that were left out: see which, keep a copy, remove them. */
import type { Clock } from "../../clock";
import type { Attribution } from "../../journal";
import type { ApartRecord, Workspace } from "../../notebook/services/workspace";
import { toJsonl } from "../backup/jsonl";
import type { CicloDatabase } from "../database/database";
import { guarded } from "../database/failures";
import { record as recordChange } from "../journal";
import { faultOf } from "./check-record";
import { keyInWords } from "./key-in-words";
import { readingAll, type BadRecord } from "./set-apart";

interface Found extends BadRecord {
  readonly record: unknown;
}

/** The part of the workspace port that speaks of records that were left out. */
export function setApartRecords(
  database: CicloDatabase,
  clock: Clock,
): Pick<Workspace, "apart" | "onApart" | "copyOfApart" | "removeApart"> {
  return {
    apart: () => guarded(async () => (await stillBad(database)).map(inWords)),
    onApart: (callback) => {
      if (database.apart.list().length > 0) queueMicrotask(callback);
      return database.apart.onFound(callback);
    },
    copyOfApart: () =>
      guarded(async () => {
        const lines = (await stillBad(database)).map(({ table, member, record }) => ({ table, member, record }));
        return new Blob([toJsonl(lines) as Uint8Array<ArrayBuffer>], { type: "application/jsonl" });
      }),
    removeApart: (by) => guarded(() => removeApart(database, clock, by)),
  };
}

const inWords = ({ table, key, member }: Found): ApartRecord => ({ table, record: keyInWords(key), member });

/** Those of the list that are still there and still wrong. */
function stillBad(database: CicloDatabase): PromiseLike<readonly Found[]> {
  const listed = database.apart.list();
  if (listed.length === 0) return Promise.resolve([]);
  const tables = [...new Set(listed.map(({ table }) => table))];
  return database.transaction("r", tables, () =>
    readingAll(async () => {
      const found: Found[] = [];
      for (const { table, key } of listed) {
        const record: unknown = await database.table(table).get(key);
        const member = record === undefined ? null : faultOf(table, record);
        if (member !== null) found.push({ table, key, member, record });
      }
      return found;
    }),
  );
}

async function removeApart(database: CicloDatabase, clock: Clock, by: Attribution): Promise<void> {
  const bad = await stillBad(database);
  if (bad.length === 0) return;
  const tables = [...new Set([...bad.map(({ table }) => table), "projects", "journal"])];
  await database.transaction("rw", tables, async () => {
    for (const { table, key } of bad) await database.table(table).delete(key);
    const [projectId] = await database.projects.toCollection().primaryKeys();
    if (projectId === undefined) return;
    for (const { table, key, member } of bad) {
      const details = { table, record: keyInWords(key), member };
      await recordChange(database, clock, { projectId, command: "record.remove", subjects: [projectId], details, by });
    }
  });
}
