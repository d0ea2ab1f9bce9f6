/**
 * M of N: an alarm is on while at least m of the last n windows alert. One noisy window is not a trend. A window that could not be judged
 * counts to neither side; when fewer than m of the last n could be judged and no alarm is on, there is not enough data to say.
 *
 * Source: Amazon SageMaker's monitoring alerts (`DatapointsToAlert` of `EvaluationPeriod`). If windows alert by chance with probability p,
 * independently, a window ends in an alarm with probability P(Binomial(n, p) ≥ m) ({@link falseAlarmShare}). O(n) a window.
 *
 * Precondition of every function: whole numbers 1 ≤ m ≤ n. Another rule is misuse, since it would always alert or never.
 */
import { binomialCdf } from "../../statistics/distributions/binomial";
import { requireCount } from "../../option-range";
import type { Verdict } from "./verdict";

export interface WindowRule {
  /** Windows that must alert. */
  readonly m: number;
  /** Windows looked at, the newest included; at least m. */
  readonly n: number;
}

/** The alarm's state after a window. */
export interface AlarmState {
  readonly verdict: Verdict;
  /** Alerting and judged windows among the last n. */
  readonly alerts: number;
  readonly judged: number;
  /** What this window changed. */
  readonly change: "raised" | "cleared" | null;
}

/** The rule over the newest windows; `verdicts` oldest first. */
export function judgeWindows(rule: WindowRule, verdicts: readonly Verdict[]): Omit<AlarmState, "change"> {
  requireRule(rule);
  const { m, n } = rule;
  const last = verdicts.slice(-n);
  const alerts = last.filter((verdict) => verdict === "alert").length;
  const judged = last.filter((verdict) => verdict !== "not-enough-data").length;
  if (alerts >= m) return { verdict: "alert", alerts, judged };
  return { verdict: judged < m ? "not-enough-data" : "ok", alerts, judged };
}

/** The state after each window, oldest first. Too little data neither raises nor clears an alarm: one that is on stays on. */
export function alarmStates(rule: WindowRule, verdicts: readonly Verdict[]): readonly AlarmState[] {
  let on = false;
  return verdicts.map((_, index) => {
    const state = judgeWindows(rule, verdicts.slice(Math.max(0, index + 1 - rule.n), index + 1));
    const now = state.verdict === "not-enough-data" ? on : state.verdict === "alert";
    const change = now === on ? null : now ? ("raised" as const) : ("cleared" as const);
    on = now;
    return { ...state, verdict: now ? "alert" : state.verdict, change };
  });
}

/** Share of windows that end in a false alarm when each alerts by chance with probability `p`, independently. */
export function falseAlarmShare(rule: WindowRule, p: number): number {
  requireRule(rule);
  return 1 - binomialCdf(rule.m - 1, rule.n, p);
}

function requireRule({ m, n }: WindowRule): void {
  requireCount("m", m, 1);
  requireCount("n", n, m);
}
