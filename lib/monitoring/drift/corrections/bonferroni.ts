/**
 * Bonferroni: p̃ᵢ = min(1, n pᵢ). The chance of one false alarm or more among n tests stays below the level, whatever binds the tests together.
 * Source: Dunn (1961). Cost: O(n).
 */

/** Adjusted p-values, in the order given. */
export function bonferroni(pValues: Float64Array): Float64Array {
  return pValues.map((p) => Math.min(1, p * pValues.length));
}
