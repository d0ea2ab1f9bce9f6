/**
 * Energy distance D = √(2 E|X − Y| − E|X − X′| − E|Y − Y′|) = √(2 ∫ (F_ref(x) − F_cur(x))² dx), in the root of the values' unit.
 * Source: Székely (2002); `scipy.stats.energy_distance`; Evidently's `ed`. Cost: O(N log N).
 * Preconditions, else a named result: one finite value a side.
 */
import { measured, type Measured } from "../../../statistics/measured";
import { unusableSamples, visitPooled } from "../samples";

/** The energy distance between two samples of numbers. */
export function energyDistance(
  reference: Float64Array,
  current: Float64Array,
): Measured<{ readonly distance: number }> {
  const refused = unusableSamples([reference, current], 1);
  if (refused) return refused;
  let [area, previous] = [0, 0];
  visitPooled(reference, current, ({ value, belowReference, belowCurrent }) => {
    const gap = belowReference / reference.length - belowCurrent / current.length;
    if (belowReference + belowCurrent > 0) area += gap * gap * (value - previous);
    previous = value;
  });
  return measured({ distance: Math.sqrt(2 * area) });
}
