/** Real time as a port: what waits in `lib/notebook` waits through it, so that tests need not. */
export interface Timer {
  /** Calls back once, after `ms` milliseconds; returns how to take it back. */
  after(ms: number, callback: () => void): () => void;
}
