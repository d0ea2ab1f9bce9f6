/** What is said of a model without its labels, as findings: the performance to expect, and whether it still attends to the same features. */
import type { Measured } from "../../statistics/measured";
import { isOutside } from "../alerting/verdict";
import type { Bounds } from "../alerting/threshold";
import type { AttributionDrift } from "../attribution-drift";
import type { EstimatedValue, PerformanceAssumption } from "../performance/estimated-value";
import { judged, type EstimationMethod, type Finding, type FindingInterval, type FindingPlace } from "./finding";

export interface EstimateFinding {
  readonly method: EstimationMethod;
  /** What the estimate stands on. */
  readonly assumption: PerformanceAssumption;
  readonly metric: string;
  readonly where: FindingPlace;
  readonly estimate: Measured<EstimatedValue>;
  /** Null: estimated but not judged. */
  readonly bounds: Bounds | null;
}

/** The finding of an estimated metric; its sampling bounds are its interval. */
export function findingOfEstimate(input: EstimateFinding): Finding {
  const { method, assumption, metric, where, estimate, bounds } = input;
  const interval = samplingInterval(estimate);
  return {
    what: `performance.estimated.${metric}`,
    where,
    operator: "within",
    threshold: bounds,
    ...judged(
      estimate,
      ({ value }) => value,
      (value) => bounds && !isOutside(value, bounds),
    ),
    explanation: `performance.${method}.${assumption}`,
    ...(interval && { interval }),
  };
}

function samplingInterval(estimate: Measured<EstimatedValue>): FindingInterval | null {
  if (estimate.kind !== "measured" || estimate.lower === null || estimate.upper === null) return null;
  return { kind: "sampling", low: estimate.lower, high: estimate.upper };
}

/** The finding of the features' ranking by attribution. */
export function findingOfAttribution(where: FindingPlace, drift: Measured<AttributionDrift>): Finding {
  return {
    what: "attribution.ndcg",
    where,
    operator: ">=",
    threshold: drift.kind === "measured" ? drift.alertBelow : null,
    ...judged(
      drift,
      ({ ndcg }) => ndcg,
      (_, { drifted }) => !drifted,
    ),
    explanation: "attribution.ranking",
  };
}
