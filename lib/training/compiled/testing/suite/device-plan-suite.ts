/**
 * The contract of `PlanTarget` and `DevicePlan`: what every target must do, held against the oracle. A target's own test calls this
 * with a way to make one; passing is the definition of being a target.
 */
import { afterAll, beforeAll, describe } from "vitest";
import type { PlanTarget } from "../../device-plan";
import type { SuiteOptions } from "./suite-context";
import { describeLayers } from "./suite-layers";
import { describeObjectives } from "./suite-objectives";
import { describeStates } from "./suite-states";

/** Declares the tests for one target. */
export function describeDevicePlan(name: string, makeTarget: () => Promise<PlanTarget>, options: SuiteOptions): void {
  describe(name, () => {
    let made: PlanTarget | null = null;
    beforeAll(async () => {
      made = await makeTarget();
    });
    afterAll(() => made?.dispose());
    const context = { options, target: () => made! };
    describeStates(context);
    describeObjectives(context);
    describeLayers(context);
  });
}
