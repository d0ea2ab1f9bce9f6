/** A metric: one number, or why there is none. */
import { measured, type Degenerate, type Measured, type NotEnoughData } from "../statistics/measured";

export type Metric = Measured<{ readonly value: number }>;

/** Why nothing was measured. */
export type NotMeasured = NotEnoughData | Degenerate;

/** A metric that was measured. */
export function metric(value: number): Metric {
  return measured({ value });
}
