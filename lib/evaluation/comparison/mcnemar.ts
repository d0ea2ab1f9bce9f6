/**
 * McNemar's test of two models on the same rows: only rows on which exactly one of them is right tell them apart. With b rows that only
 * the first has right and c that only the second has, under "equally good" b is binomial(b + c, 1/2).
 *
 *   exact      p = min(1, 2 · P(K ≤ min(b, c)))
 *   corrected  χ² = max(0, |b − c| − 1)² / (b + c), one degree of freedom (Edwards' continuity correction)
 *
 * Prefer the exact one below some 25 differing rows. Source: McNemar (1947), `scipy.stats.binomtest`. O(rows).
 */
import { binomialCdf } from "../../statistics/distributions/binomial";
import { chiSquaredSf } from "../../statistics/distributions/chi-squared";
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";

export interface McNemar {
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  readonly exactP: number;
  readonly chiSquared: number;
  readonly correctedP: number;
}

/** The test from the two counts; not enough data when the models never differ. */
export function mcNemarTest(onlyFirstRight: number, onlySecondRight: number): Measured<McNemar> {
  const whole = [onlyFirstRight, onlySecondRight].every((count) => Number.isInteger(count) && count >= 0);
  if (!whole) return degenerate("out-of-range");
  const rows = onlyFirstRight + onlySecondRight;
  if (rows === 0) return notEnoughData(1, 0);
  const chiSquared = Math.max(0, Math.abs(onlyFirstRight - onlySecondRight) - 1) ** 2 / rows;
  return measured({
    onlyFirstRight,
    onlySecondRight,
    exactP: Math.min(1, 2 * binomialCdf(Math.min(onlyFirstRight, onlySecondRight), rows, 0.5)),
    chiSquared,
    correctedP: chiSquaredSf(chiSquared, 1),
  });
}

/** The test from answers of both models; a truth that is no class index is `unseen-category`. */
export function compareAnswers(options: {
  readonly truth: ArrayLike<number>;
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
}): Measured<McNemar> {
  const { truth, first, second } = options;
  if (first.length !== truth.length || second.length !== truth.length) return degenerate("lengths-differ");
  let [onlyFirst, onlySecond] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    if (!(Number.isInteger(truth[row]) && truth[row]! >= 0)) return degenerate("unseen-category");
    const [a, b] = [first[row] === truth[row], second[row] === truth[row]];
    if (a && !b) onlyFirst++;
    if (b && !a) onlySecond++;
  }
  return mcNemarTest(onlyFirst, onlySecond);
}
