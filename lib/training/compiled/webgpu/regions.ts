/**
 * How a plan's spaces become GPU buffers. Parameters, gradients, optimiser state and statistics are one buffer each; in the other
 * spaces slots that overlap share a buffer and all others have their own. So a kernel binds what it reads as read-only (WebGPU
 * forbids one buffer as both), and every buffer begins where its slot does, which keeps four-float loads aligned.
 */
import type { Plan } from "../plan/plan";
import type { Slot, Space } from "../plan/slot";
import { PER_ROW_SPACES } from "../plan/slot";

export interface Region {
  readonly name: string;
  readonly floats: number;
}

/** Where something lies: floats from the start of a region. */
export interface Place {
  readonly region: string;
  readonly offset: number;
}

export interface Regions {
  readonly list: readonly Region[];
  place(slot: Slot): Place;
}

const WHOLE: readonly Space[] = ["parameters", "gradients", "state", "statistics"];

interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The buffers of a plan, in a fixed order. */
export function regionsOf(plan: Plan): Regions {
  const slots = slotsOf(plan);
  const pieces = new Map<Space, readonly Interval[]>();
  for (const space of new Set(slots.map((slot) => slot.space))) {
    if (WHOLE.includes(space)) continue;
    pieces.set(space, joined(slots.filter((slot) => slot.space === space).map((slot) => extent(slot, plan.batchSize))));
  }
  const whole = WHOLE.map((space) => ({ name: space, floats: plan.sizes[space] }));
  const parts = [...pieces].flatMap(([space, intervals]) =>
    intervals.map(({ start, end }, index) => ({ name: `${space}${index}`, floats: end - start })),
  );
  return { list: [...whole, ...parts], place: (slot) => placeOf(slot, pieces) };
}

function placeOf(slot: Slot, pieces: ReadonlyMap<Space, readonly Interval[]>): Place {
  const intervals = pieces.get(slot.space);
  if (!intervals) return { region: slot.space, offset: slot.offset };
  const index = intervals.findIndex(({ start, end }) => slot.offset >= start && slot.offset < end);
  return { region: `${slot.space}${index}`, offset: slot.offset - (intervals[index]?.start ?? 0) };
}

function extent(slot: Slot, batchSize: number): Interval {
  const rows = PER_ROW_SPACES.includes(slot.space) ? batchSize : 1;
  return { start: slot.offset, end: slot.offset + Math.max(1, slot.width) * rows };
}

/** Overlapping intervals made one; those that only touch stay apart. */
function joined(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const next of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && next.start < last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, next.end) };
    else result.push(next);
  }
  return result;
}

/** Every slot that a plan names. */
function slotsOf(plan: Plan): readonly Slot[] {
  const named = [plan.features, plan.targets, plan.sampleWeights, plan.output, plan.inputGradient];
  const ops = [...plan.forward, plan.loss, ...plan.backward].flatMap((op) => Object.values(op) as readonly unknown[]);
  return [...named, ...plan.tensors.map(({ slot }) => slot), ...ops].filter(isSlot);
}

function isSlot(value: unknown): value is Slot {
  return typeof value === "object" && value !== null && "space" in value && "offset" in value;
}
