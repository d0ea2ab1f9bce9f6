/** Standardise: z = (x − mean) / standard deviation, both of the training rows, the deviation over n (not n − 1). */
import { rescale } from "../affine";
import { seenNumbers, type NumericDraft } from "../draft";

/** Folds z = (x − mean) / std into the draft. A constant column keeps its unit (divisor 1), so it gives 0 everywhere. */
export function fitStandardise(draft: NumericDraft, rows: Uint32Array): void {
  const seen = seenNumbers(draft, rows);
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length;
  const constant = seen.every((value) => value === seen[0]);
  rescale(draft, constant ? seen[0]! : mean, constant ? null : Math.sqrt(variance));
}
