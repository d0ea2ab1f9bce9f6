/** What a workload costs by arithmetic and by memory, from its plan. */
import { WORKLOADS } from "../../../lib/training/compiled/testing/cases/workloads";
import { memoryYardstick } from "../../../lib/training/compiled/plan/plan-memory";
import { benchPlan } from "./workload";

/** Floating-point operations of a step, and the bytes that any engine needs: weights, gradients, state, activations, data. */
export function describeWorkload(name: string): { readonly flopsPerStep: number; readonly neededBytes: number } {
  const workload = WORKLOADS.find((candidate) => candidate.name === name);
  if (!workload) throw new Error(`there is no workload ${name}`);
  const plan = benchPlan(workload);
  return { flopsPerStep: plan.flopsPerStep, neededBytes: memoryYardstick(plan, { trainRows: workload.rows }) };
}
