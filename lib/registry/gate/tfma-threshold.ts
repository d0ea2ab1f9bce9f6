/**
 * Thresholds of TFX's Evaluator on one metric m, the baseline's b beside it:
 *
 *   value    lower ≤ m ≤ upper, both inclusive
 *   change   d = m − b; with higher better d ≥ absolute and d / b ≥ relative, with lower better d ≤ absolute and d / b ≤ relative
 *
 * The relative change is a share of the baseline, as the tool's code has it; its documentation divides the metrics. Where b = 0 a relative
 * change has no value and never passes. A customary `absolute: -1e-10` (`1e-10` with lower better) means "not worse, but for rounding".
 * Source: TensorFlow Model Analysis, `metrics_validator`. There a threshold on the absolute change alone fails too where b = 0; here it does
 * not.
 */

/** At least one bound. */
export interface ValueThreshold {
  readonly kind: "value";
  readonly lower?: number;
  readonly upper?: number;
}

/** At least one of `absolute` and `relative`; both must hold where both are given. */
export interface ChangeThreshold {
  readonly kind: "change";
  readonly direction: "higher-is-better" | "lower-is-better";
  readonly absolute?: number;
  /** A share of the baseline, as 0.01. */
  readonly relative?: number;
}

export type TfmaThreshold = ValueThreshold | ChangeThreshold;

/** Whether the metric passes; a number that is not finite never does. */
export function passesValue(metric: number, { lower = -Infinity, upper = Infinity }: ValueThreshold): boolean {
  return Number.isFinite(metric) && metric >= lower && metric <= upper;
}

/** Change over the baseline's value; null where that is 0. */
export function relativeChange(metric: number, baseline: number): number | null {
  return baseline === 0 ? null : (metric - baseline) / baseline;
}

/** Whether the change from the baseline passes; numbers that are not finite never do. */
export function passesChange(metric: number, baseline: number, threshold: ChangeThreshold): boolean {
  if (!Number.isFinite(metric) || !Number.isFinite(baseline)) return false;
  const enough = (change: number | null, bound: number | undefined): boolean => {
    if (bound === undefined) return true;
    if (change === null) return false;
    return threshold.direction === "higher-is-better" ? change >= bound : change <= bound;
  };
  return enough(metric - baseline, threshold.absolute) && enough(relativeChange(metric, baseline), threshold.relative);
}
