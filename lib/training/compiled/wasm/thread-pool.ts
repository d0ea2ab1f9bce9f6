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

export function createThreadPool({ module, spawnThread }: ThreadPoolOptions): ThreadPool {
  const all = new Set<KernelThread>();
  let idle: readonly KernelThread[] = [];
  const spawn = (): KernelThread => {
    const thread = spawnThread();
    all.add(thread);
    thread.onDeath(() => {
      all.delete(thread);
      idle = idle.filter((other) => other !== thread);
    });
    return thread;
  };
  const take = (count: number): readonly KernelThread[] => {
    const taken = idle.slice(0, count);
    idle = idle.slice(count);
    return [...taken, ...Array.from({ length: count - taken.length }, spawn)];
  };
  return {
    async openRunner(memory, threads) {
      const kernel = await instantiateKernel(module, memory);
      const control = controlBlock(threads);
      const helpers = take(threads - 1);
      const ready = await Promise.all(
        helpers.map((helper, index) => start(helper, { module, memory, control, thread: index + 1 })),
      );
      if (ready.every(Boolean)) {
        return threadCrew({ kernel, control, helpers, release: (free) => (idle = [...idle, ...free]) });
      }
      for (const helper of helpers) {
        helper.terminate();
        all.delete(helper);
      }
      return threadCrew({ kernel, control, helpers: [], release: () => undefined });
    },
    close() {
      for (const thread of all) thread.terminate();
      all.clear();
      idle = [];
    },
  };
}

/** Whether the thread became ready; false when it died first. */
function start(helper: KernelThread, message: ThreadMessage): Promise<boolean> {
  return new Promise((resolve) => {
    helper.onReady(() => resolve(true));
    helper.onDeath(() => resolve(false));
    helper.post(message);
  });
}
