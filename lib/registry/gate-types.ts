/**
 * The gate between a challenger and the champion: the goal, a paired test of both on the same rows, and value and change thresholds as TFX
 * and MLflow define them.
 */
import type { Check } from "../check";
import type { MetricName } from "../data/goal";
import type { DummyComparison } from "../evaluation/comparison/beats-dummy";
import type { Scores } from "../evaluation/evaluation";
import { goalMiss, type GoalMiss } from "../evaluation/goal-miss";
import type { BlessingVerdict } from "./gate/blessing";

export interface GateParams {
  /**
   * A bound of the gate's own beside the goal: the challenger's metric must be at least (at most, for an error) this, however bad the
   * champion has become. Absent where the goal alone says what is good.
   */
  readonly valueThreshold?: number | undefined;
  /** The challenger must be better than the champion by at least this much; 0 means not worse. */
  readonly changeThreshold: number;
}

/** Scores of one model on the two sets that the gate shows; it reads the first. */
export interface GateContender {
  readonly version: string;
  readonly gateSet: Scores;
  readonly originalTest: Scores;
}

/**
 * Why a challenger may go on. `better`: than the champion, by more than chance. `reaches-goal`: its gain may be chance, but it reaches the
 * goal and the champion does not, or there is no champion. `even`: no sure gain; both reach the goal or both miss it, and the challenger
 * knows today's data.
 */
export const GATE_GROUNDS = ["better", "reaches-goal", "even"] as const;
export type GateGround = (typeof GATE_GROUNDS)[number];

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
  /** What the goal asked when the gate judged. This and the next two are absent in results of earlier versions. */
  readonly goalMinimum?: number;
  /** Challenger against champion on the gate's rows; absent where the rows do not allow it as well. */
  readonly comparison?: DummyComparison;
  /** Null when the challenger may not go on. */
  readonly ground?: GateGround | null;
}

/** By how much the challenger misses the goal that the gate read; null when it reaches it, or the gate read none. */
export function missAtGate({ metric, goalMinimum, challenger }: GateResult): GoalMiss | null {
  return goalMinimum === undefined ? null : goalMiss({ metric, minimum: goalMinimum }, challenger.gateSet);
}
