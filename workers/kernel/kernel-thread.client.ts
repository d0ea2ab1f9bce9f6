/** Kernel threads as Web Workers, started from a page or from another worker. */
import type { SpawnThread } from "../../lib/training/compiled/wasm/thread-pool";

export const spawnKernelThread: SpawnThread = () => {
  const worker = new Worker(new URL("./kernel.worker.ts", import.meta.url), { type: "module" });
  return {
    post: (message) => worker.postMessage(message),
    onReady: (listener) => worker.addEventListener("message", listener),
    onDeath: (listener) => {
      worker.addEventListener("error", listener);
      worker.addEventListener("messageerror", listener);
    },
    terminate: () => worker.terminate(),
  };
};
