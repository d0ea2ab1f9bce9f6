/** The checks of an evaluation: good enough, better than nothing, better than what serves now. */
import type { Check, CheckKey, CheckStatus, Operator } from "../check";
import { holds } from "../check";
import { directionOf, type Goal } from "../data/goal";
import type { Scores } from "./evaluation";

export interface CheckOptions {
  /** Digest of the package. */
  readonly subject: string;
  readonly goal: Goal;
  readonly rowCount: number;
  readonly scores: Scores;
  readonly baseline: Scores;
  /** Null when there is no champion to compare with. */
  readonly champion: Scores | null;
}

/**
 * `minimum-metric` (at least the goal's minimum), `beats-baseline` (strictly better than the dummy; failing means nothing was
 * learned) and `beats-champion` (strictly better than the champion; not doing so is a warning, the gate decides).
 */
export function evaluationChecks(options: CheckOptions): readonly Check[] {
  const { metric, minimum } = options.goal;
  const up = directionOf(metric) === "maximize";
  const atLeast: Operator = up ? ">=" : "<=";
  const better: Operator = up ? ">" : "<";
  const baseline = options.baseline[metric];
  const champion = options.champion?.[metric];
  const checks = [check(options, { key: "minimum-metric", operator: atLeast, threshold: minimum, miss: "fail" })];
  if (baseline !== undefined) {
    checks.push(check(options, { key: "beats-baseline", operator: better, threshold: baseline, miss: "fail" }));
  }
  if (champion !== undefined) {
    checks.push(check(options, { key: "beats-champion", operator: better, threshold: champion, miss: "warn" }));
  }
  return checks;
}

function check(
  { subject, goal, rowCount, scores }: CheckOptions,
  rule: {
    readonly key: CheckKey;
    readonly operator: Operator;
    readonly threshold: number;
    readonly miss: CheckStatus;
  },
): Check {
  const { key, operator, threshold, miss } = rule;
  const value = scores[goal.metric] ?? null;
  const status = value === null ? "not-enough-data" : holds(value, operator, threshold) ? "pass" : miss;
  const evidence = { metric: goal.metric, rows: rowCount };
  return { subject, kind: "performance", key, status, value, operator, threshold, evidence };
}
