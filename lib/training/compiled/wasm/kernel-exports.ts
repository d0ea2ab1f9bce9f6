/** A kernel module on a memory, in this thread. */

export interface KernelExports {
  /** Runs this thread's part of the burst described at `block`; 0, or 1 when another thread never came to a barrier. */
  readonly run: (block: number, thread: number) => number;
  /** Rows of a full tile of the matrix kernels; any number gives the same bits. */
  readonly setTileRows: (rows: number) => void;
  /** A chunk of raw columns to features; `words` as `feature-words.ts` writes them. */
  readonly features: (words: number, rowCount: number) => void;
}

/** (module (memory i64 1)): compilers that know it also keep the order of a loop's loads, see `kernels/tile.ts`. */
const NEWER_COMPILER_PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x05, 0x03, 0x01, 0x04, 0x01],
);

export async function instantiateKernel(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const kernel = instance.exports as unknown as KernelExports;
  kernel.setTileRows(WebAssembly.validate(NEWER_COMPILER_PROBE) ? 6 : 4);
  return kernel;
}
