/**
 * Thresholds of a windowed series: given, or taken from the series over the reference's windows,
 *
 *   lower = mean − k · std,   upper = mean + k · std      (std with ddof 0; k = 3 to both sides unless told; null leaves a side open)
 *
 * cut to the range that the figure can take. Source: NannyML, `ConstantThreshold` and `StandardDeviationThreshold`. O(windows).
 */
import { degenerate, measured, notEnoughData, type Measured } from "../../statistics/measured";
import { mean, standardDeviation } from "../../statistics/moments";

/** Null: open to that side. A value alerts strictly outside. */
export interface Bounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface ConstantThreshold extends Bounds {
  readonly kind: "constant";
}

export interface DeviationThreshold {
  readonly kind: "reference-deviation";
  /** Standard deviations below the mean; 3 unless told, null for no lower bound. */
  readonly lowerMultiplier?: number | null;
  readonly upperMultiplier?: number | null;
  /** The least and the greatest value that the figure can take; null where there is none. */
  readonly range?: Bounds;
}

export type Threshold = ConstantThreshold | DeviationThreshold;

const MULTIPLIER = 3;
const FEWEST_WINDOWS = 2;

/** The bounds of a threshold; `reference` holds the series over the reference's windows, null where one could not be measured. */
export function boundsOf(threshold: Threshold, reference: readonly (number | null)[] = []): Measured<Bounds> {
  if (threshold.kind === "constant") {
    const { lower, upper } = threshold;
    const crossed = lower !== null && upper !== null && lower > upper;
    return crossed || Number.isNaN(lower) || Number.isNaN(upper)
      ? degenerate("out-of-range")
      : measured({ lower, upper });
  }
  const { lowerMultiplier = MULTIPLIER, upperMultiplier = MULTIPLIER, range } = threshold;
  const values = reference.filter((value) => value !== null);
  if (values.length < FEWEST_WINDOWS) return notEnoughData(FEWEST_WINDOWS, values.length);
  if (!values.every(Number.isFinite)) return degenerate("not-finite");
  const [centre, deviation] = [mean(values), standardDeviation(values)];
  const [below, above] = [(lowerMultiplier ?? 0) * deviation, (upperMultiplier ?? 0) * deviation];
  // Sums of large values run out of float64.
  if (![centre - below, centre + above].every(Number.isFinite)) return degenerate("not-finite");
  return measured({
    lower: lowerMultiplier === null ? null : Math.max(range?.lower ?? -Infinity, centre - below),
    upper: upperMultiplier === null ? null : Math.min(range?.upper ?? Infinity, centre + above),
  });
}
