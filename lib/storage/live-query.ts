/**
 * A live query that is asked again now and then. Dexie's own (4.4) keeps, for each query, every change since its last answer, and looks
 * through all of them at the next one: a query that nothing touches grows, and slows every write down, for as long as the page is open.
 */
import { Dexie, liveQuery } from "dexie";

/** Changes after which a query without an answer of its own is asked again. */
export const RENEWED_AFTER_CHANGES = 200;

export interface LiveQuery<Value> {
  /** Calls back with what the query gives, now and whenever what it read changes in any thread or tab. */
  subscribe(next: (value: Value) => void, error?: (reason: unknown) => void): { unsubscribe(): void };
}

/** The live form of a query over the stores. */
export function renewedQuery<Value>(query: () => Promise<Value>): LiveQuery<Value> {
  return {
    subscribe: (next, error) => {
      let changes = 0;
      const ask = () =>
        liveQuery(query).subscribe({
          next: (value) => {
            changes = 0;
            next(value);
          },
          error: (reason: unknown) => error?.(reason),
        });
      let asked = ask();
      const count = (): void => {
        if (++changes < RENEWED_AFTER_CHANGES) return;
        changes = 0;
        asked.unsubscribe();
        asked = ask();
      };
      Dexie.on("storagemutated", count);
      return {
        unsubscribe: () => {
          Dexie.on.storagemutated.unsubscribe(count);
          asked.unsubscribe();
        },
      };
    },
  };
}
