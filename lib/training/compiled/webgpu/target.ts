/** WebGPU as a target of plans. */
import type { PlanTarget } from "../device-plan";
import { createTransform, type Transform } from "./shaders/features";
import { linkDevice } from "./device-link";
import { createPipelines } from "./pipelines";
import type { PlanHost } from "./placed-parts";
import { placePlan } from "./placed-plan";
import { computesRightly } from "./trial";

export interface WebgpuTarget extends PlanTarget {
  readonly name: "webgpu";
  readonly gpu: GPUDevice;
  readonly transform: Transform;
}

export interface WebgpuOptions {
  /** Another source of the device; null when there is none. */
  readonly requestDevice?: () => Promise<GPUDevice | null>;
  /** Threads that a kernel should have at least; by the adapter when absent. */
  readonly parallelism?: number;
}

/** Threads that keep a software adapter's few lanes busy, and a GPU's many. */
const SOFTWARE_PARALLELISM = 128;
const GPU_PARALLELISM = 4096;

/** What large plans need more of than every device promises; taken as far as the adapter goes. */
const WANTED_LIMITS = ["maxBufferSize", "maxStorageBufferBindingSize"] as const;

/**
 * A target on the system's WebGPU device. Null where there is none, or where a trial kernel gives a wrong answer. After a device was
 * lost, a new target finds it again.
 */
export async function createWebgpuTarget(options: WebgpuOptions = {}): Promise<WebgpuTarget | null> {
  const gpu = await (options.requestDevice ?? requestDevice)().catch(() => null);
  if (!gpu) return null;
  const device = deviceWords(gpu.adapterInfo);
  const link = linkDevice(gpu, device);
  if (!(await computesRightly(link))) {
    gpu.destroy();
    return null;
  }
  const parallelism = options.parallelism ?? parallelismOf(device);
  const host: PlanHost = { link, pipelines: createPipelines(gpu), parallelism };
  return {
    name: "webgpu",
    device,
    gpu,
    place: (plan, placing) => placePlan(host, plan, placing),
    async inputGradients(plan, { rows, tensors }) {
      const placed = await placePlan(host, plan, { seed: 0 });
      try {
        placed.writeTensors(tensors);
        return await placed.inputGradients(rows);
      } finally {
        placed.dispose();
      }
    },
    transform: createTransform(link),
    dispose: () => gpu.destroy(),
  };
}

function parallelismOf(device: string): number {
  return device === "SwiftShader" ? SOFTWARE_PARALLELISM : GPU_PARALLELISM;
}

async function requestDevice(): Promise<GPUDevice | null> {
  if (typeof navigator === "undefined" || !("gpu" in navigator)) return null;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return null;
  const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  return adapter.requestDevice({ requiredLimits });
}

/** The software adapter hides under many spellings; it is named so that nobody takes it for a GPU. */
function deviceWords(info: GPUAdapterInfo | undefined): string {
  const all = [info?.description, info?.vendor, info?.architecture].filter(Boolean).join(" ");
  if (/swiftshader/i.test(all)) return "SwiftShader";
  return info?.description || [info?.vendor, info?.architecture].filter(Boolean).join(" ") || "WebGPU";
}
