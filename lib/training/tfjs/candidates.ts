/** The backends of TensorFlow.js as candidates of the picker. The library is loaded when one of them is first opened. */
import type { Clock } from "../../clock";
import type { TfjsBackendName } from "../model-spec";
import type { Candidate } from "../picker";
import type { TfjsSetup } from "./backend";

const OPENS_IN_MS: Readonly<Record<TfjsBackendName, number>> = { wasm: 300, cpu: 200, webgpu: 600, webgl: 400 };

/** The processor first. */
export function tfjsCandidates(setup: TfjsSetup, clock: Clock): readonly Candidate[] {
  return (["wasm", "cpu", "webgpu", "webgl"] as const).map((backend) => ({
    backend,
    // Its WebAssembly build has no gradient of a convolution's kernel.
    lacks: ({ spec }) => (backend === "wasm" && spec.convolutions.length > 0 ? "conv2d" : null),
    opensInMs: OPENS_IN_MS[backend],
    async open() {
      const [{ openBackend }, { tfjsEngine }] = await Promise.all([import("./backend"), import("./engine")]);
      const opened = await openBackend(backend, setup);
      return opened && tfjsEngine(opened, clock);
    },
  }));
}
