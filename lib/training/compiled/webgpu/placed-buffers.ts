/** A plan's buffers on the device, by region. */
import type { NamedTensor } from "../../layer-graph";
import { AppError } from "../../../errors";
import type { Plan } from "../plan/plan";
import type { Slot } from "../plan/slot";
import type { BufferPool } from "./buffers";
import { byteSize, createBufferPool, doesNotFit, requireFits } from "./buffers";
import type { DeviceLink } from "./device-link";
import { TOTALS_FLOATS } from "./shaders/loss";
import type { Place, Regions } from "./regions";
import { STEP_STRIDE_BYTES, STEPS_PER_SUBMIT } from "./step-table";

const BYTES = 4;
/** GPUBufferUsage: UNIFORM | COPY_DST, MAP_READ | COPY_DST. */
const UNIFORM_USAGE = 0x40 | 0x08;
const STAGING_USAGE = 0x01 | 0x08;

export interface PlacedBuffers {
  readonly pool: BufferPool;
  readonly stepTable: GPUBuffer;
  /** Where the totals are read. */
  readonly staging: GPUBuffer;
  readonly region: (name: string) => GPUBuffer;
  write(at: Slot | Place, values: Float32Array): void;
  /** Floats from places on the device, all in one transfer. */
  read(ranges: readonly FloatRange[]): Promise<readonly Float32Array[]>;
}

export interface FloatRange {
  readonly at: Slot | Place;
  readonly floats: number;
}

/** Creates the buffers. `training.does-not-fit` before anything is allocated, or when the device has no room after all. */
export async function placeBuffers(
  link: DeviceLink,
  input: { readonly regions: Regions; readonly workspace: number },
): Promise<PlacedBuffers> {
  const { gpu } = link;
  const wanted = [
    ...input.regions.list,
    { name: "workspace", floats: input.workspace },
    { name: "totals", floats: TOTALS_FLOATS },
  ];
  const sizes = wanted.map(({ floats }) => byteSize(floats));
  const needed = sizes.reduce((sum, size) => sum + size, 0);
  requireFits(gpu, sizes, needed);
  const pool = createBufferPool(gpu);
  gpu.pushErrorScope("out-of-memory");
  const regions = new Map(wanted.map(({ name, floats }) => [name, pool.create(floats)]));
  const stepTable = pool.create((STEPS_PER_SUBMIT * STEP_STRIDE_BYTES) / BYTES, UNIFORM_USAGE);
  const staging = pool.create(TOTALS_FLOATS, STAGING_USAGE);
  const failure = await link.wait(() => gpu.popErrorScope());
  if (failure) {
    pool.destroyAll();
    throw doesNotFit(gpu, needed);
  }
  const region = (name: string) => {
    const buffer = regions.get(name);
    if (!buffer) throw new AppError("unexpected", { details: { region: name } });
    return buffer;
  };
  const place = (at: Slot | Place) => ("region" in at ? at : input.regions.place(at));
  return {
    pool,
    stepTable,
    staging,
    region,
    write(at, values) {
      const { region: name, offset } = place(at);
      if (values.length === 0) return;
      gpu.queue.writeBuffer(region(name), offset * BYTES, values.buffer, values.byteOffset, values.byteLength);
    },
    read: (ranges) =>
      readRanges(link, pool, ranges.map(({ at, floats }) => ({ buffer: region(place(at).region), offset: place(at).offset, floats }))), // prettier-ignore
  };
}

interface BufferRange {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly floats: number;
}

async function readRanges(
  link: DeviceLink,
  pool: BufferPool,
  ranges: readonly BufferRange[],
): Promise<readonly Float32Array[]> {
  const total = ranges.reduce((sum, { floats }) => sum + floats, 0);
  if (total === 0) return ranges.map(() => new Float32Array(0));
  const staging = pool.create(total, STAGING_USAGE);
  const encoder = link.gpu.createCommandEncoder();
  let start = 0;
  for (const { buffer, offset, floats } of ranges) {
    if (floats > 0) encoder.copyBufferToBuffer(buffer, offset * BYTES, staging, start * BYTES, floats * BYTES);
    start += floats;
  }
  link.gpu.queue.submit([encoder.finish()]);
  try {
    const values = new Float32Array(await link.readMapped(staging, total * BYTES));
    let from = 0;
    return ranges.map(({ floats }) => values.slice(from, (from += floats)));
  } finally {
    pool.destroy(staging);
  }
}

/** Tensors by name from one flat read of their spaces. */
export async function readTensors(
  buffers: PlacedBuffers,
  tensors: Plan["tensors"],
  slotOf: (slot: Slot) => Slot = (slot) => slot,
): Promise<readonly NamedTensor[]> {
  const values = await buffers.read(tensors.map(({ slot }) => ({ at: slotOf(slot), floats: slot.width })));
  return tensors.map(({ name, shape }, index) => ({ name, shape, values: values[index] ?? new Float32Array(0) }));
}
