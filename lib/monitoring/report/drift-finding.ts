/** Drift as findings: of a column as the monitor keeps it, and of a data set. A test says when there is drift; a finding says when there is none. */
import { DEFAULT_DRIFT_SHARE, type DatasetDrift } from "../drift/dataset-drift";
import type { ColumnDrift, DriftVerdict } from "../monitor";
import { oppositeOf, type Finding, type FindingVerdict } from "./finding";

/** The finding of a column's drift test. */
export function findingOfDrift(drift: ColumnDrift): Finding {
  const { column, test, score, threshold, operator, verdict, law, notMeasured } = drift;
  return {
    what: `drift.${test}`,
    where: { kind: "column", name: column },
    value: score,
    operator: oppositeOf(operator),
    threshold,
    verdict: driftVerdict(verdict),
    explanation: `drift.${test}`,
    ...(law && { law }),
    ...(notMeasured && { notMeasured }),
  };
}

/** The finding of a data set's drift; `share` is the one it was judged by. */
export function findingOfDatasetDrift(drift: DatasetDrift, share = DEFAULT_DRIFT_SHARE): Finding {
  return {
    what: "drift.share",
    where: { kind: "dataset", name: "" },
    value: drift.share,
    count: drift.drifted,
    operator: "<",
    threshold: share,
    verdict: drift.share === null ? "not-enough-data" : drift.drift ? "fail" : "pass",
    explanation: "drift.dataset",
  };
}

/** What a column's verdict says of what must hold; without a threshold nothing must. */
export function driftVerdict(verdict: DriftVerdict | "unjudged"): FindingVerdict {
  switch (verdict) {
    case "drift":
      return "fail";
    case "stable":
      return "pass";
    case "unjudged":
      return "skipped";
    default:
      return verdict;
  }
}
