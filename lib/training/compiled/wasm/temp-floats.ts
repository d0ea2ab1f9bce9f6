/** How much room of its own a call needs while it runs, in floats: what the kernels find at `tempBase`. */
import type { PlanOp } from "../plan/plan";
import {
  convolutionInputGradientRoom,
  convolutionRoom,
  convolutionWeightGradientRoom,
  denseInputGradientRoom,
  productRoom,
} from "./matrix-room";

/** Floats that one call of `op` needs on the thread that runs it; the largest of all calls is set aside once per thread. */
export function tempFloats(op: PlanOp): number {
  switch (op.kind) {
    case "dense":
      return productRoom(op.inputs, op.units);
    case "denseWeightGradient":
      return productRoom(Infinity, op.units);
    case "denseInputGradient":
      return denseInputGradientRoom({
        ...op,
        aside: op.accumulate && op.throughY !== null && op.throughActivation !== "linear",
      });
    case "conv2d":
      return convolutionRoom(op.window, op.filters);
    case "conv2dWeightGradient":
      return convolutionWeightGradientRoom(op.window, op.filters);
    case "conv2dInputGradient":
      return convolutionInputGradientRoom(op.window, op.filters);
    // Three numbers per channel, and a mean of zeros.
    case "batchNormGradient":
      return 4 * op.channels;
    // One kernel's transpose at a time.
    case "lstmGradient":
      return 4 * op.units * Math.max(op.units, op.features);
    case "gruGradient":
      return 3 * op.units * Math.max(op.units, op.features);
    default:
      return 0;
  }
}
