/** Drift of one column: the reference against a window, with the default test and PSI beside it. */
import { holds } from "../../check";
import type { Column } from "../../data/table";
import type { ColumnDrift, DriftTest, DriftVerdict } from "../monitor";
import { chiSquare } from "./chi-square";
import { defaultTest, DRIFT_CRITERIA, MANY_VALUES } from "./default-test";
import { jensenShannon } from "./jensen-shannon";
import { ksTwoSample } from "./ks";
import { psi } from "./psi";
import { presentValues, type Values } from "./values";
import { wassersteinNormed } from "./wasserstein";
import { zTest } from "./z-test";

/** Fewer present values than this in a window say nothing. */
export const MIN_CURRENT_VALUES = 20;

export interface ColumnDriftInput {
  readonly column: string;
  readonly reference: Column;
  readonly current: Column;
  /** Another test than the default one. */
  readonly test?: DriftTest;
}

/**
 * Missing values are dropped (they are a matter of quality). A column that holds one and the same value on both sides is
 * `degenerate`: no test can say anything. Fewer than {@link MIN_CURRENT_VALUES} values are `not-enough-data`.
 */
export function columnDrift(input: ColumnDriftInput): ColumnDrift {
  const reference = presentValues(input.reference);
  const current = presentValues(input.current);
  const distinct = distinctTogether(reference, current);
  const test = input.test ?? defaultTest(reference.kind, reference.values.length, distinct);
  const criterion = DRIFT_CRITERIA[test];
  const outcome = (verdict: DriftVerdict, score: number | null, stability: number | null): ColumnDrift => ({
    column: input.column,
    test,
    score,
    ...criterion,
    verdict,
    psi: stability,
  });

  if (current.values.length < MIN_CURRENT_VALUES || reference.values.length === 0) {
    return outcome("not-enough-data", null, null);
  }
  if (distinct <= 1) return outcome("degenerate", null, null);
  const score = driftScore(test, reference, current);
  const drifted = holds(score, criterion.operator, criterion.threshold);
  return outcome(drifted ? "drift" : "stable", score, psi(reference, current));
}

/** Distinct values of both together, counted no further than the default test asks. */
function distinctTogether(reference: Values, current: Values): number {
  const few = new Set<number | string>();
  for (const { values } of [reference, current]) {
    for (const value of values) {
      few.add(value);
      if (few.size > MANY_VALUES) return few.size;
    }
  }
  return few.size;
}

/** The p-value (ks, chisquare, z) or distance of a test. Numeric tests fall back to shares on categories. */
export function driftScore(test: DriftTest, reference: Values, current: Values): number {
  if (reference.kind === "numeric" && current.kind === "numeric") {
    if (test === "ks") return ksTwoSample(reference.values, current.values).pValue;
    if (test === "wasserstein") return wassersteinNormed(reference.values, current.values);
  }
  switch (test) {
    case "z":
      return zTest(reference, current).pValue;
    case "psi":
      return psi(reference, current);
    case "jensenshannon":
    case "wasserstein":
      return jensenShannon(reference, current);
    case "chisquare":
    case "ks":
      return chiSquare(reference, current).pValue;
  }
}
