/** Drift by any tool's method as a finding, of rows or of sketches, and the comparison of two data sets as a report. */
import type { SidesDrift } from "../drift/approximate/sides-drift";
import { isDriftTest } from "../drift/column-drift";
import type { DriftReport } from "../drift/measure-drift";
import { MODE_METHODS, type ModeDrift } from "../drift/modes/modes";
import { driftVerdict, findingOfDatasetDrift } from "./drift-finding";
import { oppositeOf, reportOf, type ExplanationKey, type Finding, type FindingInterval, type Report } from "./finding";

/** The finding of one column. What no sketch can tell, or the method cannot read, is named in `notMeasured`. */
export function findingOfModeDrift(column: string, drift: ModeDrift | SidesDrift): Finding {
  const { agreeWith, method, result, threshold, operator, verdict } = drift;
  const law = result.kind === "measured" ? result.law : undefined;
  const interval = intervalOf(drift);
  return {
    what: `drift.${agreeWith}.${method}`,
    where: { kind: "column", name: column },
    value: result.kind === "measured" ? result.value : null,
    operator: oppositeOf(operator),
    threshold,
    verdict: driftVerdict(verdict),
    explanation: explanationOf(drift),
    details: { method: MODE_METHODS[agreeWith][method]?.label ?? method },
    ...(law && { law }),
    ...(interval && { interval }),
    ...(result.kind !== "measured" && { notMeasured: result }),
  };
}

/** The data set first, then its columns in the comparison's order. */
export function driftReport({ columns, dataset }: DriftReport, id: string, createdAtMs: number): Report {
  const ofColumns = columns.map((drift) => findingOfModeDrift(drift.column, drift));
  return reportOf(id, createdAtMs, [findingOfDatasetDrift(dataset), ...ofColumns]);
}

/** The monitor's tests, which are Evidently's, have a sentence each; other methods share one by the kind of their score. */
function explanationOf({ agreeWith, method, score }: ModeDrift): ExplanationKey {
  return agreeWith === "evidently" && isDriftTest(method) ? `drift.${method}` : `score.${score}`;
}

function intervalOf(drift: ModeDrift | SidesDrift): FindingInterval | null {
  if (!("approximation" in drift) || !drift.approximation) return null;
  const { low, high, confidence } = drift.approximation;
  return { kind: "sketch", low, high, confidence, decided: drift.decided };
}
