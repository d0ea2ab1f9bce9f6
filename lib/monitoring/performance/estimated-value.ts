/** A figure estimated without labels: its value, how far chance may move it, and what must hold for it to be right. */
import { measured, type MeasuredValue } from "../../statistics/measured";
import type { Bounds } from "../alerting/threshold";

/** What must hold for an estimate without labels to be right. */
export type PerformanceAssumption = "covariate-shift-only";

/** Bounds reach this many sampling errors to each side. */
const SAMPLING_ERROR_REACH = 3;

export interface EstimatedValue {
  readonly value: number;
  /** Standard error of sampling; null when the reference had no row to learn it from, and the bounds with it. */
  readonly samplingError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The ranges of metrics: what bounds and thresholds are cut to. */
export const SHARE_RANGE: Bounds = { lower: 0, upper: 1 };
export const LOSS_RANGE: Bounds = { lower: 0, upper: null };

/** A figure with its bounds, cut to what it can be. */
export function boundedFigure(value: number, samplingError: number | null, range: Bounds): EstimatedValue {
  if (samplingError === null) return { value, samplingError, lower: null, upper: null };
  const reach = SAMPLING_ERROR_REACH * samplingError;
  return {
    value,
    samplingError,
    lower: Math.max(range.lower ?? -Infinity, value - reach),
    upper: Math.min(range.upper ?? Infinity, value + reach),
  };
}

/** A share with its bounds. */
export function boundedShare(value: number, samplingError: number | null): MeasuredValue<EstimatedValue> {
  return measured(boundedFigure(value, samplingError, SHARE_RANGE));
}
