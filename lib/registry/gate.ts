/**
 * The gate: may the challenger replace the champion? The goal's metric m is judged as TFX's Evaluator does (see gate/blessing):
 *
 *   value threshold    m ≥ v                      (≤ for an error)
 *   change threshold   m − champion's m ≥ c       (≤ −c for an error), but for rounding
 *
 * Both are inclusive. A first model has nothing to be compared with, so only the value threshold is read: passing, it is rubber-stamped,
 * and goes on like a blessed one. A metric that cannot be measured never passes.
 */
import type { Check, CheckStatus } from "../check";
import { directionOf, type MetricName } from "../data/goal";
import type { GateContender, GateParams, GateResult } from "./gate-types";
import { bless, type BlessingFinding, type FindingStatus, type MetricRule, type SliceMetrics } from "./gate/blessing";

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
  const figures = (contender: GateContender): readonly SliceMetrics[] => [
    { slice: {}, metrics: gateRows > 0 ? contender.gateSet : {} },
  ];
  const { verdict: blessing, findings } = bless(rulesOf(question), figures(challenger), champion && figures(champion));
  const checks = findings.filter(({ status }) => status !== "skipped").map((finding) => checkOf(question, finding));
  const verdict = blessing === "not-blessed" ? "not-blessed" : "blessed";
  return { verdict, blessing, metric, challenger, champion, checks, gateRows };
}

function rulesOf({ metric, params }: GateQuestion): readonly MetricRule[] {
  const { valueThreshold, changeThreshold } = params;
  const up = directionOf(metric) === "maximize";
  return [
    { metric, threshold: { kind: "value", ...(up ? { lower: valueThreshold } : { upper: valueThreshold }) } },
    {
      metric,
      threshold: up
        ? { kind: "change", direction: "higher-is-better", absolute: changeThreshold - ROUNDING }
        : { kind: "change", direction: "lower-is-better", absolute: ROUNDING - changeThreshold },
    },
  ];
}

/** A finding as a line of the gate's table. A change is shown as the improvement: positive when the challenger is better. */
function checkOf({ metric, params, challenger, champion, gateRows }: GateQuestion, finding: BlessingFinding): Check {
  const up = directionOf(metric) === "maximize";
  const common = { subject: challenger.version, kind: "performance", status: STATUSES[finding.status] } as const;
  const evidence = { metric, rows: gateRows };
  if (finding.rule.threshold.kind === "value") {
    const { valueThreshold: threshold } = params;
    const operator = up ? ">=" : "<=";
    return { ...common, key: "value-threshold", value: finding.candidate, operator, threshold, evidence };
  }
  const change = finding.change && (up ? 1 : -1) * finding.change.absolute;
  return {
    ...common,
    key: "change-threshold",
    value: change,
    operator: ">=",
    threshold: params.changeThreshold,
    evidence: {
      ...evidence,
      challenger: finding.candidate,
      champion: finding.baseline,
      championVersion: champion?.version ?? null,
    },
  };
}

const STATUSES: Readonly<Record<FindingStatus, CheckStatus>> = {
  pass: "pass",
  fail: "fail",
  skipped: "not-enough-data",
  "missing-metric": "not-enough-data",
  "missing-slice": "not-enough-data",
};
