/** onnxruntime-node: for tests and servers; a browser bundle never loads it. */
import type { PackageRuntime } from "../session";
import { onnxRuntime } from "./session";

/** Loads Node's runtime on one CPU thread. */
export async function loadNodeRuntime(): Promise<PackageRuntime> {
  const ort = await import("onnxruntime-node");
  return onnxRuntime({
    ort,
    name: `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common} (cpu)`,
    session: { executionProviders: ["cpu"], intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 },
  });
}
