/** A kernel thread as the pool keeps it. */
import type { ThreadMessage } from "./kernel-thread";

/** A thread that serves `kernelThread`. */
export interface KernelThread {
  post(message: ThreadMessage): void;
  /** Calls back when the thread says that it is ready. */
  onReady(listener: () => void): void;
  /** Calls back when it could not start, or ended by itself. */
  onDeath(listener: () => void): void;
  terminate(): void;
}

/** A thread with what its events mean for the plan that it serves now. */
export interface PooledThread {
  readonly thread: KernelThread;
  whenReady: () => void;
  whenDead: () => void;
}
