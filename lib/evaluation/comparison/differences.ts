/** Differences of two figures of the same rows. */
import { degenerate, type Measured, measured } from "../../statistics/measured";
import type { NotMeasured } from "../metric";

/** first − second, row by row. */
export function differencesOf(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): Measured<{ readonly differences: Float64Array }> {
  if (first.length !== second.length) return degenerate("lengths-differ");
  return measured({ differences: Float64Array.from({ length: first.length }, (_, row) => first[row]! - second[row]!) });
}

/** A difference that is no finite number; null when there is none. */
export function problemOfDifferences(differences: ArrayLike<number>): NotMeasured | null {
  for (let row = 0; row < differences.length; row++) {
    if (!Number.isFinite(differences[row])) return degenerate("not-finite");
  }
  return null;
}
