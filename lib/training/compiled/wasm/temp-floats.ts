/** How much room of its own a call needs while it runs, in floats: what the kernels find at `tempBase`. */
import type { PlanOp } from "../plan/plan";

/** Floats that one call of `op` needs on the thread that runs it; the largest of all calls is set aside once per thread. */
export function tempFloats(op: PlanOp): number {
  switch (op.kind) {
    default:
      return 0;
  }
}
