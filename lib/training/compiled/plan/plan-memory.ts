/** Bytes that a plan needs on a device, and the least that any implementation would. */
import type { Plan } from "./plan";

const FLOAT_BYTES = 4;

/** Numbers of a resident row: features, targets, perhaps its weight; and its place in the order of training. */
function residentFloats(plan: Plan): number {
  return plan.inputWidth + plan.targetWidth + (plan.hasSampleWeights ? 1 : 0);
}

/**
 * Bytes of all spaces with the training data and its order of rows. `copies` are those of `gradients` and `scratch`: one per shard
 * on the CPU, one on a GPU.
 */
export function planMemory(plan: Plan, options: { readonly trainRows: number; readonly copies: number }): number {
  const { gradients, scratch, ...others } = plan.sizes;
  const once = Object.values(others).reduce((sum, floats) => sum + floats, 0);
  const dataset = options.trainRows * (residentFloats(plan) + 1);
  return FLOAT_BYTES * (once + options.copies * (gradients + scratch) + dataset);
}

/**
 * The yardstick for memory: parameters, gradients, optimiser state, activations and their gradients for one batch, and the data set;
 * each once, without room for shards, gathered batches or order.
 */
export function memoryYardstick(plan: Plan, options: { readonly trainRows: number }): number {
  const { parameters, gradients, state, statistics, activations, deltas } = plan.sizes;
  const step = parameters + gradients + state + statistics + activations + deltas;
  return FLOAT_BYTES * (step + options.trainRows * residentFloats(plan));
}
