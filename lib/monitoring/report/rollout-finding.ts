/** What a roll-out looks at, as findings: a canary's analysis, and the tests that may be read again and again. */
import type { MeasurementConditions, MetricOutcome } from "../../registry/gate/analysis-run";
import type { MixtureLook } from "../../registry/gate/mixture-sprt";
import type { WaldLook } from "../../registry/gate/wald-sprt";
import type { Measured, NotMeasured } from "../../statistics/measured";
import { judged, oppositeOf, type Finding, type FindingPlace, type FindingVerdict } from "./finding";

/** What was looked at. */
interface Subject {
  readonly what: string;
  readonly where: FindingPlace;
}

const OUTCOME_VERDICT: Readonly<Record<MetricOutcome, FindingVerdict>> = {
  successful: "pass",
  inconclusive: "warn",
  failed: "fail",
  error: "error",
  running: "not-enough-data",
};

export interface AnalysisFinding extends Subject {
  /** The newest measurement. */
  readonly value: number | null;
  readonly conditions: MeasurementConditions;
  readonly outcome: MetricOutcome;
}

/** The finding of one metric of a canary's analysis. The outcome is over all measurements, so that the newest alone may say otherwise. */
export function findingOfAnalysis({ what, where, value, conditions, outcome }: AnalysisFinding): Finding {
  const { success, failure } = conditions;
  return {
    what,
    where,
    value,
    operator: success?.operator ?? (failure ? oppositeOf(failure.operator) : ">="),
    threshold: success?.threshold ?? failure?.threshold ?? null,
    verdict: OUTCOME_VERDICT[outcome],
    explanation: `analysis.${outcome}`,
  };
}

/** Wald's test: healthy from its lower bound down; between its bounds it is not decided yet. */
export function findingOfWald({ what, where }: Subject, look: Measured<WaldLook>): Finding {
  const measured = look.kind === "measured";
  const finding = judged(
    look,
    ({ logRatio }) => logRatio,
    (_, { decision }) => decision === "healthy",
  );
  return {
    what,
    where,
    operator: "<=",
    threshold: measured ? look.lower : null,
    ...finding,
    ...(measured && look.decision === "go-on" && { verdict: "not-enough-data" as const }),
    explanation: "sequential.wald",
  };
}

/** The mixture test: its p-value must stay above α. While a look has too few rows to say anything, the finding says so. */
export function findingOfMixture({ what, where }: Subject, look: MixtureLook | NotMeasured, alpha: number): Finding {
  const silent = look.kind === "measured" && look.interval === null && look.p > alpha;
  return {
    what,
    where,
    operator: ">",
    threshold: alpha,
    ...judged(
      look,
      ({ p }) => p,
      (p) => p > alpha,
    ),
    ...(silent && { verdict: "not-enough-data" as const }),
    explanation: "sequential.mixture",
  };
}

/** One look of a group sequential test: |z| must stay below the look's bound. */
export function findingOfLook(
  { what, where }: Subject,
  {
    z,
    look,
    bounds,
  }: { readonly z: number; readonly look: number; readonly bounds: Measured<{ readonly bounds: readonly number[] }> },
): Finding {
  const bound = bounds.kind === "measured" ? (bounds.bounds[look] ?? null) : null;
  return {
    what,
    where,
    operator: "<",
    threshold: bound,
    ...judged(
      bounds,
      () => Math.abs(z),
      (size) => (bound === null ? null : size < bound),
    ),
    explanation: "sequential.looks",
  };
}
