/**
 * A threshold from the reference's own variation: mean ± k standard deviations (ddof 0) of a metric over chunks of the reference. What lies
 * strictly outside is an alert. Chunks without a value (NaN) do not count.
 * Source: NannyML `thresholds.py`, `StandardDeviationThreshold`; its drift methods have an upper threshold only. Cost: O(chunks).
 * Preconditions, else a named result: one chunk with a finite value.
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";

export interface Threshold {
  /** Null: no bound on that side. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface DeviationOptions {
  /** Standard deviations below and above the mean; null for no bound on that side. Default 3. */
  readonly below?: number | null;
  readonly above?: number | null;
  /** The range that the metric can have: thresholds are moved into it. */
  readonly limits?: Threshold;
}

/** mean ± k standard deviations of the values of the reference's chunks. */
export function deviationThreshold(chunks: Float64Array, options: DeviationOptions = {}): Measured<Threshold> {
  const values = chunks.filter((value) => !Number.isNaN(value));
  if (values.length === 0) return notEnoughData(1, 0);
  if (!values.every(Number.isFinite)) return degenerate("not-finite");
  const { below = 3, above = 3, limits = { lower: null, upper: null } } = options;
  const [centre, deviation] = [mean(values), standardDeviation(values)];
  const within = (value: number): number =>
    Math.min(limits.upper ?? Infinity, Math.max(limits.lower ?? -Infinity, value));
  return measured<Threshold>({
    lower: below === null ? null : within(centre - below * deviation),
    upper: above === null ? null : within(centre + above * deviation),
  });
}

/** Whether a value lies strictly outside. */
export function isOutside(value: number, { lower, upper }: Threshold): boolean {
  return (lower !== null && value < lower) || (upper !== null && value > upper);
}
