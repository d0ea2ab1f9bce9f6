/** A GPU device that may go away: what waits on it fails with a typed error, and waiting is quick in every browser. */
import { AppError } from "../../../errors";

/** GPUMapMode.READ */
const MAP_READ = 1;
const NUDGE_INTERVAL_MS = 1;

export interface DeviceLink {
  readonly gpu: GPUDevice;
  /** In words, for people. */
  readonly name: string;
  /** The work's result; `training.device-lost` when the device goes away before or meanwhile. */
  wait<T>(work: () => Promise<T>): Promise<T>;
  /** The content of a mapped-for-reading buffer, copied out. */
  readMapped(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer>;
  isLost(): boolean;
}

export function linkDevice(gpu: GPUDevice, name: string): DeviceLink {
  let lost = false;
  const loss = gpu.lost.then(() => {
    lost = true;
  });
  const failure = () => new AppError("training.device-lost", { details: { device: name } });
  const wait: DeviceLink["wait"] = async (work) => {
    if (lost) throw failure();
    try {
      return await Promise.race([
        work(),
        loss.then(() => {
          throw failure();
        }),
      ]);
    } catch (error) {
      if (error instanceof AppError) throw error;
      // A lost device rejects what waits on it, sometimes before `lost` resolves.
      await settle();
      if (lost) throw failure();
      throw new AppError("unexpected", { cause: error });
    }
  };
  return {
    gpu,
    name,
    wait,
    isLost: () => lost,
    readMapped: (buffer, bytes) =>
      wait(async () => {
        await nudged(gpu, buffer.mapAsync(MAP_READ, 0, bytes));
        const copy = buffer.getMappedRange(0, bytes).slice(0);
        buffer.unmap();
        return copy;
      }),
  };
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Firefox looks at a map request only every 100 ms unless something is submitted (bugzilla 1870699): an empty submit now and then
 * makes it look. Others need none.
 */
async function nudged<T>(gpu: GPUDevice, work: Promise<T>): Promise<T> {
  if (!/firefox/i.test(navigator.userAgent)) return work;
  const timer = setInterval(() => gpu.queue.submit([]), NUDGE_INTERVAL_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
