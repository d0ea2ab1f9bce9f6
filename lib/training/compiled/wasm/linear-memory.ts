/** A wasm memory that is exactly as large as what lies in it, and the views on it. */
import { AppError } from "../../../errors";

const PAGE_BYTES = 65_536;
const MEGABYTE = 1_048_576;
/** What 32-bit addresses reach. */
export const MOST_BYTES = 65_535 * PAGE_BYTES;

export interface LinearMemory {
  readonly memory: WebAssembly.Memory;
  /** Makes the memory reach `bytes`; `training.does-not-fit` before anything is allocated. */
  reserve(bytes: number): void;
  bytes(): number;
  floats(): Float32Array;
  words(): Uint32Array;
  buffer(): ArrayBufferLike;
}

export interface MemoryOptions {
  readonly bytes: number;
  readonly limitBytes: number;
  /** Threads can use it. A shared memory's largest size is fixed when it is made. */
  readonly shared: boolean;
}

/** A memory of `bytes`, zeros. Errors: `training.does-not-fit` when it is above the limit or the runtime refuses it. */
export function createLinearMemory(options: MemoryOptions): LinearMemory {
  const limitBytes = Math.min(options.limitBytes, MOST_BYTES);
  requireFit(options.bytes, limitBytes);
  const memory = allocate(options, limitBytes);
  let buffer: ArrayBufferLike = memory.buffer;
  let floats = new Float32Array(buffer);
  let words = new Uint32Array(buffer);
  const refresh = (): void => {
    if (memory.buffer === buffer) return;
    buffer = memory.buffer;
    floats = new Float32Array(buffer);
    words = new Uint32Array(buffer);
  };
  return {
    memory,
    reserve(bytes) {
      const missing = pages(bytes) - pages(buffer.byteLength);
      if (missing <= 0) return;
      requireFit(bytes, limitBytes);
      orDoesNotFit({ bytes, limitBytes }, () => memory.grow(missing));
      refresh();
    },
    bytes: () => buffer.byteLength,
    floats: () => floats,
    words: () => words,
    buffer: () => buffer,
  };
}

function allocate(options: MemoryOptions, limitBytes: number): WebAssembly.Memory {
  const initial = pages(options.bytes);
  const sizes = { bytes: options.bytes, limitBytes };
  if (!options.shared) return orDoesNotFit(sizes, () => new WebAssembly.Memory({ initial }));
  return orDoesNotFit(sizes, () => allocateShared(initial, pages(limitBytes)));
}

/** A runtime that will not set aside addresses for the largest size may do so for a smaller one. */
function allocateShared(initial: number, most: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial, maximum: most, shared: true });
  } catch (error) {
    const less = most >> 1;
    if (less < initial) throw error;
    return allocateShared(initial, less);
  }
}

function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES);
}

function requireFit(bytes: number, limitBytes: number): void {
  if (bytes > limitBytes) throw doesNotFit({ bytes, limitBytes });
}

/** The runtime's own refusal is a RangeError. */
function orDoesNotFit<T>(sizes: { readonly bytes: number; readonly limitBytes: number }, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw doesNotFit(sizes, cause);
  }
}

function doesNotFit(sizes: { readonly bytes: number; readonly limitBytes: number }, cause?: unknown): AppError {
  const details = { neededMb: megabytes(sizes.bytes), limitMb: megabytes(sizes.limitBytes) };
  return new AppError("training.does-not-fit", { details, ...(cause === undefined ? {} : { cause }) });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / MEGABYTE);
}
