"use client";

/** Facts from the stores, read again whenever another thread or tab changes them. The only file of the screen that knows Dexie. */
import { useObservable } from "dexie-react-hooks";
import { renewedQuery } from "@/lib/storage/live-query";

/** The value of a store query, or undefined until the first answer. `deps` are the values the query closes over. */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined {
  return useObservable<T, undefined>(() => ({ ...renewedQuery(query), hasValue: () => false }), [...deps], undefined);
}
