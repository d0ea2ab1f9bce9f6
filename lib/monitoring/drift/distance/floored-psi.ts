/**
 * Population stability index with every share raised to at least 1 %: PSI = Σ (cᵢ − rᵢ) ln(cᵢ / rᵢ), r and c floored. The floor bounds what
 * a rare category can add. Source: Deepchecks' categorical PSI. Cost: O(categories).
 */

const FLOOR = 0.01;

/** PSI between two lists of shares with a floor of 1 %. */
export function flooredPsi(reference: Float64Array, current: Float64Array): number {
  return reference.reduce((sum, share, key) => {
    const r = Math.max(share, FLOOR);
    const c = Math.max(current[key]!, FLOOR);
    return sum + (c - r) * Math.log(c / r);
  }, 0);
}
