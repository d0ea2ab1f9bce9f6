/** The alert rule over windows: any of its conditions in at least m of the last n windows. */
import { holds } from "../check";
import type { VirtualMinute } from "../clock";
import type { AlertCondition, AlertEvidence, AlertRule, ColumnDrift, MonitorWindow } from "./monitor";

const MAX_COLUMNS = 5;

/**
 * Why an alert fires, or null. Only windows that begin after `sinceMinute` count; a null value meets no condition. When several
 * conditions hold, the first of the rule is the reason.
 *
 * Why the default rule stays quiet in a stable world: `drift.share` needs half of the columns, while a p-value test at 0.05 calls
 * about one column in twenty drifted by chance (fewer with ties, and fewer still because the traffic draws the test part without
 * replacement). `drift.prediction` is one test and is wrong about once in twenty windows, which is why one window is never enough.
 */
export function judgeAlert(
  rule: AlertRule,
  windows: readonly MonitorWindow[],
  sinceMinute: VirtualMinute = 0,
): AlertEvidence | null {
  const counted = windowsThatCount(rule, windows, sinceMinute);
  for (const condition of rule.anyOf) {
    const met = counted.filter((window) => meets(window, condition));
    if (met.length < rule.m) continue;
    return {
      condition,
      m: rule.m,
      n: rule.n,
      values: counted.map(({ series }) => series[condition.series]),
      windowIndices: counted.map(({ index }) => index),
      columns: behind(condition, met.at(-1)),
    };
  }
  return null;
}

/** The last n windows that begin after `sinceMinute`, oldest first. */
export function windowsThatCount(
  rule: AlertRule,
  windows: readonly MonitorWindow[],
  sinceMinute: VirtualMinute,
): readonly MonitorWindow[] {
  return windows.filter(({ fromMinute }) => fromMinute > sinceMinute).slice(-rule.n);
}

/** Whether a window meets a condition. */
export function meets(window: MonitorWindow, { series, operator, threshold }: AlertCondition): boolean {
  const value = window.series[series];
  return value !== null && holds(value, operator, threshold);
}

/** Columns by how much they drifted, worst first: drifted ones before others, then by falling PSI. */
export function worstColumns(columns: readonly ColumnDrift[]): readonly ColumnDrift[] {
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
