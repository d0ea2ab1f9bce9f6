/** The journal on IndexedDB, and the entry that the other stores write inside their own transactions. */
import type { Clock } from "../clock";
import { newId, type JournalId, type ProjectId } from "../ids";
import type { Attribution, JournalCommand, JournalEntry, JournalStore } from "../journal";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";

export interface Change {
  readonly projectId: ProjectId;
  readonly command: JournalCommand;
  /** Ids or digests, the main subject first; empty and null ones are left out. */
  readonly subjects: readonly (string | null | undefined)[];
  readonly details?: JournalEntry["details"];
  readonly by: Attribution;
}

/** Appends an entry; call it inside the transaction of the change, with `journal` among its tables. */
export async function record(database: CicloDatabase, clock: Clock, change: Change): Promise<void> {
  const { actor, cause, virtualMinute, note } = change.by;
  await database.journal.add({
    id: newId<JournalId>(),
    atMs: clock.nowMs(),
    projectId: change.projectId,
    command: change.command,
    subjects: [...new Set(change.subjects.filter((subject): subject is string => Boolean(subject)))],
    details: change.details ?? {},
    actor,
    cause,
    virtualMinute,
    ...(note !== undefined && { note }),
  });
}

/** The journal port. */
export function journalStore(database: CicloDatabase, clock: Clock): JournalStore {
  return {
    append: (entry) =>
      guarded(async () => {
        await database.journal.add({ ...entry, id: newId<JournalId>(), atMs: clock.nowMs() });
      }),
    list: (projectId, options = {}) =>
      guarded(async () => {
        const rows = await selection(database, projectId, options.subject)
          .limit(options.limit ?? Infinity)
          .toArray();
        return rows.map(({ sequence: _sequence, ...entry }) => entry);
      }),
  };
}

// An index lists equal keys in the order of the primary key, which counts up: reversed, the newest come first.
function selection(database: CicloDatabase, projectId: ProjectId, subject: string | undefined) {
  if (subject === undefined) return database.journal.where("projectId").equals(projectId).reverse();
  return database.journal
    .where("subjects")
    .equals(subject)
    .reverse()
    .filter((entry) => entry.projectId === projectId);
}
