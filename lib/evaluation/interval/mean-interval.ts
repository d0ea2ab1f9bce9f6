/**
 * Student's interval of a mean: mean ± t · s / √n, with s divided by n − 1 and t the quantile of (1 + confidence) / 2 at n − 1 degrees.
 * Exact for normal values, near enough for others from some 30 on. Source: `scipy.stats.t.interval`. O(n).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";
import { studentTQuantile } from "../../statistics/distributions/student-t";
import type { Interval } from "./interval";

/** Interval of the mean of the values; at least 2. */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): Measured<Interval> {
  if (values.length < 2) return notEnoughData(2, values.length);
  if (!(confidence > 0 && confidence < 1)) return degenerate("out-of-range");
  const middle = mean(values);
  const reach =
    (studentTQuantile((1 + confidence) / 2, values.length - 1) * standardDeviation(values, 1)) /
    Math.sqrt(values.length);
  if (!Number.isFinite(middle + reach)) return degenerate("not-finite");
  return measured({ low: middle - reach, high: middle + reach, confidence });
}
