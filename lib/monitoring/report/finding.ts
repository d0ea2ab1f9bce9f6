/**
 * A finding: what any check says, in one shape, whether it was a drift test, a data-quality rule, a gate or an estimate. Plain data; texts
 * come from the catalogue by `explanation`.
 */
import type { Check, CheckKey, Operator } from "../../check";
import type { MetricOutcome } from "../../registry/gate/analysis-run";
import type { BlessingFinding } from "../../registry/gate/blessing";
import type { Measured, NotMeasured } from "../../statistics/measured";
import type { Bounds } from "../alerting/threshold";
import type { Verdict } from "../alerting/verdict";
import { conditionVerdict } from "../alert";
import { datasetDrift } from "../drift/dataset-drift";
import type { PValueLaw } from "../drift/ks";
import type { DriftMethod } from "../drift/method";
import type { AlertCondition, DriftTest, MonitorWindow } from "../monitor";
import type { PerformanceAssumption } from "../performance/estimated-value";

export type FindingVerdict = "pass" | "warn" | "fail" | "not-enough-data" | "degenerate" | "error" | "skipped";

/** Operators of checks, their opposites, and "within" for two bounds. */
export type FindingOperator = Operator | "!=" | "within";

/** A part of what was looked at: a column, a slice, a window. */
export interface FindingPlace {
  readonly kind: "dataset" | "column" | "slice" | "window" | "model";
  /** Empty for the whole dataset. */
  readonly name: string;
}

/** What explains a finding: the catalogue has a sentence for each. */
export type ExplanationKey =
  | `drift.${DriftTest}`
  | "drift.dataset"
  /** A drift method without a sentence of its own; `details.method` names it. */
  | `score.${DriftMethod["score"]}`
  | `check.${CheckKey}`
  | "gate.value-threshold"
  | "gate.absolute-change"
  | "gate.relative-change"
  | "alert.bounds"
  | "alert.condition"
  | "fairness.difference"
  | "fairness.ratio"
  | `analysis.${MetricOutcome}`
  | "sequential.wald"
  | "sequential.mixture"
  | "sequential.looks"
  | `performance.${EstimationMethod}.${PerformanceAssumption}`
  | "attribution.ranking";

export type EstimationMethod = "cbpe" | "dle";

/** Between which numbers the value lies that was estimated. */
export type FindingInterval = { readonly low: number; readonly high: number } & (
  | {
      /** Read from sketches: where the value of all rows lies. */
      readonly kind: "sketch";
      /** Probability that it does. */
      readonly confidence: number;
      /** Whether the rows could not change the verdict. */
      readonly decided: boolean;
    }
  /** The chance of which rows came. */
  | { readonly kind: "sampling" }
);

export interface Finding {
  /** The figure: `drift.ks`, `accuracy`, `performance.estimated`. */
  readonly what: string;
  readonly where: FindingPlace;
  /** Null when it could not be measured. */
  readonly value: number | null;
  /** Of a share: how many it is. */
  readonly count?: number;
  /** The statement is `value operator threshold`; a pass means that it holds. */
  readonly operator: FindingOperator;
  /** Two bounds for "within", null open; null when there is no threshold to speak of. */
  readonly threshold: number | Bounds | null;
  readonly verdict: FindingVerdict;
  readonly explanation: ExplanationKey;
  /** What the explanation names, as `method`. */
  readonly details?: Readonly<Record<string, string>>;
  readonly interval?: FindingInterval;
  /** Where a p-value comes from, of a test that chooses between two laws. */
  readonly law?: PValueLaw;
  /** Why there is no value. */
  readonly notMeasured?: NotMeasured;
}

export interface Report {
  readonly format: "ciclo-report";
  readonly version: 1;
  readonly id: string;
  /** Milliseconds since 1970, given by the caller. */
  readonly createdAtMs: number;
  readonly findings: readonly Finding[];
}

/** A report over findings. */
export function reportOf(id: string, createdAtMs: number, findings: readonly Finding[]): Report {
  return { format: "ciclo-report", version: 1, id, createdAtMs, findings };
}

