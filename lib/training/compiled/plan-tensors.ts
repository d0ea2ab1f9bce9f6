/** Named weights out of a device's flat state. */
import type { NamedTensor } from "../layer-graph";
import type { DeviceState } from "./device-plan";
import type { Plan } from "./plan/plan";

/** Copies of the plan's weights and statistics, in its order. */
export function stateTensors(plan: Plan, state: DeviceState): readonly NamedTensor[] {
  return plan.tensors.map(({ name, shape, slot }) => {
    const space = slot.space === "statistics" ? state.statistics : state.parameters;
    const length = shape.reduce((product, size) => product * size, 1);
    return { name, shape, values: space.slice(slot.offset, slot.offset + length) };
  });
}
