/** A figure estimated without labels: its value, how far chance may move it, and what must hold for it to be right. */
import { measured, type MeasuredValue } from "../../statistics/measured";

/** What must hold for an estimate without labels to be right. */
export type PerformanceAssumption = "covariate-shift-only";

/** Bounds reach this many sampling errors to each side. */
export const SAMPLING_ERROR_REACH = 3;

export interface EstimatedValue {
  readonly value: number;
  /** Standard error of sampling; null when the reference had no row to learn it from, and the bounds with it. */
  readonly samplingError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A share with its bounds, cut to [0, 1]. */
export function boundedShare(value: number, samplingError: number | null): MeasuredValue<EstimatedValue> {
  if (samplingError === null) return measured({ value, samplingError, lower: null, upper: null });
  const reach = SAMPLING_ERROR_REACH * samplingError;
  return measured({
    value,
    samplingError,
    lower: Math.max(0, value - reach),
    upper: Math.min(1, value + reach),
  });
}
