/** A trial's thread in Node: the worker of the app without a browser around it. Entry of a `node:worker_threads` worker. */
import { parentPort } from "node:worker_threads";
import { asAppError, toWire, type WireError } from "../../lib/errors";
import { createCompiledEngine } from "../../lib/training/compiled/engine";
import { loadKernelFromDisk } from "../../lib/training/compiled/testing/node-kernels";
import { runTrial } from "../../lib/training/compiled/trial-pool";
import type { EngineEvent } from "../../lib/training/engine";
import type { Trial, TrialResult } from "../../lib/training/trials";

export type ToTrial =
  { readonly kind: "run"; readonly trial: Trial } | { readonly kind: "cancel" } | { readonly kind: "crash" };
export type FromTrial =
  | { readonly kind: "event"; readonly event: EngineEvent }
  | { readonly kind: "done"; readonly result: TrialResult }
  | { readonly kind: "failed"; readonly error: WireError };

const opening = createCompiledEngine({
  loadKernel: loadKernelFromDisk,
  clock: { nowMs: () => performance.now() },
  reproducible: true,
});
let controller = new AbortController();
const post = (message: FromTrial) => parentPort?.postMessage(message);

async function run(trial: Trial): Promise<void> {
  controller = new AbortController();
  const onEvent = (event: EngineEvent) => post({ kind: "event", event });
  try {
    post({ kind: "done", result: await runTrial(await opening, trial, { signal: controller.signal, onEvent }) });
  } catch (error) {
    post({ kind: "failed", error: toWire(asAppError(error)) });
  }
}

parentPort?.on("message", (message: ToTrial) => {
  if (message.kind === "run") void run(message.trial);
  if (message.kind === "cancel") controller.abort();
  if (message.kind === "crash") process.exit(1);
});
