/**
 * Which test a column gets when nobody chooses: Evidently's defaults (`_get_default_stattest`). Small references (≤ 1,000 rows) get a hypothesis
 * test, large ones a distance, because with many rows a test calls even a harmless difference significant.
 */
import type { DriftTest } from "../monitor";
import type { Values } from "./values";

const SMALL_REFERENCE_ROWS = 1_000;

/** More distinct values than this make no difference to the choice. */
export const MANY_VALUES = 5;

/** The tests that the choice ends in. */
type DefaultTest = Exclude<DriftTest, "chi2" | "psi">;

/** The default test for a column. `distinct` counts the values of reference and current together. */
export function defaultTest(kind: Values["kind"], referenceRows: number, distinct: number): DefaultTest {
  if (kind === "numeric") {
    if (referenceRows > SMALL_REFERENCE_ROWS) return distinct > MANY_VALUES ? "wasserstein" : "jensenshannon";
    return distinct <= 2 ? "z" : distinct <= MANY_VALUES ? "chisquare" : "ks";
  }
  if (referenceRows > SMALL_REFERENCE_ROWS) return "jensenshannon";
  return distinct <= 2 ? "z" : "chisquare";
}
