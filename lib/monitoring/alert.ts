/** The alert rule over windows: any of its conditions in at least m of the last n windows. */
import { holds } from "../check";
import type { VirtualMinute } from "../clock";
import type { Verdict } from "./alerting/verdict";
import { judgeWindows } from "./alerting/window-rule";
import type { AlertCondition, AlertEvidence, AlertRule, ColumnDrift, MonitorWindow, RuleVerdict } from "./monitor";

const MAX_COLUMNS = 5;

/**
 * What the rule says of the last windows. Only windows that begin after `sinceMinute` count. When several conditions hold, the first
 * of the rule is the reason of the alert. It is `ok` only when every condition could be judged in m windows: silence is not health.
 */
export function judgeRule(
  rule: AlertRule,
  windows: readonly MonitorWindow[],
  sinceMinute: VirtualMinute = 0,
): RuleVerdict {
  const counted = windowsThatCount(rule, windows, sinceMinute);
  const states = rule.anyOf.map((condition) => ({
    condition,
    ...judgeWindows(
      rule,
      counted.map((window) => conditionVerdict(window, condition)),
    ),
  }));
  const alert = states.find(({ verdict }) => verdict === "alert");
  if (alert) return { verdict: "alert", evidence: evidenceOf(rule, counted, alert.condition) };
  const silent = states.find(({ verdict }) => verdict === "not-enough-data");
  if (!silent) return { verdict: "ok" };
  return { verdict: "not-enough-data", series: silent.condition.series, judged: silent.judged, needed: rule.m };
}

/** Whether a window meets a condition; one without a value cannot be judged. */
export function conditionVerdict(window: MonitorWindow, { series, operator, threshold }: AlertCondition): Verdict {
  const value = window.series[series];
  if (value === null || !Number.isFinite(value)) return "not-enough-data";
  return holds(value, operator, threshold) ? "alert" : "ok";
}

/** Whether a window meets a condition. */
export function meets(window: MonitorWindow, condition: AlertCondition): boolean {
  return conditionVerdict(window, condition) === "alert";
}

/** The last n windows that begin after `sinceMinute`, oldest first. */
function windowsThatCount(
  rule: AlertRule,
  windows: readonly MonitorWindow[],
  sinceMinute: VirtualMinute,
): readonly MonitorWindow[] {
  return windows.filter(({ fromMinute }) => fromMinute > sinceMinute).slice(-rule.n);
}

function evidenceOf(rule: AlertRule, counted: readonly MonitorWindow[], condition: AlertCondition): AlertEvidence {
  const met = counted.filter((window) => meets(window, condition));
  return {
    condition,
    m: rule.m,
    n: rule.n,
    values: counted.map(({ series }) => series[condition.series]),
    windowIndices: counted.map(({ index }) => index),
    columns: behind(condition, met.at(-1)),
  };
}

/** Columns by how much they drifted, worst first: drifted ones before others, then by falling PSI. */
function worstColumns(columns: readonly ColumnDrift[]): readonly ColumnDrift[] {
  const rank = ({ verdict }: ColumnDrift): number => (verdict === "drift" ? 0 : 1);
  return [...columns].sort((a, b) => rank(a) - rank(b) || (b.psi ?? -1) - (a.psi ?? -1));
}

function behind(condition: AlertCondition, window: MonitorWindow | undefined): readonly ColumnDrift[] {
  if (window === undefined) return [];
  if (condition.series === "drift.prediction") return window.prediction ? [window.prediction] : [];
  if (condition.series !== "drift.share") return [];
  return worstColumns(window.columns)
    .filter(({ verdict }) => verdict === "drift")
    .slice(0, MAX_COLUMNS);
}
