/** Drift of one column as the monitor keeps it: Evidently's default test, or one by name, and PSI beside it as the number that people know. */
import type { Column } from "../../data/table";
import { AppError } from "../../errors";
import { seededRandom } from "../../random";
import { notEnoughData, type Measured } from "../../statistics/measured";
import { DRIFT_TESTS, type ColumnDrift, type DriftTest, type DriftVerdict } from "../monitor";
import { isStrange, missingShares, unseenValues, wentMissing } from "./column-loss";
import { contingencyTest } from "./hypothesis/contingency";
import { columnPair, pairCounts, pick, type DriftValue } from "./method";
import { driftInMode, verdictOf, type AgreeWith } from "./modes/modes";

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
 * The test reads the values that are present. A column that holds one and the same value on both sides is `degenerate`; fewer than
 * {@link MIN_CURRENT_VALUES} values are `not-enough-data`. Where values went missing or unknown categories came, it is drift all the same.
 */
export function columnDrift(input: ColumnDriftInput): ColumnDrift {
  const { reference, current } = input;
  const tested = testedDrift(input);
  const missing = missingShares(reference, current);
  const unseen = unseenValues(reference, current);
  const found = { ...tested, missing, ...(unseen ? { unseen } : {}) };
  const rows = current.storage === "numeric" ? current.values.length : current.codes.length;
  if (rows < MIN_CURRENT_VALUES) return found;
  if (wentMissing(reference, current)) return { ...found, verdict: "drift", because: "missing" };
  if (unseen && isStrange(unseen, reference)) return { ...found, verdict: "drift", because: "unseen" };
  return found;
}

/** A column that the reference holds and nobody sends any more. */
export function goneColumn(column: string): ColumnDrift {
  const unmeasured = { score: null, psi: null, notMeasured: notEnoughData(MIN_CURRENT_VALUES, 0) };
  const limit = { test: "chi2", threshold: 0.05, operator: "<" } as const;
  return { column, ...limit, ...unmeasured, verdict: "drift", because: "gone" };
}

function testedDrift({ column, reference, current, test, significance }: ColumnDriftInput): ColumnDrift {
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
  const { threshold, operator } = drift;
  // Goodness of fit takes a reference for the truth; ours is a sample, whose own chance counts.
  const sampled = drift.method === "chisquare" && !test && drift.result.kind === "measured";
  const method: DriftTest = sampled ? "chi2" : drift.method;
  const result = sampled ? twoSamples(reference, current) : drift.result;
  const judgement = sampled ? verdictOf(result, operator, threshold) : drift.verdict;
  const verdict: DriftVerdict = judgement === "unjudged" ? "degenerate" : judgement;
  const judged = { column, test: method, threshold, operator, verdict };
  if (result.kind !== "measured") return { ...judged, score: null, psi: null, notMeasured: result };
  const psi = driftInMode({ ...pair, method: "psi" })?.result;
  const law = result.law ? { law: result.law } : {};
  return { ...judged, score: result.value, psi: psi?.kind === "measured" ? psi.value : null, ...law };
}

function twoSamples(reference: Column, current: Column): Measured<DriftValue> {
  return pick(contingencyTest(pairCounts(columnPair(reference, current))), ({ pValue }) => pValue);
}

/** Whether the monitor and the screen know a test of this name. */
export function isDriftTest(name: string): name is DriftTest {
  return (DRIFT_TESTS as readonly string[]).includes(name);
}
