/** How far apart a metric is between groups, as a finding. */
import type { Disparity } from "../../evaluation/fairness/disparity";
import type { EqualizedOdds } from "../../evaluation/fairness/equalized-odds";
import type { Measured } from "../../statistics/measured";
import { judged, type Finding, type FindingPlace } from "./finding";

export interface DisparityFinding {
  /** The parity, as `demographic_parity`. */
  readonly what: string;
  readonly kind: "difference" | "ratio";
  readonly result: Measured<Disparity | EqualizedOdds>;
  /** The most that a difference may be, the least that a ratio may be; null: measured but not judged. */
  readonly threshold: number | null;
}

/** A difference must be at most the threshold, a ratio at least. The groups that are furthest apart are its place. */
export function findingOfDisparity({ what, kind, result, threshold }: DisparityFinding): Finding {
  const holds = (value: number): boolean | null =>
    threshold === null ? null : kind === "difference" ? value <= threshold : value >= threshold;
  return {
    what: `${what}.${kind}`,
    where: placeOf(result),
    operator: kind === "difference" ? "<=" : ">=",
    threshold,
    ...judged(result, ({ value }) => value, holds),
    explanation: `fairness.${kind}`,
  };
}

function placeOf(result: DisparityFinding["result"]): FindingPlace {
  if (result.kind !== "measured" || !("group" in result)) return { kind: "dataset", name: "" };
  const { group, other } = result;
  return { kind: "slice", name: other === null ? group : `${group} – ${other}` };
}
