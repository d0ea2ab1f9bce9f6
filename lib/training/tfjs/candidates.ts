/** The backends of TensorFlow.js as candidates of the picker. */
import type { Clock } from "../../clock";
import type { TfjsBackendName } from "../model-spec";
import type { Candidate } from "../picker";
import { openBackend, type TfjsSetup } from "./backend";
import { tfjsEngine } from "./engine";

const OPENS_IN_MS: Readonly<Record<TfjsBackendName, number>> = { wasm: 100, cpu: 30, webgpu: 400, webgl: 250 };

/** The processor first. */
export function tfjsCandidates(setup: TfjsSetup, clock: Clock): readonly Candidate[] {
  return (["wasm", "cpu", "webgpu", "webgl"] as const).map((backend) => ({
    backend,
    // Its WebAssembly build has no gradient of a convolution's kernel.
    lacks: ({ spec }) => (backend === "wasm" && spec.convolutions.length > 0 ? "conv2d" : null),
    opensInMs: OPENS_IN_MS[backend],
    async open() {
      const opened = await openBackend(backend, setup);
      return opened && tfjsEngine(opened, clock);
    },
  }));
}
