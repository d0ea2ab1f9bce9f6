/**
 * Wasserstein distance on a scale of 0 to 1: each side first loses what lies outside its own quantiles `margin` and 1 − `margin`, so that no
 * outlier sets the scale; then both are measured in units of their common range.
 * Source: Deepchecks' earth mover's distance (margin 0.025). Cost: O(N log N).
 * Preconditions, else a named result: one finite value a side, not all values equal, margin in [0, 0.5).
 */
import { concatenated } from "../../../statistics/concatenated";
import { degenerate, measured, type Measured } from "../../../statistics/measured";
import { extent } from "../../../statistics/histogram";
import { quantileOfSorted, sortedValues } from "../../../statistics/quantile";
import { unusableSamples } from "../samples";
import { wasserstein } from "../wasserstein";

const DEFAULT_MARGIN = 0.025;

/** The distance in units of the range that both samples share after trimming. */
export function scaledWasserstein(
  reference: Float64Array,
  current: Float64Array,
  margin = DEFAULT_MARGIN,
): Measured<{ readonly distance: number }> {
  const refused = unusableSamples([reference, current], 1);
  if (refused) return refused;
  if (!(margin >= 0 && margin < 0.5)) return degenerate("out-of-range");
  const [r, c] = [trimmed(reference, margin), trimmed(current, margin)];
  const [low, high] = extent(concatenated(r, c));
  if (low === high) return degenerate("constant");
  return measured({ distance: wasserstein(r, c) / (high - low) });
}

function trimmed(sample: Float64Array, margin: number): Float64Array {
  const sorted = sortedValues(sample);
  const [low, high] = [quantileOfSorted(sorted, margin), quantileOfSorted(sorted, 1 - margin)];
  const inside = sorted.filter((value) => value >= low && value <= high);
  return inside.length > 0 ? inside : sorted;
}
