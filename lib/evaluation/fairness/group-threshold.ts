/**
 * The rule that a group is answered by after threshold optimisation: P(selected) = ignore · constant + (1 − ignore) · (p0 [score >
 * threshold0] + p1 [score > threshold1]), with < for > where a threshold is flipped. Source: Fairlearn, `InterpolatedThresholder`.
 */
import type { MixedPoint } from "./tradeoff-curve";

export interface GroupThreshold extends Omit<MixedPoint, "y"> {
  /** Share of rows whose score is not looked at. */
  readonly ignore: number;
  /** Their probability of being selected. */
  readonly constant: number;
}

/** The probability with which a row with this score is selected. */
export function selectionProbability(rule: GroupThreshold, score: number): number {
  const mixed =
    rule.p0 * Number(isSelected(score, rule.threshold0, rule.flipped0)) +
    rule.p1 * Number(isSelected(score, rule.threshold1, rule.flipped1));
  return rule.ignore * rule.constant + (1 - rule.ignore) * mixed;
}

function isSelected(score: number, threshold: number, flipped: boolean): boolean {
  return flipped ? score < threshold : score > threshold;
}
