/** Locks of several tabs in memory, as a browser keeps them. For tests only. */
import type { LockPort } from "../lock";

export interface TabLocks extends LockPort {
  /** The tab goes away without a word: everything it held is free. */
  die(): void;
}

/** A maker of tabs that share their locks. */
export function memoryLocks(): () => TabLocks {
  const holders = new Map<string, symbol>();
  const waiting = new Map<string, Set<() => void>>();
  const free = (name: string, holder: symbol): void => {
    if (holders.get(name) !== holder) return;
    holders.delete(name);
    const woken = [...(waiting.get(name) ?? [])];
    waiting.delete(name);
    for (const wake of woken) wake();
  };
  const whenFree = async (name: string, signal: AbortSignal): Promise<void> => {
    if (!holders.has(name) || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wakes = waiting.get(name) ?? new Set();
      waiting.set(name, wakes.add(resolve));
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  };
  return () => {
    const own = new Map<string, symbol>();
    const take = (name: string): symbol | null => {
      if (holders.has(name)) return null;
      const holder = Symbol(name);
      holders.set(name, holder);
      own.set(name, holder);
      return holder;
    };
    const claim: LockPort["claim"] = async (name) => {
      const holder = take(name);
      return holder === null ? null : { release: async () => free(name, holder) };
    };
    return {
      claim,
      whenFree,
      isFree: async (name) => !holders.has(name),
      async hold(name, work) {
        for (;;) {
          const held = await claim(name);
          if (held) return work().finally(() => held.release());
          await whenFree(name, new AbortController().signal);
        }
      },
      die: () => {
        for (const [name, holder] of own) free(name, holder);
        own.clear();
      },
    };
  };
}
