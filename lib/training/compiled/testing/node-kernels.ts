/** The CPU target's ports in Node: kernels from the disk, threads of `node:worker_threads`. For tests and the benchmark. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { kernelThread } from "../wasm/kernel-thread";
import type { LoadKernel } from "../wasm/load-kernel";
import type { SpawnThread } from "../wasm/thread-pool";

/** Reads what `scripts/kernels.mjs` has built; the working folder is the repository. */
export const loadKernelFromDisk: LoadKernel = (file) => readFile(join("public/wasm", `${file}.wasm`));

/** Node 20 has relaxed SIMD behind a flag. Call it before anything is compiled. */
export function enableRelaxedSimd(): void {
  setFlagsFromString("--experimental-wasm-relaxed-simd");
}

/** A thread needs plain JavaScript: the function's own text is its program. */
const THREAD_PROGRAM = `
  const { parentPort } = require("node:worker_threads");
  const serve = (${kernelThread.toString()})(() => parentPort.postMessage("ready"));
  parentPort.on("message", (message) => void serve(message));
`;

export const spawnNodeThread: SpawnThread = () => {
  const worker = new Worker(THREAD_PROGRAM, { eval: true });
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    onReady: (listener) => void worker.on("message", listener),
    onDeath: (listener) => {
      worker.on("error", listener);
      worker.on("exit", listener);
    },
    terminate: () => void worker.terminate(),
  };
};
