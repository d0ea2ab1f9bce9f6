/**
 * The gate: may the challenger replace the champion? On rows that neither has seen, with m the goal's metric (for an error all turn around):
 *
 *   goal               m ≥ the goal's minimum; a challenger below it goes on only where the champion is below it as well
 *   value threshold    m ≥ v, where the gate has a bound of its own
 *   change threshold   m − champion's m ≥ c, but for rounding
 *   paired test        not surely worse, row by row (`comparison/beats-dummy`)
 *
 * Value and change are judged as TFX's Evaluator does (see gate/blessing), and are inclusive. A first model has nothing to be compared with:
 * passing, it is rubber-stamped, and goes on like a blessed one. A metric that cannot be measured never passes. What passes is never called
 * better unless the paired test says so: `ground` keeps why it goes on.
 */
import type { Check, CheckStatus } from "../check";
import { directionOf, type MetricName } from "../data/goal";
import type { DummyComparison } from "../evaluation/comparison/beats-dummy";
import { goalMiss } from "../evaluation/goal-miss";
import type { GateContender, GateGround, GateParams, GateResult } from "./gate-types";
import { bless, type BlessingFinding, type FindingStatus, type MetricRule, type SliceMetrics } from "./gate/blessing";

/** Room for rounding: with a change threshold of 0, equal models pass. TFX's own examples use the same. */
const ROUNDING = 1e-10;

export interface GateQuestion {
  readonly metric: MetricName;
  /** The goal's minimum (maximum, for an error). */
  readonly minimum: number;
  readonly params: GateParams;
  readonly challenger: GateContender;
  readonly champion: GateContender | null;
  /** Both on the gate's rows, row by row; null where that could not be tested. */
  readonly comparison: DummyComparison | null;
  /** Rows of the gate set. */
  readonly gateRows: number;
}

/** The verdict with its checks. It reads the scores on the gate set; those on the original test split are only shown. */
export function judge(question: GateQuestion): GateResult {
  const { metric, minimum, challenger, champion, comparison, gateRows } = question;
  const figures = (contender: GateContender): readonly SliceMetrics[] => [
    { slice: {}, metrics: gateRows > 0 ? contender.gateSet : {} },
  ];
  const { verdict: said, findings } = bless(rulesOf(question), figures(challenger), champion && figures(champion));
  const checks = [
    goalCheck(question),
    ...findings.filter(({ status }) => status !== "skipped").map((finding) => checkOf(question, finding)),
    ...(champion && comparison ? [pairedCheck(question, comparison)] : []),
  ];
  const passed = said !== "not-blessed" && checks.every(({ status }) => status === "pass" || status === "warn");
  return {
    verdict: passed ? "blessed" : "not-blessed",
    blessing: passed ? said : "not-blessed",
    metric,
    challenger,
    champion,
    checks,
    gateRows,
    goalMinimum: minimum,
    ...(champion && comparison && { comparison }),
    ground: passed ? groundOf(question) : null,
  };
}

function groundOf({ metric, minimum, challenger, champion, comparison }: GateQuestion): GateGround {
  if (champion && comparison?.verdict === "better") return "better";
  const misses = ({ gateSet }: GateContender): boolean => goalMiss({ metric, minimum }, gateSet) !== null;
  return !misses(challenger) && (champion === null || misses(champion)) ? "reaches-goal" : "even";
}

/** Below the goal is a warning while the champion is below it too: then the better of two is what there is. */
function goalCheck({ metric, minimum, challenger, champion, gateRows }: GateQuestion): Check {
  const value = gateRows > 0 ? (challenger.gateSet[metric] ?? null) : null;
  const measured = value !== null && Number.isFinite(value);
  const missed = goalMiss({ metric, minimum }, challenger.gateSet) !== null;
  const championMisses = champion !== null && goalMiss({ metric, minimum }, champion.gateSet) !== null;
  return {
    subject: challenger.version,
    kind: "performance",
    key: "minimum-metric",
    status: !measured ? "not-enough-data" : !missed ? "pass" : championMisses ? "warn" : "fail",
    value: measured ? value : null,
    operator: directionOf(metric) === "maximize" ? ">=" : "<=",
    threshold: minimum,
    evidence: { metric, rows: gateRows },
  };
}

/** Surely worse answers do not go on; a difference that may be chance is said. */
function pairedCheck(
  { metric, challenger, gateRows }: GateQuestion,
  { advantage, p, verdict }: DummyComparison,
): Check {
  return {
    subject: challenger.version,
    kind: "performance",
    key: "paired-test",
    status: verdict === "better" ? "pass" : verdict === "worse" ? "fail" : "warn",
    value: advantage,
    operator: ">=",
    threshold: 0,
    evidence: { metric, rows: gateRows, p },
  };
}

function rulesOf({ metric, params }: GateQuestion): readonly MetricRule[] {
  const { valueThreshold, changeThreshold } = params;
  const up = directionOf(metric) === "maximize";
  const bound = up ? "lower" : "upper";
  return [
    ...(valueThreshold === undefined
      ? []
      : [{ metric, threshold: { kind: "value", [bound]: valueThreshold } } satisfies MetricRule]),
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
    const { valueThreshold: threshold = NaN } = params;
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
