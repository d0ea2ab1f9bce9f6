/**
 * Chi-square goodness of fit: χ² = Σ (observed − expected)² / expected, expected = reference count · n_cur / n_ref, with one degree
 * of freedom less than there are values. The reference is taken as the truth, so a value it never held has expected 0 and p = 0.
 * Source: Pearson (1900); `scipy.stats.chisquare` as Evidently calls it.
 */
import { chiSquaredSf } from "../../statistics/chi-squared";
import { countValues, unionKeys, type Values } from "./values";

export interface ChiSquareResult {
  readonly statistic: number;
  readonly degrees: number;
  readonly pValue: number;
}

/** Whether the current values could come from the reference's shares. */
export function chiSquare(reference: Values, current: Values): ChiSquareResult {
  const expectedCounts = countValues(reference);
  const observedCounts = countValues(current);
  const keys = unionKeys(expectedCounts, observedCounts);
  const scale = current.values.length / reference.values.length;
  const statistic = keys.reduce<number>((sum, key) => {
    const expected = (expectedCounts.get(key) ?? 0) * scale;
    const observed = observedCounts.get(key) ?? 0;
    return sum + (observed - expected) ** 2 / expected;
  }, 0);
  const degrees = keys.length - 1;
  return { statistic, degrees, pValue: degrees === 0 ? 1 : chiSquaredSf(statistic, degrees) };
}
