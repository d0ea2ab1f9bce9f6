/** GPU buffers by name, and how many bytes they are. */
import { AppError } from "../../../errors";

const BYTES = 4;
const MEGABYTE = 2 ** 20;
/** Bindings are a multiple of four floats, so that every buffer can be read in groups of four. */
const FLOATS_PER_GROUP = 4;

export interface BufferPool {
  /** A storage buffer of at least `floats` floats, all zero. `training.does-not-fit` beyond the device's limits. */
  create(floats: number, usage?: GPUBufferUsageFlags): GPUBuffer;
  destroy(buffer: GPUBuffer): void;
  /** Sum of the sizes of all buffers that live. */
  bytes(): number;
  destroyAll(): void;
}

/** STORAGE | COPY_SRC | COPY_DST: plain numbers, so that this file loads where there is no WebGPU. */
const STORAGE_USAGE = 0x80 | 0x04 | 0x08;

export function createBufferPool(device: GPUDevice): BufferPool {
  const live = new Set<GPUBuffer>();
  return {
    create(floats, usage = STORAGE_USAGE) {
      const size = byteSize(floats);
      requireFits(device, [size], size);
      const buffer = device.createBuffer({ size, usage });
      live.add(buffer);
      return buffer;
    },
    destroy(buffer) {
      if (live.delete(buffer)) buffer.destroy();
    },
    bytes: () => [...live].reduce((sum, { size }) => sum + size, 0),
    destroyAll() {
      live.forEach((buffer) => buffer.destroy());
      live.clear();
    },
  };
}

/** Bytes of a buffer for that many floats. */
export function byteSize(floats: number): number {
  return Math.max(1, Math.ceil(floats / FLOATS_PER_GROUP)) * FLOATS_PER_GROUP * BYTES;
}

/** Throws `training.does-not-fit` when one of the buffers is larger than the device binds. */
export function requireFits(device: GPUDevice, sizes: readonly number[], needed: number): void {
  if (Math.max(...sizes) > bufferLimit(device)) throw doesNotFit(device, needed);
}

/** `needed` bytes are more than the device has. */
export function doesNotFit(device: GPUDevice, needed: number): AppError {
  const details = { neededMb: Math.ceil(needed / MEGABYTE), limitMb: Math.floor(bufferLimit(device) / MEGABYTE) };
  return new AppError("training.does-not-fit", { details });
}

function bufferLimit({ limits }: GPUDevice): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}
