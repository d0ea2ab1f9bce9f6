/**
 * The verdict over one window: alert when its value lies strictly outside the bounds, ok inside or on them, and a third word when there is
 * no value to judge: silence is not health. Source of the strict comparison: NannyML.
 */
import type { Measured } from "../../statistics/measured";
import type { Bounds } from "./threshold";

export type Verdict = "ok" | "alert" | "not-enough-data";

/** Judges a value; null and numbers that are not finite are no value, bounds that could not be measured are none. */
export function verdictOf(value: number | null, bounds: Measured<Bounds>): Verdict {
  if (value === null || !Number.isFinite(value) || bounds.kind !== "measured") return "not-enough-data";
  return isOutside(value, bounds) ? "alert" : "ok";
}

/** Whether the value lies strictly outside. */
export function isOutside(value: number, { lower, upper }: Bounds): boolean {
  return (lower !== null && value < lower) || (upper !== null && value > upper);
}
