/** Drift of one column as the monitor keeps it: Evidently's default test, or one by name, and PSI beside it as the number that people know. */
import type { Column } from "../../data/table";
import { AppError } from "../../errors";
import { seededRandom } from "../../random";
import { DRIFT_TESTS, type ColumnDrift, type DriftTest } from "../monitor";
import { driftInMode, type AgreeWith } from "./modes/modes";

/** Fewer present values than this in a window say nothing. */
export const MIN_CURRENT_VALUES = 20;

/** The tests of the default choice draw no random numbers. */
const UNUSED_RANDOM = seededRandom("column-drift");

export interface ColumnDriftInput {
  readonly column: string;
  readonly reference: Column;
  readonly current: Column;
  /** Instead of Evidently's default test: one of these tools' by its name there. */
  readonly test?: { readonly agreeWith: AgreeWith; readonly method: DriftTest };
  /** Instead of the tool's 0.05, where the test gives a p-value. */
  readonly significance?: number;
}

/**
 * Missing values are dropped (they are a matter of quality). A column that holds one and the same value on both sides is
 * `degenerate`: no test can say anything. Fewer than {@link MIN_CURRENT_VALUES} values are `not-enough-data`.
 */
export function columnDrift({ column, reference, current, test, significance }: ColumnDriftInput): ColumnDrift {
  const pair = { agreeWith: "evidently", reference, current, random: UNUSED_RANDOM } as const;
  const drift = driftInMode({
    ...pair,
    ...test,
    fewest: MIN_CURRENT_VALUES,
    ...(significance === undefined ? {} : { significance }),
  });
  if (!drift || !isDriftTest(drift.method) || drift.threshold === null || drift.verdict === "unjudged") {
    throw new AppError("unexpected");
  }
  const { method, threshold, operator, verdict, result } = drift;
  const judged = { column, test: method, threshold, operator, verdict };
  if (result.kind !== "measured") return { ...judged, score: null, psi: null, notMeasured: result };
  const psi = driftInMode({ ...pair, method: "psi" })?.result;
  const law = result.law ? { law: result.law } : {};
  return { ...judged, score: result.value, psi: psi?.kind === "measured" ? psi.value : null, ...law };
}

/** Whether the monitor and the screen know a test of this name. */
export function isDriftTest(name: string): name is DriftTest {
  return (DRIFT_TESTS as readonly string[]).includes(name);
}
