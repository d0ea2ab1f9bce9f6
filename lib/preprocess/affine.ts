/** Scaling as one affine map, output = (value − offset) × factor, whatever number of steps it came from. */
import type { NumericDraft } from "./draft";

/** A spread below this counts as none: float32, in which devices compute, could not hold its inverse. */
const MIN_SPREAD = 1e-30;

/**
 * Makes the draft centre on `centre` and divide by `spread`, both in units of the raw value. Because every scaling step maps
 * its own statistics to fixed numbers, the last step alone decides the map: standardising x or a + b·x gives the same
 * (for b > 0). A null or vanishing spread (a constant column) divides by 1: an infinite factor would turn rounding into NaN.
 */
export function rescale(draft: NumericDraft, centre: number, spread: number | null): void {
  draft.offset = centre;
  draft.factor = spread === null || spread < MIN_SPREAD ? 1 : 1 / spread;
}
