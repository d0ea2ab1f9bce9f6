/**
 * The blessing of a candidate, as TFX's Evaluator gives it: every threshold of every metric on every slice that it names must pass.
 *
 *   blessed          all passed
 *   not-blessed      one failed; a metric that is missing fails, and so does a slice that no data fell into
 *   rubber-stamped   all passed, but there is no baseline, so that thresholds on a change were not read
 *
 * Source: TFX, `docs/guide/evaluator.md`; TensorFlow Model Analysis, `metrics_validator` (missing metrics and slices fail).
 */
import { passesChange, passesValue, relativeChange, type TfmaThreshold } from "./tfma-threshold";

/** Where a figure holds: the column's value, or all rows (no features). */
export type SliceKey = Readonly<Record<string, string | number>>;

export interface SliceMetrics {
  /** Empty for all rows. */
  readonly slice: SliceKey;
  /** Null where the metric could not be measured. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** Which slices a threshold reads: all rows (empty), the slices of a column (`{ city: null }`), or one slice (`{ city: "Lima" }`). */
export type SlicingSpec = Readonly<Record<string, string | number | null>>;

export interface MetricRule {
  readonly metric: string;
  readonly threshold: TfmaThreshold;
  /** All rows unless told. */
  readonly slices?: SlicingSpec;
}

export type BlessingVerdict = "blessed" | "not-blessed" | "rubber-stamped";
export type FindingStatus = "pass" | "fail" | "skipped" | "missing-metric" | "missing-slice";

/** What one rule said on one slice. */
export interface BlessingFinding {
  readonly rule: MetricRule;
  /** Null when no slice matched the rule. */
  readonly slice: SliceKey | null;
  readonly status: FindingStatus;
  readonly candidate: number | null;
  readonly baseline: number | null;
  /** Candidate less baseline, and that over the baseline; null where there is none. */
  readonly change: { readonly absolute: number; readonly relative: number | null } | null;
}

export interface Blessing {
  readonly verdict: BlessingVerdict;
  readonly findings: readonly BlessingFinding[];
}

/** Judges a candidate; `baseline` is null for a first model. */
export function bless(
  rules: readonly MetricRule[],
  candidate: readonly SliceMetrics[],
  baseline: readonly SliceMetrics[] | null,
): Blessing {
  const findings = rules.flatMap((rule): readonly BlessingFinding[] => {
    const slices = candidate.filter(({ slice }) => matches(rule.slices ?? {}, slice));
    if (slices.length === 0) return [missingSlice(rule)];
    return slices.map((entry) => findingOf(rule, entry, baseline));
  });
  const passed = findings.every(({ status }) => status === "pass" || status === "skipped");
  if (!passed) return { verdict: "not-blessed", findings };
  return { verdict: findings.some(({ status }) => status === "skipped") ? "rubber-stamped" : "blessed", findings };
}

/** Whether a slice is one that the spec means: the same columns, and the same values where the spec gives one. */
export function matches(spec: SlicingSpec, slice: SliceKey): boolean {
  const columns = Object.keys(spec);
  return (
    columns.length === Object.keys(slice).length &&
    columns.every((column) => Object.hasOwn(slice, column) && (spec[column] === null || spec[column] === slice[column]))
  );
}

function missingSlice(rule: MetricRule): BlessingFinding {
  return { rule, slice: null, status: "missing-slice", candidate: null, baseline: null, change: null };
}

function findingOf(
  rule: MetricRule,
  entry: SliceMetrics,
  baselineSlices: readonly SliceMetrics[] | null,
): BlessingFinding {
  const { metric, threshold } = rule;
  const candidate = finite(entry.metrics[metric]);
  const beside = baselineSlices?.find(({ slice }) => matches(entry.slice, slice));
  const baseline = finite(beside?.metrics[metric]);
  const change =
    candidate === null || baseline === null
      ? null
      : { absolute: candidate - baseline, relative: relativeChange(candidate, baseline) };
  const status = ((): FindingStatus => {
    if (candidate === null) return "missing-metric";
    if (threshold.kind === "value") return passesValue(candidate, threshold) ? "pass" : "fail";
    if (baselineSlices === null) return "skipped";
    if (baseline === null) return "missing-metric";
    return passesChange(candidate, baseline, threshold) ? "pass" : "fail";
  })();
  return { rule, slice: entry.slice, status, candidate, baseline, change };
}

function finite(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}
