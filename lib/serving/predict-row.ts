/** One row through one package: "try one row". */
import type { CellValue, Row } from "../data/table";
import type { Decision } from "../packaging/decision";
import type { PackageSession } from "../packaging/session";
import type { ColumnPlan } from "../preprocess/recipe";
import { answerAt, probabilitiesAt } from "./answers";
import { findingsOf, type Finding } from "./findings";
import { inputTable } from "./input-table";

export interface RowAnswer {
  readonly prediction: CellValue;
  readonly probabilities: readonly { readonly value: string; readonly probability: number }[];
  readonly modelVersion: string;
  readonly latencyMs: number;
  /** What was wrong with the question; empty where nothing was. */
  readonly findings: readonly Finding[];
  /** The threshold that the label was decided by; null where it is the more probable class. */
  readonly decision: Decision | null;
}

/** The package's answer with what was wrong with the question. Throws as {@link inputTable} does. */
export async function predictRow(options: {
  readonly session: PackageSession;
  readonly row: Row;
  /** The recipe's columns: what stands in for a missing value, and which categories training saw. */
  readonly plans: readonly ColumnPlan[];
  readonly decision: Decision | null;
  readonly modelVersion: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}): Promise<RowAnswer> {
  const { session, row, plans, decision, modelVersion, now } = options;
  const startMs = now();
  const predictions = await session.predict(inputTable([row], session.signature));
  return {
    prediction: answerAt(predictions, 0).prediction,
    probabilities: probabilitiesAt(predictions, 0),
    modelVersion,
    latencyMs: now() - startMs,
    findings: findingsOf(row, session.signature, plans),
    decision,
  };
}
