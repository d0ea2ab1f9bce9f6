/**
 * L-infinity distance between shares: the largest |pᵢ − qᵢ|, and where it is.
 * Source: TensorFlow Data Validation's `infinity_norm`; NannyML's `l_infinity`. Cost: O(categories).
 */

export interface LInfinity {
  readonly distance: number;
  /** Position of the category with the largest gap, the first of equals; −1 of no categories. */
  readonly at: number;
}

/** The largest gap between two lists of shares. */
export function lInfinity(p: Float64Array, q: Float64Array): LInfinity {
  let [distance, at] = [0, p.length === 0 ? -1 : 0];
  p.forEach((share, key) => {
    const gap = Math.abs(share - q[key]!);
    if (gap > distance) [distance, at] = [gap, key];
  });
  return { distance, at };
}
