/**
 * Chi-square goodness of fit: χ² = Σ (observed − expected)² / expected, expected = reference count · n_cur / n_ref, with one degree
 * of freedom less than there are values. The reference is taken as the truth, so a value it never held has expected 0 and p = 0.
 * Source: Pearson (1900); `scipy.stats.chisquare` as Evidently calls it.
 */
import { chiSquaredSf } from "../../statistics/distributions/chi-squared";
import { total, type CountPair } from "./count-pair";

export interface ChiSquareResult {
  readonly statistic: number;
  readonly degrees: number;
  readonly pValue: number;
}

/** Whether the current values could come from the reference's shares. Precondition: neither side is empty. */
export function chiSquare({ keys, reference, current }: CountPair): ChiSquareResult {
  const scale = total(current) / total(reference);
  const statistic = reference.reduce((sum, count, key) => {
    const expected = count * scale;
    return sum + (current[key]! - expected) ** 2 / expected;
  }, 0);
  const degrees = keys.length - 1;
  return { statistic, degrees, pValue: degrees === 0 ? 1 : chiSquaredSf(statistic, degrees) };
}
