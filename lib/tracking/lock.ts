/** Port of the locks by which a live run is known, across tabs and threads. */
export interface LockPort {
  /** Runs `work` while holding the named lock; the lock is freed however the holder ends. */
  hold<T>(name: string, work: () => Promise<T>): Promise<T>;
  isFree(name: string): Promise<boolean>;
}
