/** Port of the locks by which live work is known, across tabs and threads. */
export interface LockPort {
  /** Runs `work` while holding the named lock; the lock is freed however the holder ends. */
  hold<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Takes the lock until it is released, or its tab ends; null when somebody has it. */
  claim(name: string): Promise<Claim | null>;
  /** Whether nobody holds the lock. */
  isFree(name: string): Promise<boolean>;
  /** Settles once nobody holds the lock, or when the signal aborts. Never rejects. */
  whenFree(name: string, signal: AbortSignal): Promise<void>;
}

/** A lock in somebody's hands. */
export interface Claim {
  /** Settles when the lock is free. */
  release(): Promise<void>;
}

/** What a cell needs of locks. */
export type ClaimLocks = Pick<LockPort, "claim" | "isFree" | "whenFree">;
