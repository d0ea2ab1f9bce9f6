/** A kernel module on a memory, in this thread. */

export interface KernelExports {
  /** Runs this thread's part of the burst described at `block`; 0, or 1 when another thread never came to a barrier. */
  readonly run: (block: number, thread: number) => number;
}

export async function instantiateKernel(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as KernelExports;
}
