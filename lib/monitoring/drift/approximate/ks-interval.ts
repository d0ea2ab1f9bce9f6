/**
 * Kolmogorov–Smirnov test of curves that may come from sketches: with at most ε between each and the curve of its rows, the largest gap D is
 * that of the curves ± (ε_ref + ε_cur); p falls as D grows, so its ends come from the ends of D. Each sketch gets half of the doubt.
 * Cost: a walk over both curves, after a sort where one is of rows.
 */
import type { Measured } from "../../../statistics/measured";
import { ksOfStatistic } from "../ks";
import { compareCurves } from "./curve";
import { between, CONFIDENCE, exactly, type Estimate } from "./estimate";
import { curveOf, type NumericSide } from "./numeric-side";

/** The p-value. Precondition: neither side is empty. */
export function ksInterval(reference: NumericSide, current: NumericSide): Measured<Estimate> {
  const [r, c] = [curveOf(reference), curveOf(current)];
  const { gap } = compareCurves(r, c);
  const pOf = (statistic: number): number => ksOfStatistic(statistic, r.total, c.total).pValue;
  const each = (1 + CONFIDENCE) / 2;
  const error = r.rankError(each) + c.rankError(each);
  if (error === 0) return exactly(pOf(gap));
  return between(pOf(gap), {
    low: pOf(Math.min(1, gap + error)),
    high: pOf(Math.max(0, gap - error)),
    confidence: CONFIDENCE,
  });
}
