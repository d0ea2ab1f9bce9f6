/**
 * Benjamini–Hochberg: with p₍₁₎ ≤ … ≤ p₍ₙ₎, p̃₍ᵢ₎ = min over j ≥ i of min(1, n p₍ⱼ₎ / j). Keeps the expected share of false alarms among the
 * alarms below the level, for tests that are independent or positively dependent.
 * Source: Benjamini and Hochberg (1995). Cost: O(n log n).
 */
import { sortedOrder } from "../../../statistics/ranks";

/** Adjusted p-values, in the order given. */
export function benjaminiHochberg(pValues: Float64Array): Float64Array {
  const adjusted = new Float64Array(pValues.length);
  const order = sortedOrder(pValues);
  let smallest = 1;
  for (let place = order.length; place >= 1; place--) {
    const at = order[place - 1]!;
    smallest = Math.min(smallest, (pValues.length * pValues[at]!) / place);
    adjusted[at] = smallest;
  }
  return adjusted;
}

/** The largest level·i/n that an ordered p₍ᵢ₎ lies below, or level/n when none does: the threshold that Alibi Detect reports. */
export function benjaminiHochbergThreshold(pValues: Float64Array, level: number): number {
  const n = pValues.length;
  let threshold = level / n;
  sortedOrder(pValues).forEach((at, place) => {
    const line = (level * (place + 1)) / n;
    if (pValues[at]! < line) threshold = line;
  });
  return threshold;
}
