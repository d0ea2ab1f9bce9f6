/** What the search knows of its problem. */
export interface CounterfactualSearch {
  readonly from: Float64Array;
  readonly scales: Float64Array;
  readonly candidates: readonly (readonly number[])[];
  /** Features whose values between candidates are allowed too. */
  readonly continuous: readonly boolean[];
  /** Scores that grow towards the threshold and reach it at 0. */
  readonly reach: (rows: Float64Array) => Promise<Float64Array>;
}

/** Σⱼ |xⱼ − cⱼ| / scaleⱼ. */
export function distanceOf({ from, scales }: CounterfactualSearch, row: Float64Array): number {
  return row.reduce((sum, value, feature) => sum + Math.abs(value - from[feature]!) / scales[feature]!, 0);
}
