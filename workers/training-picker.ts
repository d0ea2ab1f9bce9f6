/** The engines of the training thread: ours on the processor and on WebGPU, then those of TensorFlow.js. */
import { compiledCandidates, reproducibleCandidate, type CompiledSetup } from "../lib/training/compiled/candidates";
import type { KernelFile } from "../lib/training/compiled/wasm/load-kernel";
import type { Picker } from "../lib/training/picker";
import { tfjsCandidates } from "../lib/training/tfjs/candidates";
import { preciseClock } from "./wall-clock";

const WASM_PATH = "/wasm/";

/** Every engine of this thread; each opens when it is first tried. */
export function trainingPicker(): Picker {
  const clock = preciseClock;
  const setup: CompiledSetup = { loadKernel, clock, openWebgpu: () => Promise.resolve(null) };
  return {
    candidates: [...compiledCandidates(setup), ...tfjsCandidates({ wasmPath: WASM_PATH }, clock)],
    reproducible: reproducibleCandidate(setup),
    clock,
  };
}

async function loadKernel(file: KernelFile): Promise<ArrayBuffer> {
  const response = await fetch(`${WASM_PATH}${file}.wasm`);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.arrayBuffer();
}
