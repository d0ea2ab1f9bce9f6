/** Which build of the kernels this runtime can run, and where it comes from. */

export type KernelFile = "ciclo-plain" | "ciclo-relaxed" | "ciclo-plain-shared" | "ciclo-relaxed-shared";

/** Gets a file of `public/wasm/`: by fetch in a worker, from the disk in Node. */
export type LoadKernel = (file: KernelFile) => Promise<WebAssembly.Module | BufferSource>;

/** `plain` rounds alike on every machine (reproducible mode); `auto` is relaxed SIMD where the runtime has it. */
export type KernelVariant = "auto" | "plain";

/** (module (func (param v128 v128 v128) (result v128) local.get 0 local.get 1 local.get 2 f32x4.relaxed_madd)) */
const RELAXED_PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x85, 0x02, 0x0b],
);

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

/** Whether threads can share a memory here: a page must be cross-origin isolated. */
export function canShareMemory(): boolean {
  const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
  if (crossOriginIsolated === false || typeof SharedArrayBuffer === "undefined") return false;
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}

/** Compiles the build for a variant, with or without shared memory. */
export async function compileKernel(
  loadKernel: LoadKernel,
  options: { readonly relaxed: boolean; readonly shared: boolean },
): Promise<WebAssembly.Module> {
  const file: KernelFile = `ciclo-${options.relaxed ? "relaxed" : "plain"}${options.shared ? "-shared" : ""}`;
  const source = await loadKernel(file);
  return source instanceof WebAssembly.Module ? source : WebAssembly.compile(source);
}
