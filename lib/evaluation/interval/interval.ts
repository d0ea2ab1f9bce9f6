/** A confidence interval of one figure. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Share of such intervals that hold the true figure: 0.95 unless told. */
  readonly confidence: number;
}

/** That of an evaluation's metric, and how it was found. */
export interface MetricInterval extends Interval {
  readonly method: "wilson" | "bootstrap";
}
