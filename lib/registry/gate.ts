/**
 * The gate: may the challenger replace the champion? Semantics of TFX's Evaluator (TFMA `metrics_validator`):
 *
 *   value threshold    the challenger's metric m ≥ v                 (≤ for an error)
 *   change threshold   m − champion's m ≥ c                          (champion's − m for an error)
 *
 * Both are inclusive. A first model has nothing to be compared with, so only the value threshold is read. A metric that cannot
 * be measured never passes.
 */
import type { Check, CheckKey, Operator } from "../check";
import { holds } from "../check";
import { directionOf, type MetricName } from "../data/goal";
import type { GateContender, GateParams, GateResult } from "./gate-types";

/** Room for rounding: with a change threshold of 0, equal models pass. TFX's own examples use the same. */
const ROUNDING = 1e-10;

export interface GateQuestion {
  readonly metric: MetricName;
  readonly params: GateParams;
  readonly challenger: GateContender;
  readonly champion: GateContender | null;
  /** Rows of the gate set. */
  readonly gateRows: number;
}

/** The verdict with its checks. It reads the scores on the gate set; those on the original test split are only shown. */
export function judge(question: GateQuestion): GateResult {
  const { metric, challenger, champion, gateRows } = question;
  const checks = [valueCheck(question)];
  if (champion !== null) checks.push(changeCheck(question, champion));
  const verdict = checks.every((check) => check.status === "pass") ? "blessed" : "not-blessed";
  return { verdict, metric, challenger, champion, checks, gateRows };
}

function valueCheck(question: GateQuestion): Check {
  const { metric, params } = question;
  return check(question, {
    key: "value-threshold",
    value: measured(question, question.challenger),
    operator: directionOf(metric) === "maximize" ? ">=" : "<=",
    threshold: params.valueThreshold,
    slack: 0,
    evidence: {},
  });
}

/** The value is the improvement: positive when the challenger is better, whichever way the metric runs. */
function changeCheck(question: GateQuestion, champion: GateContender): Check {
  const before = measured(question, champion);
  const after = measured(question, question.challenger);
  const sign = directionOf(question.metric) === "maximize" ? 1 : -1;
  return check(question, {
    key: "change-threshold",
    value: before === null || after === null ? null : sign * (after - before),
    operator: ">=",
    threshold: question.params.changeThreshold,
    slack: ROUNDING,
    evidence: { challenger: after, champion: before, championVersion: champion.version },
  });
}

function measured({ metric, gateRows }: GateQuestion, contender: GateContender): number | null {
  const value = contender.gateSet[metric];
  return gateRows > 0 && value !== undefined && Number.isFinite(value) ? value : null;
}

function check(
  { metric, challenger, gateRows }: GateQuestion,
  rule: {
    readonly key: CheckKey;
    readonly value: number | null;
    readonly operator: Operator;
    readonly threshold: number;
    readonly slack: number;
    readonly evidence: Check["evidence"];
  },
): Check {
  const { key, value, operator, threshold, slack } = rule;
  const status = value === null ? "not-enough-data" : holds(value + slack, operator, threshold) ? "pass" : "fail";
  const evidence = { metric, rows: gateRows, ...rule.evidence };
  return { subject: challenger.version, kind: "performance", key, status, value, operator, threshold, evidence };
}
