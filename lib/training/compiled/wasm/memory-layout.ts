/**
 * Where everything of a plan lies in the one linear memory: the burst block, results and step table, the spaces with their copies per
 * shard, each thread's own room, then tables and programs. Datasets come after.
 */
import type { Plan, PlanOp } from "../plan/plan";
import { SPACES, type Slot, type Space } from "../plan/slot";
import { BURST_BLOCK_BYTES, HEAP_START, RESULT_BYTES, STEP_TABLE_BYTES } from "./burst-block";
import { tempFloats } from "./temp-floats";

/** Cache lines: threads do not write to each other's. */
export const ALIGNMENT = 64;

/** Spaces of which every shard has its own copy. */
const COPIED: readonly Space[] = ["gradients", "scratch"];

export interface MemoryLayout {
  readonly block: number;
  readonly results: number;
  readonly steps: number;
  /** Byte address of each space (of shard 0's copy). */
  readonly spaces: Readonly<Record<Space, number>>;
  /** Bytes from one shard's copy to the next. */
  readonly gradientStride: number;
  readonly scratchStride: number;
  readonly temp: number;
  readonly tempStride: number;
  /** First byte after all this: tables and programs. */
  readonly end: number;
}

export function layOutMemory(plan: Plan, threads: number): MemoryLayout {
  let next = HEAP_START;
  const reserve = (bytes: number): number => {
    const address = next;
    next += align(bytes);
    return address;
  };
  const block = reserve(BURST_BLOCK_BYTES);
  const results = reserve(plan.shards * RESULT_BYTES);
  const steps = reserve(STEP_TABLE_BYTES);
  const spaces = Object.fromEntries(
    SPACES.map((space) => {
      const copies = COPIED.includes(space) ? plan.shards : 1;
      return [space, reserve(copies * spaceBytes(plan, space))];
    }),
  ) as Record<Space, number>;
  const tempStride = align(4 * Math.max(0, ...planOps(plan).map(tempFloats)));
  const temp = reserve(threads * tempStride);
  return {
    block,
    results,
    steps,
    spaces,
    gradientStride: spaceBytes(plan, "gradients"),
    scratchStride: spaceBytes(plan, "scratch"),
    temp,
    tempStride,
    end: next,
  };
}

/** Byte address of a slot's first row, in the shard's copy where there are copies. */
export function slotAddress(layout: MemoryLayout, slot: Slot, shard: number): number {
  const copy =
    slot.space === "gradients"
      ? shard * layout.gradientStride
      : slot.space === "scratch"
        ? shard * layout.scratchStride
        : 0;
  return layout.spaces[slot.space] + copy + 4 * slot.offset;
}

export function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function spaceBytes(plan: Plan, space: Space): number {
  return align(4 * plan.sizes[space]);
}

function planOps(plan: Plan): readonly PlanOp[] {
  return [...plan.forward, plan.loss, ...plan.backward, plan.update];
}
