/** The lock port on Web Locks. */
import type { Claim, LockPort } from "../lib/tracking/lock";

/** Onlookers let go at once: a claim that meets only them tries again. */
const MOST_TRIES = 50;

/** Locks of this origin, or null where the browser has none (an insecure context): see `lib/tracking/liveness.ts`. */
export function webLocks(): LockPort | null {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return null;
  const isFree = async (name: string): Promise<boolean> => {
    const { held = [] } = await locks.query();
    return !held.some((lock) => lock.name === name && lock.mode === "exclusive");
  };
  return {
    hold: (name, work) => locks.request(name, work),
    isFree,
    async claim(name) {
      for (let tries = 1; ; tries++) {
        const claim = await claimOnce(locks, name);
        if (claim || tries === MOST_TRIES || !(await isFree(name))) return claim;
      }
    },
    // Shared, so that onlookers of several tabs do not wait for each other.
    whenFree: (name, signal) => locks.request(name, { mode: "shared", signal }, () => undefined).catch(() => undefined),
  };
}

function claimOnce(locks: LockManager, name: string): Promise<Claim | null> {
  return new Promise((resolve, reject) => {
    const held: Promise<unknown> = locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise<void>((free) => {
        const release = async (): Promise<void> => {
          free();
          await held;
        };
        resolve({ release });
      });
    });
    held.catch(reject);
  });
}
