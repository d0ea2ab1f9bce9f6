/** Datasets and the order of training, after a plan's own memory. They come and go; the memory grows when no gap is large enough. */
import { AppError } from "../../../errors";
import type { DeviceRows, HostRows } from "../device-plan";
import { createFreeList, type FreeList } from "./free-list";
import { align } from "./memory-layout";
import type { DataAddresses, PlacedPlan } from "./placed-plan";

export interface Allocation {
  readonly address: number;
  readonly bytes: number;
}

export interface DataArena {
  allocate(bytes: number): Allocation;
  free(allocation: Allocation): void;
  upload(rows: HostRows): DeviceRows;
  /** Where a dataset lies; an error when it was released or belongs to another plan. */
  addressesOf(data: DeviceRows): DataAddresses;
}

/** The memory after the plan's own. */
export function dataArena(placed: PlacedPlan): DataArena {
  const list = createFreeList(placed.encoded.end);
  const known = new Map<DeviceRows, DataAddresses>();
  const allocate = (bytes: number) => allocateIn(placed, list, bytes);
  const free = (allocation: Allocation) => list.give(allocation.address, allocation.bytes);
  return {
    allocate,
    free,
    upload(rows) {
      const weights = placed.plan.hasSampleWeights ? (rows.sampleWeights ?? ones(rows.rows)) : null;
      const arrays = [rows.features, rows.targets, ...(weights ? [weights] : [])];
      const allocation = allocate(arrays.reduce((sum, values) => sum + align(values.byteLength), 0));
      const addresses = writeArrays(placed, allocation.address, arrays);
      const data: DeviceRows = {
        rows: rows.rows,
        release: () => {
          if (known.delete(data)) free(allocation);
        },
      };
      known.set(data, {
        order: 0,
        features: addresses[0] ?? 0,
        targets: addresses[1] ?? 0,
        sampleWeights: addresses[2] ?? 0,
      });
      return data;
    },
    addressesOf(data) {
      const addresses = known.get(data);
      if (!addresses) throw new AppError("unexpected");
      return addresses;
    },
  };
}

function allocateIn(placed: PlacedPlan, list: FreeList, wanted: number): Allocation {
  const bytes = Math.max(align(wanted), align(1));
  placed.memory.reserve(list.endAfter(bytes));
  return { address: list.take(bytes), bytes };
}

function writeArrays(placed: PlacedPlan, start: number, arrays: readonly Float32Array[]): readonly number[] {
  let next = start;
  return arrays.map((values) => {
    const address = next;
    placed.memory.floats().set(values, address / 4);
    next += align(values.byteLength);
    return address;
  });
}

function ones(length: number): Float32Array {
  return new Float32Array(length).fill(1);
}
