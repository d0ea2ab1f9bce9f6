/**
 * A report in the shape of Evidently's `snapshot.json()`: `{ metrics: [{ id, metric_id, value }], tests: [{ id, name, description, status,
 * metric_config, test_config }] }`, with its statuses SUCCESS, WARNING, FAIL, ERROR and SKIPPED. What lacks data is an ERROR there, as the
 * tool has no third verdict. Texts are passed in. A figure that several findings read is one metric.
 */
import type { Bounds } from "../alerting/threshold";
import type { Finding, FindingVerdict, Report } from "./finding";

export interface EvidentlyMetric {
  readonly id: string;
  readonly metric_id: string;
  readonly value: number | null;
}

export interface EvidentlyTest {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: "SUCCESS" | "WARNING" | "FAIL" | "ERROR" | "SKIPPED";
  readonly metric_config: { readonly metric_id: string; readonly params: Readonly<Record<string, string>> };
  readonly test_config: Readonly<Record<string, string | number | null>>;
}

export interface EvidentlyJson {
  readonly metrics: readonly EvidentlyMetric[];
  readonly tests: readonly EvidentlyTest[];
}

/** What the export says in words. */
export interface FindingTexts {
  readonly name: (finding: Finding) => string;
  readonly description: (finding: Finding) => string;
}

const STATUS: Readonly<Record<FindingVerdict, EvidentlyTest["status"]>> = {
  pass: "SUCCESS",
  warn: "WARNING",
  fail: "FAIL",
  "not-enough-data": "ERROR",
  degenerate: "ERROR",
  error: "ERROR",
  skipped: "SKIPPED",
};

const TEST_NAME = {
  ">=": "gte",
  ">": "gt",
  "<=": "lte",
  "<": "lt",
  "==": "eq",
  "!=": "not_eq",
  within: "in_range",
} as const;

/** The report as data for `JSON.stringify`. */
export function evidentlyJson({ findings }: Report, texts: FindingTexts): EvidentlyJson {
  const metrics = new Map<string, EvidentlyMetric>();
  const tests = findings.map((finding, index): EvidentlyTest => {
    const id = metricId(finding);
    if (!metrics.has(id)) metrics.set(id, { id, metric_id: id, value: finding.value });
    const { kind, name } = finding.where;
    return {
      id: `${id}#${index + 1}`,
      name: texts.name(finding),
      description: texts.description(finding),
      status: STATUS[finding.verdict],
      metric_config: { metric_id: id, params: kind === "dataset" ? {} : { [kind]: name } },
      test_config: { id: TEST_NAME[finding.operator], ...thresholds(finding.threshold) },
    };
  });
  return { metrics: [...metrics.values()], tests };
}

function metricId({ what, where }: Finding): string {
  return where.kind === "dataset" ? what : `${what}(${where.kind}=${where.name})`;
}

function thresholds(threshold: number | Bounds | null): Readonly<Record<string, number | null>> {
  return typeof threshold === "object" && threshold !== null
    ? { lower: threshold.lower, upper: threshold.upper }
    : { threshold };
}
