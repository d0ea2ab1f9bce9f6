/** The engines of the training thread: ours on the processor and on WebGPU, then those of TensorFlow.js. */
import { compiledCandidates, reproducibleCandidate, type CompiledSetup } from "../../lib/training/compiled/candidates";
import { canShareMemory } from "../../lib/training/compiled/wasm/load-kernel";
import type { Picker } from "../../lib/training/picker";
import { tfjsCandidates } from "../../lib/training/tfjs/candidates";
import { fetchKernel } from "../kernel/fetch-kernel";
import { spawnKernelThread } from "../kernel/kernel-thread.client";
import { preciseClock } from "../wall-clock";

/** More threads than this wait for each other more than they help. */
const MOST_THREADS = 4;

/** Every engine of this thread; each opens when it is first tried. */
export function trainingPicker(): Picker {
  const clock = preciseClock;
  const setup: CompiledSetup = {
    loadKernel: fetchKernel,
    clock,
    // At an address that is not isolated there is one thread, with the same bits.
    threads: canShareMemory() ? Math.min(navigator.hardwareConcurrency, MOST_THREADS) : 1,
    spawnThread: spawnKernelThread,
    openWebgpu: async () => (await import("../../lib/training/compiled/webgpu/target")).createWebgpuTarget(),
  };
  return {
    candidates: [...compiledCandidates(setup), ...tfjsCandidates({ wasmPath: "/wasm/" }, clock)],
    reproducible: reproducibleCandidate(setup),
    clock,
  };
}
