/** onnxruntime-web: WebAssembly on one thread, in a tab or a worker. */
import type { PackageRuntime } from "../session";
import { onnxRuntime } from "./session";

/**
 * Loads the browser's runtime. `wasmPath` is the URL of `ort-wasm-simd-threaded.wasm`, or of its folder (ending in "/"):
 * the app serves it itself. The JavaScript half is bundled, so nothing else is fetched.
 */
export async function loadWebRuntime(options: { readonly wasmPath: string }): Promise<PackageRuntime> {
  const ort = await import("onnxruntime-web/wasm");
  const { wasmPath } = options;
  ort.env.wasm.wasmPaths = { wasm: wasmPath.endsWith("/") ? `${wasmPath}ort-wasm-simd-threaded.wasm` : wasmPath };
  // More threads need cross-origin isolation and pay off only for graphs far larger than ours.
  ort.env.wasm.numThreads = 1;
  return onnxRuntime({
    ort,
    name: `onnxruntime-web ${ort.env.versions.web ?? ort.env.versions.common} (wasm)`,
    session: { executionProviders: ["wasm"], logSeverityLevel: 3 },
  });
}
