/** Rows that stay on the device, with the order in which the training takes them. */
import { AppError } from "../../../errors";
import type { DeviceRows, HostRows } from "../device-plan";
import type { Plan } from "../plan/plan";
import type { BufferPool } from "./buffers";
import { doesNotFit } from "./buffers";
import type { DataRegion } from "./shaders/gather";

export interface GpuRows extends DeviceRows {
  setOrder(order: Uint32Array): void;
  /** Bind group of the kernel that gathers a batch. */
  group(): GPUBindGroup;
  /** Rejects with `training.does-not-fit` when the device had no room for the rows. */
  requireRoom(): Promise<void>;
}

/** Uploads rows. `training.does-not-fit` when a buffer is larger than the device allows. */
export function uploadRows(
  gpu: GPUDevice,
  pool: BufferPool,
  input: {
    readonly rows: HostRows;
    readonly plan: Plan;
    readonly bind: (bufferOf: (region: DataRegion) => GPUBuffer) => GPUBindGroup;
  },
): GpuRows {
  const { rows, plan } = input;
  const weights = plan.hasSampleWeights ? (rows.sampleWeights ?? new Float32Array(rows.rows).fill(1)) : null;
  const fill = (values: Float32Array | Uint32Array) => {
    const buffer = pool.create(values.length);
    gpu.queue.writeBuffer(buffer, 0, values.buffer, values.byteOffset, values.byteLength);
    return buffer;
  };
  gpu.pushErrorScope("out-of-memory");
  const buffers = new Map<DataRegion, GPUBuffer>([
    ["dataFeatures", fill(rows.features)],
    ["dataTargets", fill(rows.targets)],
    ["dataOrder", pool.create(1)],
  ]);
  if (weights) buffers.set("dataWeights", fill(weights));
  const bufferOf = (region: DataRegion) => {
    const buffer = buffers.get(region);
    if (!buffer) throw new AppError("unexpected", { details: { region } });
    return buffer;
  };
  const failure = gpu.popErrorScope().catch(() => null);
  let group = input.bind(bufferOf);
  return {
    rows: rows.rows,
    group: () => group,
    async requireRoom() {
      if (await failure) throw doesNotFit(gpu, rows.features.byteLength);
    },
    setOrder(order) {
      const old = bufferOf("dataOrder");
      if (old.size < order.byteLength) {
        pool.destroy(old);
        buffers.set("dataOrder", pool.create(order.length));
        group = input.bind(bufferOf);
      }
      gpu.queue.writeBuffer(bufferOf("dataOrder"), 0, order.buffer, order.byteOffset, order.byteLength);
    },
    release() {
      buffers.forEach((buffer) => pool.destroy(buffer));
      buffers.clear();
    },
  };
}
