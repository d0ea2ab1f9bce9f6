/** Kernel threads: made when a plan first needs them, kept for the next plan. */
import { instantiateKernel } from "./kernel-exports";
import type { ThreadMessage } from "./kernel-thread";
import type { BurstRunner } from "./placed-plan";
import { controlBlock, threadCrew } from "./thread-crew";

/** A thread that serves `kernelThread`. */
export interface KernelThread {
  post(message: ThreadMessage): void;
  /** Calls back when the thread says that it is ready. */
  onReady(listener: () => void): void;
  /** Calls back when it could not start, or ended by itself. */
  onDeath(listener: () => void): void;
  terminate(): void;
}

export type SpawnThread = () => KernelThread;

export interface ThreadPool {
  /** A runner for the plan in `memory`, with `threads` threads (the caller's included) where they can be had, else alone. */
  openRunner(memory: WebAssembly.Memory, threads: number): Promise<BurstRunner>;
  close(): void;
}

export interface ThreadPoolOptions {
  /** The build with shared memory. */
  readonly module: WebAssembly.Module;
  readonly spawnThread: SpawnThread;
}

/** A thread with what its events mean for the plan that it serves now. */
export interface PooledThread {
  readonly thread: KernelThread;
  whenReady: () => void;
  whenDead: () => void;
}

export function createThreadPool({ module, spawnThread }: ThreadPoolOptions): ThreadPool {
  const all = new Set<PooledThread>();
  let idle: readonly PooledThread[] = [];
  const forget = (helper: PooledThread): void => {
    all.delete(helper);
    idle = idle.filter((other) => other !== helper);
  };
  const spawn = (): PooledThread => {
    const helper: PooledThread = { thread: spawnThread(), whenReady: nothing, whenDead: nothing };
    all.add(helper);
    helper.thread.onReady(() => helper.whenReady());
    helper.thread.onDeath(() => {
      forget(helper);
      helper.whenDead();
    });
    return helper;
  };
  const take = (count: number): readonly PooledThread[] => {
    const taken = idle.slice(0, count);
    idle = idle.slice(count);
    return [...taken, ...Array.from({ length: count - taken.length }, spawn)];
  };
  const end = (helper: PooledThread): void => {
    forget(helper);
    helper.thread.terminate();
  };
  return {
    async openRunner(memory, threads) {
      const kernel = await instantiateKernel(module, memory);
      const control = controlBlock(threads);
      const helpers = take(threads - 1);
      const ready = await Promise.all(
        helpers.map((helper, index) => start(helper, { module, memory, control, thread: index + 1 })),
      );
      const crew = ready.every(Boolean) ? helpers : [];
      if (crew.length === 0) helpers.forEach(end);
      return threadCrew({ kernel, control, helpers: crew, end, release: (free) => (idle = [...idle, ...free]) });
    },
    close: () => all.forEach(end),
  };
}

/** Whether the thread became ready; false when it died first. */
function start(helper: PooledThread, message: ThreadMessage): Promise<boolean> {
  return new Promise((resolve) => {
    helper.whenReady = () => resolve(true);
    helper.whenDead = () => resolve(false);
    helper.thread.post(message);
  });
}

const nothing = (): void => undefined;
