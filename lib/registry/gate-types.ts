/** The gate between a challenger and the champion: value and change thresholds, as TFX and MLflow define them. */
import type { Check } from "../check";
import type { MetricName } from "../data/goal";
import type { Scores } from "../evaluation/evaluation";
import type { BlessingVerdict } from "./gate/blessing";

export interface GateParams {
  /** The challenger's metric must be at least (at most, for an error) this. */
  readonly valueThreshold: number;
  /** The challenger must be better than the champion by at least this much; 0 means not worse. */
  readonly changeThreshold: number;
}

/** Scores of one model on the two sets that the gate shows; it reads the first. */
export interface GateContender {
  readonly version: string;
  readonly gateSet: Scores;
  readonly originalTest: Scores;
}

export interface GateResult {
  /** Whether the challenger may go on. */
  readonly verdict: "blessed" | "not-blessed";
  /** The same in TFX's words, in which a first model is rubber-stamped; absent in results of earlier versions. */
  readonly blessing?: BlessingVerdict;
  readonly metric: MetricName;
  readonly challenger: GateContender;
  /** Null for a first model: then only the value threshold is read. */
  readonly champion: GateContender | null;
  readonly checks: readonly Check[];
  readonly gateRows: number;
}
