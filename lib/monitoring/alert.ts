/** The alert rule over windows: any of its conditions in at least m of the last n windows. */
import { holds } from "../check";
import type { VirtualMinute } from "../clock";
import type { Verdict } from "./alerting/verdict";
import { judgeWindows } from "./alerting/window-rule";
import type { AlertCondition, AlertEvidence, AlertRule, ColumnDrift, MonitorWindow, RuleVerdict } from "./monitor";
import { knownWindows } from "./window-labels";

const MAX_COLUMNS = 5;
/** Standard errors that a noisy metric must be past its threshold: one window in forty is by chance. */
const NOISE_ERRORS = 2;

/**
 * What the rule says of the last windows. Only windows that begin after `sinceMinute` count. When several conditions hold, the first
 * of the rule is the reason of the alert. It is `ok` only when every condition could be judged in m windows: silence is not health.
 */
export function judgeRule(
  rule: AlertRule,
  windows: readonly MonitorWindow[],
  sinceMinute: VirtualMinute = 0,
): RuleVerdict {
  const since = windows.filter(({ fromMinute }) => fromMinute > sinceMinute);
  const states = rule.anyOf.map((condition) => {
    const counted = windowsFor(rule, condition, since);
    const verdicts = counted.map((window) => conditionVerdict(window, condition));
    return { condition, counted, ...judgeWindows(rule, verdicts) };
  });
  const alert = states.find(({ verdict }) => verdict === "alert");
  if (alert) return { verdict: "alert", evidence: evidenceOf(rule, alert.counted, alert.condition) };
  const silent = states.find(({ verdict }) => verdict === "not-enough-data");
  if (!silent) return { verdict: "ok" };
  return { verdict: "not-enough-data", series: silent.condition.series, judged: silent.judged, needed: rule.m };
}

/**
 * Whether a window meets a condition; one without a value cannot be judged, nor can what was left over of a window: a few rows are right or
 * wrong by chance. A metric on few labels must be past the threshold by more than its own noise.
 */
export function conditionVerdict(window: MonitorWindow, condition: AlertCondition): Verdict {
  const { series, operator, threshold } = condition;
  const value = window.series[series];
  if (value === null || !Number.isFinite(value)) return "not-enough-data";
  if (window.incomplete && series !== "service.requestsPerMinute") return "not-enough-data";
  if (!holds(value, operator, threshold)) return "ok";
  return series === "performance.primary" && isNoise(window, value, condition) ? "not-enough-data" : "alert";
}

function isNoise({ performanceError }: MonitorWindow, value: number, { operator, threshold }: AlertCondition): boolean {
  if (performanceError === undefined) return false;
  if (performanceError === null) return true;
  const towards = operator === "<" || operator === "<=" ? 1 : -1;
  return !holds(value + towards * NOISE_ERRORS * performanceError, operator, threshold);
}

/** Whether a window meets a condition. */
export function meets(window: MonitorWindow, condition: AlertCondition): boolean {
  return conditionVerdict(window, condition) === "alert";
}

/** The last n windows that a condition looks at, oldest first. Labels on their way would hide the windows behind: they are waited for. */
export function windowsFor(
  { n }: Pick<AlertRule, "n">,
  { series }: AlertCondition,
  windows: readonly MonitorWindow[],
): readonly MonitorWindow[] {
  return knownWindows(series, windows).slice(-n);
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
