/**
 * How bad it is: a series has up to three grades, each with its bounds and its M of N; the worst grade whose alarm is on is the severity,
 * so that only what is critical interrupts someone. A series that is not critical to its user warns at most, as a test with
 * `is_critical=False` does in Evidently; SageMaker's M of N makes each grade's alarm.
 */
import type { Measured } from "../../statistics/measured";
import type { Bounds } from "./threshold";
import { verdictOf, type Verdict } from "./verdict";
import { judgeWindows, type WindowRule } from "./window-rule";

/** From least to worst. */
export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Grade {
  readonly severity: Severity;
  readonly bounds: Measured<Bounds>;
  readonly rule: WindowRule;
}

export interface GradedVerdict {
  readonly verdict: Verdict;
  /** Null unless the verdict is alert. */
  readonly severity: Severity | null;
  /** The grade behind an alert, with how many of the last windows met it. */
  readonly grade: Grade | null;
  readonly alerts: number;
}

/** Judges a series, oldest value first. Not critical: at most a warning. Without an alert, a grade that lacks data makes the verdict. */
export function judgeGrades(
  grades: readonly Grade[],
  values: readonly (number | null)[],
  { critical = true }: { readonly critical?: boolean } = {},
): GradedVerdict {
  const rank = ({ severity }: Grade): number => SEVERITIES.indexOf(severity);
  let verdict: Verdict = grades.length === 0 ? "not-enough-data" : "ok";
  for (const grade of [...grades].sort((a, b) => rank(b) - rank(a))) {
    const recent = values.slice(-grade.rule.n).map((value) => verdictOf(value, grade.bounds));
    const state = judgeWindows(grade.rule, recent);
    if (state.verdict === "alert") {
      const severity = !critical && grade.severity === "critical" ? "warning" : grade.severity;
      return { verdict: "alert", severity, grade, alerts: state.alerts };
    }
    if (state.verdict === "not-enough-data") verdict = "not-enough-data";
  }
  return { verdict, severity: null, grade: null, alerts: 0 };
}
