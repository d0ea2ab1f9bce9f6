/** Weights, state and gradients between a placed plan's memory and arrays of the caller. */
import { AppError } from "../../../errors";
import type { NamedTensor } from "../../layer-graph";
import type { DeviceState } from "../device-plan";
import type { PlanTensor } from "../plan/plan";
import type { Slot, Space } from "../plan/slot";
import { slotAddress } from "./memory-layout";
import type { PlacedPlan } from "./placed-plan";

/** A view of a slot (of shard 0's copy): `rows` rows of it in a per-row space. It is void after the memory grows. */
export function slotView(placed: PlacedPlan, slot: Slot, rows = 1): Float32Array {
  const start = slotAddress(placed.layout, slot, 0) / 4;
  return placed.memory.floats().subarray(start, start + rows * slot.width);
}

export function readTensors(placed: PlacedPlan): readonly NamedTensor[] {
  return placed.plan.tensors.map((tensor) => named(tensor, slotView(placed, tensor.slot)));
}

/** Gradients of the trained weights: penalties included, before any clipping. */
export function readGradients(placed: PlacedPlan): readonly NamedTensor[] {
  return placed.plan.tensors
    .filter((tensor) => tensor.slot.space === "parameters")
    .map((tensor) => named(tensor, slotView(placed, { ...tensor.slot, space: "gradients" })));
}

/** Writes the tensors that are given; `training.model-invalid` for a name or size that the plan does not have. */
export function writeTensors(placed: PlacedPlan, tensors: readonly NamedTensor[]): void {
  const slots = new Map(placed.plan.tensors.map((tensor) => [tensor.name, tensor.slot]));
  for (const { name, values } of tensors) {
    const slot = slots.get(name);
    if (slot?.width !== values.length) throw new AppError("training.model-invalid", { details: { layer: name } });
    slotView(placed, slot).set(values);
  }
}

export function readState(placed: PlacedPlan): DeviceState {
  return {
    parameters: spaceView(placed, "parameters").slice(),
    optimizer: spaceView(placed, "state").slice(),
    statistics: spaceView(placed, "statistics").slice(),
  };
}

export function writeState(placed: PlacedPlan, state: DeviceState): void {
  spaceView(placed, "parameters").set(state.parameters);
  spaceView(placed, "state").set(state.optimizer);
  spaceView(placed, "statistics").set(state.statistics);
}

function spaceView(placed: PlacedPlan, space: Space): Float32Array {
  return slotView(placed, { space, offset: 0, width: placed.plan.sizes[space] });
}

function named(tensor: PlanTensor, view: Float32Array): NamedTensor {
  return { name: tensor.name, shape: tensor.shape, values: view.slice() };
}
