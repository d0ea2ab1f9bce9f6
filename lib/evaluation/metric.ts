/** A metric: one number, or why there is none. */
import { degenerate, measured, type Degenerate, type Measured, type NotEnoughData } from "../statistics/measured";

export type Metric = Measured<{ readonly value: number }>;

/** Why nothing was measured. */
export type NotMeasured = NotEnoughData | Degenerate;

/** A metric that was measured; a value that is no finite number (numbers too large to be squared, say) is degenerate. */
export function metric(value: number): Metric {
  return Number.isFinite(value) ? measured({ value }) : degenerate("not-finite");
}

/** A result of several numbers, which all have to be finite. */
export function measuredFinite<T extends object>(value: T): Measured<T> {
  const odd = Object.values(value).some((member) => typeof member === "number" && !Number.isFinite(member));
  return odd ? degenerate("not-finite") : measured(value);
}
