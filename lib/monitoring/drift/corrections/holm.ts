/**
 * Holm: with p₍₁₎ ≤ … ≤ p₍ₙ₎, p̃₍ᵢ₎ = max over j ≤ i of min(1, (n − j + 1) p₍ⱼ₎). The same promise as Bonferroni's, and never less powerful.
 * Source: Holm (1979). Cost: O(n log n).
 */
import { sortedOrder } from "../../../statistics/ranks";

/** Adjusted p-values, in the order given. */
export function holm(pValues: Float64Array): Float64Array {
  const adjusted = new Float64Array(pValues.length);
  let largest = 0;
  sortedOrder(pValues).forEach((at, place) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * pValues[at]!));
    adjusted[at] = largest;
  });
  return adjusted;
}
