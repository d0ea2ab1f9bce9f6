/** A number that was read from sketches: what it is, and between which bounds the number of all rows lies. */
import { degenerate, measured, type Measured } from "../../../statistics/measured";

export interface Approximation {
  readonly low: number;
  readonly high: number;
  /** Probability that the number of all rows lies between: 1 where no chance is involved. */
  readonly confidence: number;
}

export interface Estimate {
  readonly value: number;
  /** Null when the value is that of all rows. */
  readonly approximation: Approximation | null;
}

/** The probability with which every bound by chance holds, as a whole. */
export const CONFIDENCE = 0.99;

/** What rounding may do to a bound: far more than the error of a sum of a million terms. */
const ROUNDING = 1e-10;

/** The number of all rows. */
export function exactly(value: number): Measured<Estimate> {
  return Number.isFinite(value) ? measured({ value, approximation: null }) : degenerate("not-finite");
}

/** A number between bounds; a value outside of them goes to the nearer one. Where the values ran out of float64 there is none. */
export function between(value: number, { low, high, confidence }: Approximation): Measured<Estimate> {
  if (!Number.isFinite(value + low + high)) return degenerate("not-finite");
  return measured({
    value: Math.min(Math.max(value, low), high),
    approximation: {
      low: Math.max(0, low - ROUNDING * Math.abs(low)),
      high: high + ROUNDING * Math.abs(high),
      confidence,
    },
  });
}
