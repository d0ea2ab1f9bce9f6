/** The lock port on Web Locks. */
import type { LockPort } from "../lib/tracking/lock";

/** Locks of this origin, or null where the browser has none (an insecure context): see `lib/tracking/liveness.ts`. */
export function webLocks(): LockPort | null {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return null;
  return {
    hold: (name, work) => locks.request(name, work),
    async isFree(name) {
      const { held = [] } = await locks.query();
      return !held.some((lock) => lock.name === name);
    },
  };
}
