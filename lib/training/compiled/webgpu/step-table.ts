/** The numbers of the steps of a burst, one row for each, read by the kernels through a dynamic offset. */
import type { PlannedStep } from "../device-plan";

/** What a uniform binding's dynamic offset must be a multiple of, on every device. */
export const STEP_STRIDE_BYTES = 256;
/** Steps that are recorded into one command buffer. */
export const STEPS_PER_SUBMIT = 64;

/** A step without an optimiser: an evaluated or predicted batch. */
export function plainStep(start: number, rows: number): PlannedStep {
  return { start, rows, step: 0, learningRate: 0, correction1: 1, correction2: 1 };
}

/** The table as bytes; fields as in `Step` (see `kernel.ts`). `ordered`: rows are taken through the order of the training. */
export function stepTable(
  steps: readonly PlannedStep[],
  options: { readonly seed: number; readonly ordered: boolean },
): ArrayBuffer {
  const bytes = new ArrayBuffer(steps.length * STEP_STRIDE_BYTES);
  steps.forEach((step, index) => {
    const row = new DataView(bytes, index * STEP_STRIDE_BYTES);
    [step.start, step.rows, options.seed, step.step].forEach((value, k) => row.setUint32(4 * k, value, true));
    [step.learningRate, step.correction1, step.correction2].forEach((value, k) =>
      row.setFloat32(16 + 4 * k, value, true),
    );
    row.setUint32(28, options.ordered ? 1 : 0, true);
  });
  return bytes;
}
