/**
 * Which test a column gets when nobody chooses, and when its score means drift: Evidently's defaults
 * (`_get_default_stattest`). Small references (≤ 1,000 rows) get a hypothesis test, large ones a distance, because with many rows a
 * test calls even a harmless difference significant.
 */
import type { Operator } from "../../check";
import type { DriftTest } from "../monitor";
import type { Values } from "./values";

const SMALL_REFERENCE_ROWS = 1_000;

/** More distinct values than this make no difference to the choice. */
export const MANY_VALUES = 5;

/** The default test for a column. `distinct` counts the values of reference and current together. */
export function defaultTest(kind: Values["kind"], referenceRows: number, distinct: number): DriftTest {
  if (kind === "numeric") {
    if (referenceRows > SMALL_REFERENCE_ROWS) return distinct > MANY_VALUES ? "wasserstein" : "jensenshannon";
    return distinct <= 2 ? "z" : distinct <= MANY_VALUES ? "chisquare" : "ks";
  }
  if (referenceRows > SMALL_REFERENCE_ROWS) return "jensenshannon";
  return distinct <= 2 ? "z" : "chisquare";
}

export interface DriftCriterion {
  readonly threshold: number;
  readonly operator: Operator;
}

/** A p-value below 0.05, or a distance of at least 0.1. The KS test includes its threshold, chi-square and z do not. */
export const DRIFT_CRITERIA: Readonly<Record<DriftTest, DriftCriterion>> = {
  ks: { threshold: 0.05, operator: "<=" },
  chisquare: { threshold: 0.05, operator: "<" },
  z: { threshold: 0.05, operator: "<" },
  psi: { threshold: 0.1, operator: ">=" },
  jensenshannon: { threshold: 0.1, operator: ">=" },
  wasserstein: { threshold: 0.1, operator: ">=" },
};
