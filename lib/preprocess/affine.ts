/** Scaling as one affine map, output = (value − offset) × factor, whatever number of steps it came from. */
import type { NumericDraft } from "./draft";

/**
 * Makes the draft centre on `centre` and divide by `spread`, both in units of the raw value. Because every scaling step maps
 * its own statistics to fixed numbers, the last step alone decides the map: standardising x or a + b·x gives the same
 * (for b > 0). A null or zero spread (a constant column) divides by 1: an infinite factor would turn rounding into NaN.
 */
export function rescale(draft: NumericDraft, centre: number, spread: number | null): void {
  const factor = spread === null || spread === 0 ? 1 : 1 / spread;
  draft.offset = centre;
  draft.factor = Number.isFinite(factor) ? factor : 1;
}
