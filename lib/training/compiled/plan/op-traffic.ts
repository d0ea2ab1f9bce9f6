/** The memory that a call reads and writes. */
import type { Plan, PlanOp } from "./plan";
import { PER_ROW_SPACES, type Slot } from "./slot";

const FLOAT_BYTES = 4;

/** Fields of a call that name a slot which it writes. `saved`, `hidden` and `gates` are written forward and read backward. */
const WRITTEN = new Set([
  "y",
  "dx",
  "dKernel",
  "dRecurrentKernel",
  "dBias",
  "dGamma",
  "dBeta",
  "dTable",
  "dOutput",
  "partial",
  "work",
]);
const WRITTEN_FORWARD = new Set(["saved", "hidden", "gates"]);

/** A slot that a call names, and the field that names it. */
export interface SlotUse {
  readonly field: string;
  readonly slot: Slot;
  readonly access: "read" | "write";
}

/** Every slot of a call. The output of a gradient call's producer (`y`, `throughY`) is read. */
export function slotUses(op: PlanOp): readonly SlotUse[] {
  const backward = "dy" in op;
  return Object.entries(op).flatMap(([field, value]: readonly [string, unknown]): SlotUse[] => {
    if (!isSlot(value)) return [];
    const writes = backward ? WRITTEN.has(field) && field !== "y" : WRITTEN.has(field) || WRITTEN_FORWARD.has(field);
    return [{ field, slot: value, access: writes ? "write" : "read" }];
  });
}

/** Bytes for a full batch, each array once; a target that is added to is read as well. The update sees every flat buffer. */
export function opTraffic(op: PlanOp, plan: Plan): { readonly reads: number; readonly writes: number } {
  if (op.kind === "update") {
    const state = plan.optimizerSlots * op.length;
    return { reads: FLOAT_BYTES * (2 * op.length + state), writes: FLOAT_BYTES * (op.length + state) };
  }
  const places = { read: new Map<string, number>(), write: new Map<string, number>() };
  for (const { field, slot, access } of slotUses(op)) {
    const bytes = FLOAT_BYTES * slot.width * (PER_ROW_SPACES.includes(slot.space) ? plan.batchSize : 1);
    const place = `${slot.space}:${slot.offset}`;
    places[access].set(place, bytes);
    if (field === "dx" && "accumulate" in op && op.accumulate) places.read.set(place, bytes);
  }
  return { reads: total(places.read), writes: total(places.write) };
}

function total(places: ReadonlyMap<string, number>): number {
  return [...places.values()].reduce((sum, bytes) => sum + bytes, 0);
}

function isSlot(value: unknown): value is Slot {
  return typeof value === "object" && value !== null && "space" in value && "offset" in value;
}