/** How many findings have each verdict. */
export function verdictCounts(findings: readonly Finding[]): Readonly<Record<FindingVerdict, number>> {
  const counts = { pass: 0, warn: 0, fail: 0, "not-enough-data": 0, degenerate: 0, error: 0, skipped: 0 };
  for (const { verdict } of findings) counts[verdict]++;
  return counts;
}

/** The finding of a check of an evaluation or a gate. */
export function findingOfCheck(check: Check): Finding {
  const { subject, key, value, operator, threshold, status, evidence } = check;
  const what = typeof evidence.metric === "string" ? evidence.metric : key;
  const where = { kind: "model", name: subject } as const;
  return { what, where, value, operator, threshold, verdict: status, explanation: `check.${key}` };
}

/** What makes drift or an alert, as what must hold. */
export function oppositeOf(operator: Operator): FindingOperator {
  return OPPOSITE[operator];
}

const OPPOSITE: Readonly<Record<Operator, FindingOperator>> = {
  ">=": "<",
  ">": "<=",
  "<=": ">",
  "<": ">=",
  "==": "!=",
};

/** Value and verdict of a measurement: `holds` says whether what must hold does, null that nothing must. */
export function judged<T>(
  result: Measured<T>,
  valueOf: (fields: T) => number,
  holds: (value: number, fields: T) => boolean | null,
): Pick<Finding, "value" | "verdict" | "notMeasured"> {
  if (result.kind !== "measured") return { value: null, verdict: result.kind, notMeasured: result };
  const value = valueOf(result);
  const held = holds(value, result);
  return { value, verdict: held === null ? "skipped" : held ? "pass" : "fail" };
}

/** The finding of one condition of an alert rule in a window. The condition says when to alert; the finding says when not to. */
export function findingOfCondition(condition: AlertCondition, window: MonitorWindow): Finding {
  const { series, operator, threshold } = condition;
  return {
    what: series,
    where: { kind: "window", name: String(window.index + 1) },
    value: window.series[series],
    ...(series === "drift.share" && { count: datasetDrift(window.columns).drifted }),
    operator: oppositeOf(operator),
    threshold,
    verdict: findingVerdict(conditionVerdict(window, condition)),
    explanation: "alert.condition",
  };
}

/** The finding of a value that was judged against bounds. */
export function findingOfBounds(judged: {
  readonly what: string;
  readonly where: FindingPlace;
  readonly value: number | null;
  readonly bounds: Bounds | null;
  readonly verdict: Verdict;
}): Finding {
  const { what, where, value, bounds, verdict } = judged;
  return {
    what,
    where,
    value,
    operator: "within",
    threshold: bounds,
    verdict: findingVerdict(verdict),
    explanation: "alert.bounds",
  };
}

function findingVerdict(verdict: Verdict): FindingVerdict {
  return verdict === "ok" ? "pass" : verdict === "alert" ? "fail" : verdict;
}

/** The finding of one rule of a blessing; of a change the value is the change that the rule bounds. */
export function findingOfBlessing({ rule, slice, status, candidate, change }: BlessingFinding): Finding {
  const { metric, threshold } = rule;
  const name = Object.entries(slice ?? rule.slices ?? {}).map(([column, value]) => `${column}=${value ?? "*"}`);
  const where: FindingPlace = { kind: name.length > 0 ? "slice" : "dataset", name: name.join(", ") };
  const verdict = status === "missing-metric" || status === "missing-slice" ? "error" : status;
  if (threshold.kind === "value") {
    const bounds = { lower: threshold.lower ?? null, upper: threshold.upper ?? null };
    const explanation = "gate.value-threshold";
    return { what: metric, where, value: candidate, operator: "within", threshold: bounds, verdict, explanation };
  }
  // With both bounds given, the absolute one is shown: the verdict covers both.
  const absolute = threshold.absolute !== undefined;
  return {
    what: `${metric}.change`,
    where,
    value: (absolute ? change?.absolute : change?.relative) ?? null,
    operator: threshold.direction === "higher-is-better" ? ">=" : "<=",
    threshold: threshold.absolute ?? threshold.relative ?? null,
    verdict,
    explanation: absolute ? "gate.absolute-change" : "gate.relative-change",
  };
}
