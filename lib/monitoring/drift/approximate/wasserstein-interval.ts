/**
 * Normed Wasserstein distance of curves that may come from sketches: W = ∫ |F − G| / max(std of the reference, 0.001). The area is a metric between
 * curves, so with A(F), A(G) the areas that the sketches may have moved (see `areaErrorBound`): |W − Ŵ| ≤ (A(F) + A(G)) / std. That holds
 * whatever the coins. The area is also at least the distance of the means (Kantorovich and Rubinstein), and means and deviation are exact.
 * Source: Vallender (1974); Villani, "Optimal transport" (2009), 6.3. Cost: a walk over both curves, after a sort where one is of rows.
 */
import type { Measured } from "../../../statistics/measured";
import { compareCurves } from "./curve";
import { between, exactly, type Estimate } from "./estimate";
import { curveOf, meanOfSide, varianceOfSide, type NumericSide } from "./numeric-side";

/** As in `wassersteinNormed`. */
const LEAST_DEVIATION = 0.001;
/** Of a sum over a million rows. */
const AREA_ROUNDING = 1e-10;
/** A mean, merged from parts or not, is off by less than this much of its size and of the deviation. */
const MEAN_ROUNDING = 1e-14;

/** The distance in standard deviations of the reference. Precondition: neither side is empty. */
export function wassersteinInterval(reference: NumericSide, current: NumericSide): Measured<Estimate> {
  const [r, c] = [curveOf(reference), curveOf(current)];
  const unit = Math.max(Math.sqrt(varianceOfSide(reference)), LEAST_DEVIATION);
  const { area } = compareCurves(r, c);
  const error = (r.areaError + c.areaError) * (1 + AREA_ROUNDING);
  if (error === 0) return exactly(area / unit);
  const [before, now] = [meanOfSide(reference), meanOfSide(current)];
  const apart = Math.abs(before - now) - MEAN_ROUNDING * (Math.abs(before) + Math.abs(now) + unit);
  return between(area / unit, {
    low: Math.max(area - error, apart, 0) / unit,
    high: (area + error) / unit,
    confidence: 1,
  });
}
