/**
 * What a measurement says of itself. Bad input is a named result, so that no NaN travels in silence: too few values for the formula,
 * or values for which it has no meaning (constant, one class, infinite).
 */

export type Measured<T> = MeasuredValue<T> | NotMeasured;

/** The measurement worked: `kind` next to its fields. */
export type MeasuredValue<T> = { readonly kind: "measured" } & Readonly<T>;

/** Why there is no number. */
export type NotMeasured = NotEnoughData | Degenerate;

/** Fewer usable values than the formula needs. */
export interface NotEnoughData {
  readonly kind: "not-enough-data";
  readonly needed: number;
  readonly got: number;
}

/** Enough values, but the formula has no meaning on them. */
export interface Degenerate {
  readonly kind: "degenerate";
  readonly reason: DegenerateReason;
}

export type DegenerateReason =
  /** All values are equal, or the variance is zero. */
  | "constant"
  /** Labels hold a single class. */
  | "one-class"
  /** A value is infinite or not a number. */
  | "not-finite"
  /** A category that the reference never held. */
  | "unseen-category"
  /** A denominator is zero. */
  | "zero-denominator"
  /** A value outside the range that its meaning allows, as a probability above 1. */
  | "out-of-range"
  /** Columns that belong together are not of one length. */
  | "lengths-differ"
  /** Columns or features depend on one another linearly. */
  | "singular"
  /** The formula reads numbers and these are categories, or the other way round. */
  | "wrong-kind"
  /** A sketch does not hold what the formula reads: only the rows can tell. */
  | "needs-rows";

/** A measurement that worked. */
export function measured<T extends object>(value: T): MeasuredValue<T> {
  return { kind: "measured", ...value };
}

/** Too few values: how many the formula needs, how many there were. */
export function notEnoughData(needed: number, got: number): NotEnoughData {
  return { kind: "not-enough-data", needed, got };
}

/** The formula has no meaning on these values. */
export function degenerate(reason: DegenerateReason): Degenerate {
  return { kind: "degenerate", reason };
}
