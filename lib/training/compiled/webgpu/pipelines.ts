/** Compute pipelines, made once for each kernel text. */
import type { Access, Kernel } from "./shaders/kernel";
import { STEP_STRIDE_BYTES } from "./step-table";

/** GPUShaderStage.COMPUTE */
const COMPUTE = 4;

export interface Pipelines {
  /** Compiles in the background; the same text is compiled once. */
  of(kernel: Kernel): Promise<GPUComputePipeline>;
  /** Layout of bind group 0: the step. */
  readonly stepLayout: GPUBindGroupLayout;
  /** Layout of bind group 1 of a kernel. */
  layoutOf(kernel: Kernel): GPUBindGroupLayout;
}

export function createPipelines(device: GPUDevice): Pipelines {
  const stepLayout = device.createBindGroupLayout({
    entries: [
      {
        binding: 0,
        visibility: COMPUTE,
        buffer: { type: "uniform", hasDynamicOffset: true, minBindingSize: 32 },
      },
    ],
  });
  const layouts = new Map<string, GPUBindGroupLayout>();
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  const layoutOf = ({ bindings }: Kernel) => {
    const key = bindings.map(({ access }) => access).join(" ");
    const known = layouts.get(key) ?? device.createBindGroupLayout({ entries: bindings.map(storageEntry) });
    layouts.set(key, known);
    return known;
  };
  return {
    stepLayout,
    layoutOf,
    of(kernel) {
      const known = pipelines.get(kernel.code);
      if (known) return known;
      const made = device.createComputePipelineAsync({
        label: kernel.label,
        layout: device.createPipelineLayout({ bindGroupLayouts: [stepLayout, layoutOf(kernel)] }),
        compute: { module: device.createShaderModule({ label: kernel.label, code: kernel.code }) },
      });
      pipelines.set(kernel.code, made);
      made.catch(() => pipelines.delete(kernel.code));
      return made;
    },
  };
}

function storageEntry({ access }: { readonly access: Access }, binding: number): GPUBindGroupLayoutEntry {
  return { binding, visibility: COMPUTE, buffer: { type: access === "read" ? "read-only-storage" : "storage" } };
}

/** The table of steps as bind group 0. */
export function stepGroup(device: GPUDevice, pipelines: Pipelines, table: GPUBuffer): GPUBindGroup {
  return device.createBindGroup({
    layout: pipelines.stepLayout,
    entries: [{ binding: 0, resource: { buffer: table, size: STEP_STRIDE_BYTES } }],
  });
}
