/** A program with its pipelines and bind groups, and how its steps are recorded. */
import type { Kernel } from "./shaders/kernel";
import type { DataRegion } from "./shaders/gather";
import { DATA_REGIONS } from "./shaders/gather";
import type { Pipelines } from "./pipelines";
import { STEP_STRIDE_BYTES } from "./step-table";

/** Buffers by region, of a plan or of a dataset. */
type BufferOf = (region: string) => GPUBuffer;

interface PlacedKernel {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
  /** Null for the kernel that reads a dataset: its group belongs to the dataset. */
  readonly group: GPUBindGroup | null;
}

export type PlacedProgram = readonly PlacedKernel[];

/** Compiles all kernels at once and binds those that read the plan's buffers alone. */
export async function placeProgram(
  gpu: GPUDevice,
  pipelines: Pipelines,
  input: { readonly kernels: readonly Kernel[]; readonly bufferOf: BufferOf },
): Promise<PlacedProgram> {
  const compiled = await Promise.all(input.kernels.map((kernel) => pipelines.of(kernel)));
  return input.kernels.flatMap((kernel, index) => {
    const pipeline = compiled[index];
    if (!pipeline) return [];
    const group = readsData(kernel) ? null : bindKernel(gpu, pipelines, { kernel, bufferOf: input.bufferOf });
    return [{ kernel, pipeline, group }];
  });
}

/** Bind group 1 of a kernel. */
export function bindKernel(
  gpu: GPUDevice,
  pipelines: Pipelines,
  { kernel, bufferOf }: { readonly kernel: Kernel; readonly bufferOf: BufferOf },
): GPUBindGroup {
  const entries = kernel.bindings.map(({ region }, binding) => ({ binding, resource: { buffer: bufferOf(region) } }));
  return gpu.createBindGroup({ label: kernel.label, layout: pipelines.layoutOf(kernel), entries });
}

export function isDataRegion(region: string): region is DataRegion {
  return (DATA_REGIONS as readonly string[]).includes(region);
}

export function readsData({ bindings }: Kernel): boolean {
  return bindings.some(({ region }) => isDataRegion(region));
}

/** Records `steps` runs of a program; step k reads row k of the step table. */
export function recordSteps(
  pass: GPUComputePassEncoder,
  program: PlacedProgram,
  options: { readonly steps: number; readonly stepGroup: GPUBindGroup; readonly dataGroup: GPUBindGroup | null },
): void {
  for (let step = 0; step < options.steps; step++) {
    pass.setBindGroup(0, options.stepGroup, [step * STEP_STRIDE_BYTES]);
    for (const { kernel, pipeline, group } of program) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(1, group ?? options.dataGroup);
      pass.dispatchWorkgroups(kernel.workgroups[0], kernel.workgroups[1]);
    }
  }
}
