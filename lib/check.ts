/** A check: one statement about a subject that was tested, with both operands. A gate is a list of checks; so is a lesson. */

export type CheckKind = "data" | "code" | "behaviour" | "parity" | "performance" | "fairness" | "lesson";
export type CheckStatus = "pass" | "warn" | "fail" | "not-enough-data" | "error";
export type Operator = ">=" | ">" | "<=" | "<" | "==";

export interface Check {
  /** Digest or id of what was checked. */
  readonly subject: string;
  readonly kind: CheckKind;
  /** Catalogue key suffix (`check.<key>`) that names the statement. */
  readonly key: CheckKey;
  readonly status: CheckStatus;
  /** The measured value; null when it could not be measured. */
  readonly value: number | null;
  readonly operator: Operator;
  readonly threshold: number;
  /** What else went into the verdict: the champion's value, rows, the metric's name. */
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
}

export const CHECK_KEYS = [
  "parity",
  "minimum-metric",
  "beats-baseline",
  "beats-champion",
  "value-threshold",
  "change-threshold",
  "paired-test",
  "expectation",
] as const;
export type CheckKey = (typeof CHECK_KEYS)[number];

/** Whether `value operator threshold` holds. */
export function holds(value: number, operator: Operator, threshold: number): boolean {
  switch (operator) {
    case ">=":
      return value >= threshold;
    case ">":
      return value > threshold;
    case "<=":
      return value <= threshold;
    case "<":
      return value < threshold;
    case "==":
      return value === threshold;
  }
}
