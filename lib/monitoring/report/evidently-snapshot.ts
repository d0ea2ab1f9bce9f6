/**
 * A report as Evidently 0.7 stores one: what its `snapshot.dumps()` writes and its `Snapshot.loads` reads. A figure that several findings read
 * is one metric, and its tests stand with it. Evidently has no figure without a number: those are named in the metadata. Texts are passed in.
 */
import type { Bounds } from "../alerting/threshold";
import { MODE_METHODS } from "../drift/modes/modes";
import type { Finding, FindingOperator, FindingVerdict, Report } from "./finding";

interface MetricConfig {
  readonly metric_id: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface EvidentlyTest {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: "SUCCESS" | "WARNING" | "FAIL" | "ERROR" | "SKIPPED";
  readonly metric_config: MetricConfig;
  readonly test_config: Readonly<Record<string, string | number | boolean | null>>;
}

interface EvidentlyResult {
  readonly display_name: string;
  readonly metric_value_location: { readonly metric: MetricConfig; readonly param: Readonly<Record<string, string>> };
  readonly widget: null;
  readonly tests: readonly EvidentlyTest[];
}

export interface EvidentlySingleValue extends EvidentlyResult {
  readonly type: "evidently:metric_result_v2:SingleValue";
  readonly value: number;
}

/** A share and what it counts. */
export interface EvidentlyCountValue extends EvidentlyResult {
  readonly type: "evidently:metric_result_v2:CountValue";
  readonly count: EvidentlySingleValue;
  readonly share: EvidentlySingleValue;
}

export interface EvidentlySnapshot {
  readonly report: { readonly items: readonly [] };
  readonly name: string | null;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly metadata: Readonly<Record<string, readonly string[]>>;
  readonly tags: readonly string[];
  readonly metric_results: Readonly<Record<string, EvidentlySingleValue | EvidentlyCountValue>>;
  readonly top_level_metrics: readonly string[];
  readonly widgets: readonly [];
  readonly tests_widgets: readonly [];
}

/** What the export says in words. */
export interface FindingTexts {
  readonly title: string;
  readonly name: (finding: Finding) => string;
  readonly where: (finding: Finding) => string;
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

/** Evidently's names of its tests; it has none of two bounds. */
const TESTS: Readonly<Record<FindingOperator, readonly [id: string, type: string]>> = {
  ">=": ["ge", "evidently:test_v2:GreaterOrEqualMetricTest"],
  ">": ["gt", "evidently:test_v2:GreaterThanMetricTest"],
  "<=": ["le", "evidently:test_v2:LessOrEqualMetricTest"],
  "<": ["lt", "evidently:test_v2:LessThanMetricTest"],
  "==": ["eq", "evidently:test_v2:EqualMetricTest"],
  "!=": ["not_eq", "evidently:test_v2:NotEqualMetricTest"],
  within: ["in_range", "ciclo:test:InRange"],
};

/** The key under which the metadata name what has no number. */
export const NOT_MEASURED = "ciclo_not_measured";

/** The report as data for `JSON.stringify`. */
export function evidentlySnapshot({ createdAtMs, findings }: Report, texts: FindingTexts): EvidentlySnapshot {
  const byMetric = new Map<string, readonly [Finding, ...Finding[]]>();
  const unmeasured: string[] = [];
  for (const finding of findings) {
    if (finding.value === null) {
      unmeasured.push(titleOf(finding, texts));
      continue;
    }
    const { metric_id: id } = configOf(finding);
    const known = byMetric.get(id);
    byMetric.set(id, known ? [...known, finding] : [finding]);
  }
  return {
    report: { items: [] },
    name: texts.title,
    timestamp: new Date(createdAtMs).toISOString(),
    metadata: unmeasured.length > 0 ? { [NOT_MEASURED]: unmeasured } : {},
    tags: [],
    metric_results: Object.fromEntries([...byMetric].map(([id, found]) => [id, resultOf(found, texts)])),
    top_level_metrics: [...byMetric.keys()],
    widgets: [],
    tests_widgets: [],
  };
}

function resultOf(
  findings: readonly [Finding, ...Finding[]],
  texts: FindingTexts,
): EvidentlySingleValue | EvidentlyCountValue {
  const [finding] = findings;
  const metric = configOf(finding);
  const tests = findings.map((each) => testOf(each, metric, texts));
  const common = { display_name: titleOf(finding, texts), widget: null, tests };
  const single = (value: number, param: Readonly<Record<string, string>> = {}): EvidentlySingleValue => ({
    type: "evidently:metric_result_v2:SingleValue",
    ...{ ...common, tests: "value_type" in param ? [] : tests, metric_value_location: { metric, param }, value },
  });
  const value = finding.value ?? 0;
  if (finding.count === undefined) return single(value);
  return {
    type: "evidently:metric_result_v2:CountValue",
    ...{ ...common, metric_value_location: { metric, param: {} } },
    count: single(finding.count, { value_type: "count" }),
    share: single(value, { value_type: "share" }),
  };
}

function testOf(finding: Finding, metric_config: MetricConfig, texts: FindingTexts): EvidentlyTest {
  const [id, type] = TESTS[finding.operator];
  return {
    id,
    name: titleOf(finding, texts),
    description: texts.description(finding),
    status: STATUS[finding.verdict],
    metric_config,
    test_config: { type, is_critical: true, alias: null, label_filters: null, ...thresholds(finding.threshold) },
  };
}

/** Evidently's own metric where it has one, else ours under a type of our own, which its reader keeps as it is. */
function configOf(finding: Finding): MetricConfig {
  const { what, where, threshold, count } = finding;
  const method = methodOf(what);
  const limit: Readonly<Record<string, number>> = typeof threshold === "number" ? { threshold } : {};
  if (method !== null) {
    const metric_id = `ValueDrift(column=${where.name},method=${method})`;
    return { metric_id, params: { type: "evidently:metric_v2:ValueDrift", column: where.name, method, ...limit } };
  }
  if (what === "drift.share" && count !== undefined) {
    const drift_share = typeof threshold === "number" ? threshold : 0;
    return {
      metric_id: "DriftedColumnsCount",
      params: { type: "evidently:metric_v2:DriftedColumnsCount", drift_share },
    };
  }
  const place = where.kind === "dataset" && where.name === "" ? {} : { [where.kind]: where.name };
  const metric_id = [what, ...Object.values(place)].join(" ");
  return { metric_id, params: { type: `ciclo:metric:${what}`, ...place } };
}

/** The tool's name of a drift test of one column; null for any other figure. */
function methodOf(what: string): string | null {
  const [drift, tool = "", method] = what.split(".");
  if (drift !== "drift") return null;
  if (method === undefined) return MODE_METHODS.evidently[tool]?.label ?? MODE_METHODS.nannyml[tool]?.label ?? null;
  return tool === "evidently" || tool === "nannyml" ? (MODE_METHODS[tool][method]?.label ?? null) : null;
}

/** What was measured and where, which no other finding of a report has. */
function titleOf(finding: Finding, { name, where }: FindingTexts): string {
  return finding.where.kind === "dataset" ? name(finding) : `${name(finding)}: ${where(finding)}`;
}

function thresholds(threshold: number | Bounds | null): Readonly<Record<string, number | null>> {
  return typeof threshold === "object" && threshold !== null
    ? { lower: threshold.lower, upper: threshold.upper }
    : { threshold };
}
