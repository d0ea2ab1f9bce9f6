/**
 * M of N: an alarm is on while at least m of the last n windows alert. One noisy window is not a trend. A window that could not be judged
 * counts to neither side; when fewer than m of the last n could be judged and no alarm is on, there is not enough data to say.
 *
 * Source: Amazon SageMaker's monitoring alerts (`DatapointsToAlert` of `EvaluationPeriod`). If windows alert by chance with probability p,
 * independently, a window ends in an alarm with probability P(Binomial(n, p) ≥ m) ({@link falseAlarmShare}). O(n) a window.
 */
import { binomialCdf } from "../../statistics/binomial";
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
export function judgeWindows({ m, n }: WindowRule, verdicts: readonly Verdict[]): Omit<AlarmState, "change"> {
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
export function falseAlarmShare({ m, n }: WindowRule, p: number): number {
  return m <= 0 ? 1 : 1 - binomialCdf(m - 1, n, p);
}
