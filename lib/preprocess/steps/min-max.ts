/** Min-max: y = (x − min) / (max − min), both of the training rows: 0 to 1 on them, outside of it for later extremes. */
import { rescale } from "../affine";
import { seenNumbers, type NumericDraft } from "../draft";

/** Folds y = (x − min) / (max − min) into the draft. A constant column keeps its unit (divisor 1), so it gives 0 everywhere. */
export function fitMinMax(draft: NumericDraft, rows: Uint32Array): void {
  let min = Infinity;
  let max = -Infinity;
  for (const value of seenNumbers(draft, rows)) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  rescale(draft, min, max > min ? max - min : null);
}
