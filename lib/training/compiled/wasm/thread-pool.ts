/** Kernel threads: made when a plan first needs them, kept for the next plan. */
import { instantiateKernel } from "./kernel-exports";
import type { ThreadMessage } from "./kernel-thread";
import type { BurstRunner } from "./placed-plan";
import type { KernelThread, PooledThread } from "./pooled-thread";
import { controlBlock, threadCrew } from "./thread-crew";

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
